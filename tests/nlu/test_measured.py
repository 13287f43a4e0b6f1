"""What the model must keep to on talk that none of its authors wrote: a floor under each figure.

The floors lie a little under what is measured, so that a change of some lines passes and a loss doesn't.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.comparing import DANGER, PLAIN, SHORT, TALK, YEAR
from nlu.labelled import read_labelled
from nlu.reader import ModelReader
from nlu.scores import score

CADRES = TALK.with_name("cadre_talk.tsv")


@pytest.mark.parametrize(
    ("path", "overlap", "precision"), [(TALK, 0.92, 0.88), (YEAR, 0.88, 0.75)], ids=["talk", "year"]
)
def test_village_talk_is_read_as_well_as_it_was(
    reader: ModelReader, path: Path, overlap: float, precision: float
) -> None:
    rows = read_labelled(path)
    scores = score(rows, reader.read_many([row.text for row in rows]))
    assert (scores.actionable_f1 or 0) > 0.92
    assert scores.act_accuracy > 0.88
    assert (scores.category_macro_f1 or 0) > 0.88
    assert (scores.place_overlap or 0) > overlap
    assert (scores.emergency_recall or 0) > 0.9
    assert (scores.emergency_precision or 0) > precision


def test_what_is_plainly_said_is_heard(reader: ModelReader) -> None:
    rows = read_labelled(PLAIN)
    scores = score(rows, reader.read_many([row.text for row in rows]))
    assert (scores.recall or 0) > 0.91
    assert scores.act_accuracy > 0.92
    assert (scores.false_alarms or 0) < 40


def test_danger_is_told_from_what_sounds_like_it(reader: ModelReader) -> None:
    rows = read_labelled(DANGER)
    scores = score(rows, reader.read_many([row.text for row in rows]))
    assert (scores.emergency_recall or 0) > 0.88
    assert (scores.emergency_precision or 0) > 0.95
    assert (scores.false_alarms or 0) < 50


def test_a_few_words_are_enough(reader: ModelReader) -> None:
    rows = read_labelled(SHORT)
    scores = score(rows, reader.read_many([row.text for row in rows]))
    assert (scores.actionable_f1 or 0) > 0.85
    assert scores.act_accuracy > 0.86


def test_cadres_acts_are_told_apart(reader: ModelReader) -> None:
    rows = read_labelled(CADRES)
    assert score(rows, reader.read_many([row.text for row in rows], cadre=True)).act_accuracy > 0.95
