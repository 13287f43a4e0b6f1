"""Messages that say one thing and nothing else: known by rule, for they are too short for the models."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casework.taxonomy import Category

LONGEST = 20
"""Characters; whoever says more says something else besides."""


class SaidAlone:
    """What is said alone, with no more around it than may be said before and after."""

    def __init__(self, before: str, said: Sequence[tuple[Category, str]], after: str) -> None:
        """`said` are patterns by what they are about, the first that fits wins."""
        self._whole = tuple((category, re.compile(f"{before}(?:{words}){after}")) for category, words in said)
        self._words = re.compile("|".join(f"(?:{words})" for _, words in said))

    def about(self, text: str) -> Category | None:
        """What a normalised message is about, None where it says anything else."""
        said = text.strip()
        if not said or len(said) > LONGEST:
            return None
        return next((category for category, whole in self._whole if whole.fullmatch(said)), None)

    def may_stand_in(self, text: str) -> bool:
        """Whether a part of a normalised message can be such a one: worth a closer look."""
        return len(text) <= LONGEST and self._words.search(text) is not None
