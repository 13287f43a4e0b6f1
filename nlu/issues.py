"""Several matters in one message, taken apart only where each stands on its own."""

# ruff: noqa: E501 - a pattern or a list of words is read in one piece
from __future__ import annotations

import re

from casework.reading import Issue, Span
from nlu.normalise import LIMIT, Normal, normalise
from nlu.understanding import EASIER, Understanding

MOST = 3
_NUMBERED = re.compile(
    r"(?:^|(?<=[\s,，。;；:：!]))(?:[1-9][.、)）]|[①②③④⑤]|[一二三四]是|第[一二三四][,，、:： 个件]|[一二三四]、|其[一二三])\s*"
)
_ALSO = re.compile(
    r"[\s,，。;；!]*(?:还有(?:就是|个事|一件事|一个)?|另外|再有|再一个|再就是|顺便(?:说|问|反映)?一?下?|同时)[\s,，:：]*|(?:\\n|[。;；!！?？\n])+"
)
_ENOUGH = 4
"""Characters below which a clause says no matter."""


def find_issues(normal: Normal, places: tuple[Span, ...], understanding: Understanding) -> tuple[Issue, ...]:
    """At most three matters that differ in category or place; empty where there is only one."""
    found: list[Issue] = []
    clauses = _clauses(normal)
    for number, (start, end) in enumerate(clauses):
        if len(found) + len(clauses) - number < 2:
            break
        clause = normal.original[start:end]
        part = normalise(clause)
        category, _, opening = understanding.matter(part)
        # The whole opens a ticket, so a clause of it needs less.
        if opening < EASIER * understanding.thresholds.opens:
            continue
        inside = tuple(place for place in places if start <= place.start and place.end <= end)
        if any(_same(issue, category, inside) for issue in found):
            continue
        found.append(Issue(category, clause.strip(), inside))
    return tuple(found[:MOST]) if len(found) > 1 else ()


def _same(issue: Issue, category: object, places: tuple[Span, ...]) -> bool:
    here = {place.text for place in places}
    there = {place.text for place in issue.places}
    return issue.category is category and (not here or not there or here == there)


def _clauses(normal: Normal) -> list[tuple[int, int]]:
    """Stretches of the original between numbers, or between full stops and words like 还有."""
    text = normal.original[:LIMIT]
    numbered = [match.span() for match in _NUMBERED.finditer(text)]
    cuts = numbered if len(numbered) > 1 else [match.span() for match in _ALSO.finditer(text)]
    bounds: list[tuple[int, int]] = []
    position = 0
    for start, end in [*cuts, (len(text), len(text))]:
        if start - position >= _ENOUGH:
            bounds.append((position, start))
        position = end
    return bounds if len(bounds) > 1 else []
