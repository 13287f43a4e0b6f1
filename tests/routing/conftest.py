"""The demo county in a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.county import SqlCounty
from storage.engine import open_engine
from storage.migrate import prepare
from storage.roster_files import read_roster
from storage.roster_store import import_roster

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "county"


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlCounty]:
    """The demo county as the bot looks it up."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('routing')}/county.db", durable=False)
    prepare(engine)
    import_roster(engine, read_roster(EXAMPLES))
    yield SqlCounty(engine)
    engine.dispose()
