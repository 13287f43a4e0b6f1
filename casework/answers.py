"""Which known question somebody has asked: how sure it has to be, and whose answer comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from casework.county import Faq

SAME = 1.0
"""Likeness of the same words."""

LONGEST_ANSWER = 1_000
"""Characters of an answer: with its source, and gathered with others, it has to fit one message."""

_UNSAID = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z]+")


def nearness(faq: Faq) -> int:
    """How near home an entry is: 2 for one village, 1 for a township, 0 for everybody's."""
    return 2 if faq.village else 1 if faq.township else 0


def same_question(one: str, other: str) -> bool:
    """Whether two questions are the same but for marks, blanks and case."""
    return bare_question(one) == bare_question(other)


def bare_question(text: str) -> str:
    """A question without marks and blanks, in lower case."""
    return _UNSAID.sub("", text).lower()


@dataclass(frozen=True)
class Likely:
    """An entry with how likely it is what was asked, 0 to 1; 1 for the same words alone."""

    faq: Faq
    likeness: float


class Answers(Protocol):
    """Compares a question with the known ones. Implemented by the `nlu` room."""

    def likely(self, question: str, village: str | None) -> Sequence[Likely]:
        """The likeliest entries that hold in a village, the best first; few, or none."""


class NothingKnown:
    """For desks at which nobody asks."""

    def likely(self, question: str, village: str | None) -> Sequence[Likely]:
        """Never anything."""
        return ()


def choose(likely: Sequence[Likely], bar: float, lead: float) -> Faq | None:
    """The entry to answer with; None where none is near enough, or several are about equally near.

    bar: least likeness. lead: how far the others must be behind. Of several that are
    as near as each other the village's goes before the township's, that before the
    county's; the same words go before similar ones. A wrong answer is worse than a
    question passed on.
    """
    best = max((found.likeness for found in likely), default=0.0)
    if best < bar:
        return None
    level = SAME if best >= SAME else best - lead
    near = [found for found in likely if found.likeness >= level]
    nearest_home = max(nearness(found.faq) for found in near)
    nearest = [found for found in near if nearness(found.faq) == nearest_home]
    return nearest[0].faq if len(nearest) == 1 and nearest[0].likeness >= bar else None
