"""A county of one village on the page, with the real transport, the real model and a clock of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.compose import Model
from bot.config import ROOT
from bot.web.server import WebServer, open_server
from bot.web.stage import Stage
from casework.clock import BEIJING
from casework.county import Roster
from casework.settings import Settings
from storage.roster_files import read_roster
from tests.web.window import Window

MORNING = datetime(2026, 6, 10, 9, 0, tzinfo=BEIJING)


@pytest.fixture(scope="session")
def roster() -> Roster:
    return read_roster(ROOT / "examples" / "county")


@pytest.fixture
def stage(model: Model, roster: Roster, tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, model, roster, Settings(), MORNING) as opened:
        yield opened


@pytest.fixture
def server(stage: Stage) -> Iterator[WebServer]:
    opened = open_server(stage, 0)
    opened.start()
    yield opened
    opened.stop()


@pytest.fixture
def window(server: WebServer) -> Window:
    return Window(server)
