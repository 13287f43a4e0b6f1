"""What the model must keep to on talk that none of its authors wrote: a floor under each figure.

The floors lie a little under what is measured, so that a change of some lines passes and a loss doesn't.
"""

from __future__ import annotations

from nlu.comparing import PLAIN, TALK
from nlu.labelled import read_labelled
from nlu.reader import ModelReader
from nlu.scores import score

CADRES = TALK.with_name("cadre_talk.tsv")


def test_village_talk_is_read_as_well_as_it_was(reader: ModelReader) -> None:
    rows = read_labelled(TALK)
    scores = score(rows, reader.read_many([row.text for row in rows]))
    assert (scores.actionable_f1 or 0) > 0.92
    assert scores.act_accuracy > 0.88
    assert (scores.category_macro_f1 or 0) > 0.88
    assert (scores.place_overlap or 0) > 0.92
    assert (scores.emergency_recall or 0) > 0.9
    assert (scores.emergency_precision or 0) > 0.88


def test_what_is_plainly_said_is_heard(reader: ModelReader) -> None:
    rows = read_labelled(PLAIN)
    scores = score(rows, reader.read_many([row.text for row in rows]))
    assert (scores.recall or 0) > 0.91
    assert scores.act_accuracy > 0.92
    assert (scores.false_alarms or 0) < 40


def test_cadres_acts_are_told_apart(reader: ModelReader) -> None:
    rows = read_labelled(CADRES)
    assert score(rows, reader.read_many([row.text for row in rows], cadre=True)).act_accuracy > 0.95
