"""A message that equals a written line is read as the line was labelled."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from casework.taxonomy import OPENING, Act, Category
from nlu.examples import Example
from nlu.known import KnownLines
from nlu.normalise import normalise
from nlu.reader import ModelReader


def known() -> KnownLines:
    return KnownLines.of(
        [
            ("桥塌了", "emergency+road"),
            ("3组没水", "request+water"),
            ("晚上吃啥", "chat"),
            ("又坏了", "request+road"),
            ("又坏了", "unfixed"),
            ("水", "request+water"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("桥塌了", (Act.EMERGENCY, Category.ROAD)),
        ("桥塌了!", (Act.EMERGENCY, Category.ROAD)),
        ("5组 没水", (Act.REQUEST, Category.WATER)),
        ("晚上吃啥", (Act.CHAT, None)),
        ("桥塌了吗", None),
    ],
)
def test_a_line_is_known_whatever_its_marks_and_numbers(
    text: str, label: tuple[Act, Category | None] | None
) -> None:
    assert known().find(text) == label


def test_what_was_labelled_in_two_ways_is_not_known() -> None:
    assert known().find("又坏了") is None


def test_a_single_character_says_nothing() -> None:
    assert known().find("水") is None


def test_no_line_is_known_where_there_is_none() -> None:
    assert KnownLines.of([]).find("桥塌了") is None


def test_known_lines_are_kept(tmp_path: Path) -> None:
    known().save(tmp_path)
    again = KnownLines.load({path.name: path.read_bytes() for path in tmp_path.iterdir()})
    assert again.names == known().names
    assert np.array_equal(again.prints, known().prints)
    assert again.find("桥塌了") == (Act.EMERGENCY, Category.ROAD)


def test_what_was_taught_is_read_as_it_was_taught(reader: ModelReader, examples: list[Example]) -> None:
    short = [e for e in examples if not e.cadre and len(e.text) < 9 and e.act in OPENING | {Act.CHAT}][::40]
    assert len(short) > 100
    labels: dict[str, set[bool]] = {}
    for example in examples:
        if not example.cadre:
            labels.setdefault(normalise(example.text).text, set()).add(example.act in OPENING)
    wrong = [
        e.text
        for e in short
        if labels[normalise(e.text).text] == {e.act in OPENING}
        and reader.read(e.text).actionable is not (e.act in OPENING)
    ]
    assert len(wrong) <= len(short) * 0.02, wrong
