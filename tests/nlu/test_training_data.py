"""What the training data must hold, and must not."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from bot.config import ROOT
from casework.taxonomy import CADRE_ACTS, OPENING, Act, Category
from nlu.comparing import HELD_OUT
from nlu.examples import Example
from nlu.labelled import read_labelled

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"
LEXICON = ROOT / "nlu" / "lexicon.txt"
CHANCE = 8
"""Characters of a line that two people may write alike."""
LEAST_OF_A_CATEGORY = 60
LEAST_OF_AN_ACT = 80


def test_every_category_is_labelled_and_has_enough_lines(examples: list[Example]) -> None:
    counts = Counter(example.category for example in examples)
    assert all(category.label for category in Category)
    few = {str(category): counts[category] for category in Category if counts[category] < LEAST_OF_A_CATEGORY}
    assert not few


def test_every_category_has_words_of_its_own() -> None:
    groups = {line.partition(":")[0] for line in LEXICON.read_text("utf-8").splitlines()}
    assert {str(category) for category in Category} - groups == {str(Category.OTHER)}


def test_every_villagers_act_has_enough_lines(examples: list[Example]) -> None:
    counts = Counter(example.act for example in examples if not example.cadre)
    few = {str(act): counts[act] for act in Act if act not in CADRE_ACTS and counts[act] < LEAST_OF_AN_ACT}
    assert not few


def test_every_cadres_act_has_lines_and_none_is_a_villagers(examples: list[Example]) -> None:
    assert {example.act for example in examples if example.cadre} == CADRE_ACTS
    assert not {example.act for example in examples if not example.cadre} & CADRE_ACTS


def test_only_acts_that_open_a_ticket_have_a_category(examples: list[Example]) -> None:
    wrong = [e.text for e in examples if (e.category is None) is (not e.cadre and e.act in OPENING)]
    assert not wrong


def test_talk_outnumbers_each_other_act(examples: list[Example]) -> None:
    counts = Counter(example.act for example in examples)
    assert counts[Act.CHAT] > 2000


def test_no_line_is_taken_from_the_measuring_texts(examples: list[Example]) -> None:
    if not EVAL.is_dir():
        pytest.skip("the measuring texts are not part of the repository")
    measured = set()
    for path in EVAL.glob("*.tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            measured |= {
                row["text"].strip() for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            }
    assert len(measured) > 3000
    copied = {e.text for e in examples if len(e.text) > CHANCE and e.text in measured}
    assert not copied


@pytest.mark.parametrize("path", HELD_OUT, ids=lambda path: path.stem)
def test_no_line_is_taken_from_what_was_written_to_measure_by(examples: list[Example], path: Path) -> None:
    measured = {row.text for row in read_labelled(path)}
    assert not {e.text for e in examples if len(e.text) > CHANCE and e.text in measured}
