"""Phrases as villagers say them: the right grid, or an honest triage (issue 4)."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from casework.routing import Route, route
from casework.taxonomy import Status
from storage.county import SqlCounty

PHRASES = Path(__file__).with_name("phrases.tsv")
RIGHT = 0.97


@dataclass(frozen=True)
class Phrase:
    """One line of the file. expected: a grid, ``triage``, or ``triage:`` with the grids it may be."""

    village: str
    household: str
    text: str
    expected: str
    note: str


def phrases() -> list[Phrase]:
    """Every line."""
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        return [Phrase(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def nobody_away(cadre: str) -> str | None:
    """Everybody is at work."""
    return None


def routed(county: SqlCounty, phrase: Phrase) -> Route:
    """Where a phrase goes without anything that a model understood."""
    village = county.village(phrase.village)
    assert village is not None, phrase
    home = county.household(phrase.household) if phrase.household else None
    assert bool(home) == bool(phrase.household), phrase
    return route(county, village, places=(), text=phrase.text, household=home, stand_in=nobody_away)


def shown(phrase: Phrase, found: Route) -> str:
    """The answer in the file's words."""
    if found.grid:
        return found.grid.rpartition("/")[2]
    names = []
    for key in sorted(found.candidates):
        home, _, name = key.rpartition("/")
        names.append(name if home == phrase.village else home.partition("/")[2] + name)
    return "triage:" + "、".join(names) if names else "triage"


def agrees(phrase: Phrase, answer: str) -> bool:
    """Whether an answer is the one expected; a bare ``triage`` asks for no particular candidates."""
    if phrase.expected == "triage":
        return answer.startswith("triage")
    if not phrase.expected.startswith("triage:"):
        return answer == phrase.expected
    kinds = [text.removeprefix("triage:").split("、") for text in (answer, phrase.expected)]
    return answer.startswith("triage:") and Counter(kinds[0]) == Counter(kinds[1])


def test_the_phrases_are_many_and_each_is_there_once() -> None:
    lines = phrases()
    assert len(lines) >= 200
    assert not [k for k, n in Counter((p.village, p.household, p.text) for p in lines).items() if n > 1]


def test_the_right_grid_or_an_honest_triage(county: SqlCounty, capsys: pytest.CaptureFixture[str]) -> None:
    lines = phrases()
    silently, otherwise = [], []
    for phrase in lines:
        found = routed(county, phrase)
        answer = shown(phrase, found)
        assert (found.status is Status.TRIAGE) == (found.grid is None) and found.cadre and found.basis
        if agrees(phrase, answer):
            continue
        said = f"{phrase.village} {phrase.household} {phrase.text}"
        line = f"{said}: {phrase.expected}, not {answer} ({found.basis})"
        (silently if found.grid else otherwise).append(line)
    right = len(lines) - len(silently) - len(otherwise)
    with capsys.disabled():
        print(f"\n{right} of {len(lines)} phrases right ({right / len(lines):.1%}), {len(silently)} wrong")
        print(*otherwise, sep="\n")
    assert not silently, "\n".join(silently)
    assert right >= RIGHT * len(lines)
