"""The stage with the real model, the demo county, and the real client at the sandbox."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from bot.compose import Model
from bot.demo.stage import Stage
from bot.transcript import Line, read_transcript
from casework.county import Roster
from casework.settings import Settings
from storage.roster_files import read_roster

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

Play = Callable[[Sequence[Line]], AbstractContextManager[Stage]]


@pytest.fixture(scope="session")
def roster() -> Roster:
    return read_roster(EXAMPLES / "county")


@pytest.fixture
def staged(model: Model, roster: Roster, tmp_path: Path) -> Play:
    """A stage for a transcript, closed at the end."""
    return lambda lines: Stage(tmp_path, model, roster, Settings(), lines)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Sequence[Line]]:
    """Lines of a transcript, written down and read again."""

    def write(*lines: dict[str, Any]) -> Sequence[Line]:
        file = tmp_path / "chat.jsonl"
        file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
        return read_transcript(file)

    return write


@pytest.fixture
def first_ticket(staged: Play) -> Iterator[Stage]:
    """The example of the shortest whole way, played to its end."""
    lines = read_transcript(EXAMPLES / "transcripts" / "first_ticket.jsonl")
    with staged(lines) as stage:
        for line in lines:
            stage.play(line)
        yield stage
