"""The names of one village, found exactly: a change of roster needs no training.

Longest match at each position. spaCy's PhraseMatcher does the same; why it is not
used stands in docs/decisions.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Protocol

from nlu.normalise import normalise

KEPT = 64
"""Villages whose names are held in memory."""


class PlaceNames(Protocol):
    """Who knows a village's place names, aliases and households' names."""

    def names(self, village: str) -> Iterable[str]:
        """All names of a village; empty for an unknown one."""

    def version(self) -> int:
        """Changes whenever any name does."""


class Gazetteer:
    """Exact matching against one set of names."""

    def __init__(self, names: Iterable[str]) -> None:
        """Names of one character are left out: they match too much."""
        self._names = {folded for name in names if len(folded := normalise(name.strip()).text) > 1}
        self._lengths: dict[str, list[int]] = {}
        for name in self._names:
            lengths = self._lengths.setdefault(name[:2], [])
            if len(name) not in lengths:
                lengths.append(len(name))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def find(self, text: str) -> list[tuple[int, int]]:
        """The longest names in a normalised message, from left to right, not overlapping."""
        found: list[tuple[int, int]] = []
        position = 0
        while position < len(text) - 1:
            for length in self._lengths.get(text[position : position + 2], ()):
                if text[position : position + length] in self._names:
                    found.append((position, position + length))
                    position += length
                    break
            else:
                position += 1
        return found


class Gazetteers:
    """The villages' gazetteers, built when first asked for, dropped when the roster changes."""

    def __init__(self, source: PlaceNames) -> None:
        """`source` is asked for its version at every message, for names only when it changed."""
        self._source = source
        self._version = source.version()
        self._built: OrderedDict[str, Gazetteer] = OrderedDict()

    def of(self, village: str) -> Gazetteer:
        """The gazetteer of a village."""
        version = self._source.version()
        if version != self._version:
            self._built.clear()
            self._version = version
        gazetteer = self._built.get(village)
        if gazetteer is None:
            gazetteer = self._built[village] = Gazetteer(self._source.names(village))
            if len(self._built) > KEPT:
                self._built.popitem(last=False)
        self._built.move_to_end(village)
        return gazetteer
