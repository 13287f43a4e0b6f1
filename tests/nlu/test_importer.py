"""The training data as Rasa gets it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from rasa.shared.nlu.training_data.message import Message

from nlu.importer import Line, PlainImporter


def test_lines_are_alike_to_rasa_where_messages_would_be() -> None:
    told: list[dict[str, Any]] = [
        {"text": "村口的路灯坏了", "intent": "request+lighting"},
        {"text": "村口的路灯坏了", "intent": "request+lighting"},
        {"text": "村口的路灯坏了", "intent": "chat"},
        {"text": "村口的路灯亮了", "intent": "request+lighting"},
        {
            "text": "村口的路灯坏了",
            "intent": "request+lighting",
            "entities": [{"entity": "place", "value": "村口", "start": 0, "end": 2}],
        },
    ]
    lines, messages = ([kind.build(**what) for what in told] for kind in (Line, Message))
    for i, line in enumerate(lines):
        for j, other in enumerate(lines):
            assert (line == other) is (messages[i] == messages[j])
            assert (hash(line) == hash(other)) is (line == other)


def test_lines_are_merged_without_being_copied(tmp_path: Path) -> None:
    (tmp_path / "nlu").mkdir()
    (tmp_path / "nlu" / "lighting.yml").write_text(
        """version: "3.1"
nlu:
- intent: request+lighting
  examples: |
    - [村口](place)的路灯坏了
    - 路灯不亮
""",
        encoding="utf-8",
    )
    data = PlainImporter(training_data_paths=[str(tmp_path)]).get_nlu_data()
    lines = data.training_examples
    assert [line.get("text") for line in lines] == ["村口的路灯坏了", "路灯不亮"]
    assert all(copied is line for copied, line in zip(deepcopy(lines), lines, strict=True))
