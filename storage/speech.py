"""Sounds by pypinyin, ordinary words by the list that comes with jieba."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from pypinyin import lazy_pinyin

_OFTEN = 5
"""A word counted less often in the list is a name or an accident."""


_LOCAL = {"峤": "qiao"}
"""Read here otherwise than dictionaries do."""


class PinyinSpeech:
    """See `casework.places.speech.Speech`. One reading for each character, whatever stands beside it."""

    def __init__(self) -> None:
        """Nothing is read before it is asked for; the list is shared."""
        self._known: dict[str, str] = dict(_LOCAL)

    def sounds(self, text: str) -> Sequence[str]:
        """One toneless syllable for each character."""
        known = self._known
        return [known.get(char) or self._learn(char) for char in text]

    def is_word(self, text: str) -> bool:
        """Whether the list has it."""
        return text in _words()

    def _learn(self, char: str) -> str:
        sound = self._known[char] = lazy_pinyin(char)[0]
        return sound


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Words of two to four characters that are used; names of persons are none."""
    found = set()
    with resources.files("jieba").joinpath("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, often, kind = line.split()
            if 2 <= len(word) <= 4 and int(often) >= _OFTEN and kind != "nr":
                found.add(word)
    return frozenset(found)
