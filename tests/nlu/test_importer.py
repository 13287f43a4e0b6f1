"""The training data as Rasa gets it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from rasa.shared.nlu.training_data.message import Message

from nlu.importer import Line, PlainImporter


def test_a_line_is_to_rasa_what_a_message_would_be() -> None:
    line = Line.build("村口的路灯坏了", intent="request+lighting")
    message = Message.build("村口的路灯坏了", intent="request+lighting")
    assert line == message
    assert hash(line) == hash(message)


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
