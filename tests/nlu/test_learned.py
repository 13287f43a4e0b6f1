"""Corrections become training lines and cases; a model that reads worse is not put into force."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.reading import Reading
from casework.taxonomy import Act, Category
from nlu.comparing import compare, held_out
from nlu.examples import Example, read_examples
from nlu.labelled import read_labelled
from nlu.learned import CASES, LINES, add_case
from nlu.reader import ModelReader


class Parrot:
    """Reads every message as the same thing."""

    def __init__(self, act: Act, category: Category | None = None) -> None:
        self._act, self._category = act, category

    def read_many(self, texts: list[str]) -> list[Reading]:
        return [Reading(text, self._act, category=self._category) for text in texts]


def test_a_taken_correction_is_a_line_to_learn_from(tmp_path: Path) -> None:
    add_case(tmp_path, "桥头走路当心", Act.REQUEST, Category.ROAD)
    (example,) = read_examples(tmp_path / "nlu")
    assert (example.text, example.act, example.category) == ("桥头走路当心", Act.REQUEST, Category.ROAD)


def test_it_is_kept_once_beside_the_others(tmp_path: Path) -> None:
    for _ in range(2):
        add_case(tmp_path, "桥头走路当心", Act.REQUEST, Category.ROAD)
    add_case(tmp_path, "晚上凉快", Act.CHAT, None)
    assert [row.text for row in read_labelled(tmp_path / CASES)] == ["桥头走路当心", "晚上凉快"]
    assert len(read_examples(tmp_path / "nlu")) == 2


@pytest.mark.parametrize(
    "text", ["两行\n的话", "带[方括号](place)的话", "制\t表", "冒号: 井号 # 引号'\"", "- 横线"]
)
def test_whatever_somebody_typed_can_be_read_back(tmp_path: Path, text: str) -> None:
    add_case(tmp_path, text, Act.CHAT, None)
    assert (tmp_path / LINES).exists()
    (example,) = read_examples(tmp_path / "nlu")
    assert example.places == ()
    assert example.text.replace("\\n", "") != ""


def test_no_held_out_message_is_trained_on(examples: list[Example]) -> None:
    held = {row.text for row in held_out()}
    assert len(held) > 1200
    assert not held & {example.text for example in examples}


def test_a_deaf_model_does_not_replace_one_that_hears(reader: ModelReader, tmp_path: Path) -> None:
    deaf = Parrot(Act.CHAT)
    assert compare(reader, deaf, tmp_path).is_worse  # type: ignore[arg-type]
    assert not compare(deaf, reader, tmp_path).is_worse  # type: ignore[arg-type]


def test_the_same_model_is_no_worse_than_itself(reader: ModelReader, tmp_path: Path) -> None:
    assert not compare(reader, reader, tmp_path).is_worse


def test_where_nothing_is_in_use_anything_is_better(tmp_path: Path) -> None:
    assert not compare(None, Parrot(Act.CHAT), tmp_path).is_worse  # type: ignore[arg-type]


def test_a_model_that_forgets_corrections_is_worse(reader: ModelReader, tmp_path: Path) -> None:
    add_case(tmp_path, "路灯坏了三天了没人修", Act.REQUEST, Category.LIGHTING)

    class Forgetful:
        """Reads like the model in use, but for the township's own case."""

        def read_many(self, texts: list[str]) -> list[Reading]:
            return [
                Reading(text, Act.CHAT) if text.startswith("路灯坏了三天") else reader.read(text)
                for text in texts
            ]

    assert compare(reader, Forgetful(), tmp_path).is_worse  # type: ignore[arg-type]
