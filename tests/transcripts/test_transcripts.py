"""Conversations of the demo county, replayed: each shows that some rules of the specification are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot import replay as replaying
from bot.compose import Model
from bot.config import Config
from tests.transcripts.expectations import Expectation, disappointments, expectations
from tests.transcripts.table import MUST, PAGE, RULES, page

ALL = expectations()


@pytest.mark.parametrize("wanted", ALL, ids=[e.name for e in ALL])
def test_the_conversation_keeps_the_rules(
    wanted: Expectation, model: Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(replaying, "load_model", lambda folder: model)
    database = f"sqlite:///{tmp_path}/kept.db" if wanted.then else None
    output: list[dict[str, Any]] = []
    for number, file in enumerate(wanted.files, 1):
        replaying.replay(
            [file],
            Config(),
            roster=wanted.people,
            database=database,
            tickets=number == len(wanted.files),
            emit=lambda line: output.append(json.loads(line)),
        )
    assert list(disappointments(wanted, output)) == []


def test_every_transcript_has_its_expectation() -> None:
    folder = Path(__file__).parent
    played = {file.name for wanted in ALL for file in wanted.files}
    assert len(ALL) > 10
    assert played == {file.name for file in folder.glob("*.jsonl")}


def test_every_rule_that_needs_a_conversation_has_one() -> None:
    assert MUST - {rule for wanted in ALL for rule in wanted.rules} == set()
    assert len(ALL) >= 60


def test_the_table_of_rules_is_up_to_date() -> None:
    assert {rule for wanted in ALL for rule in wanted.rules} <= set(RULES)
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.transcripts.table"
