"""How words sound and which of them are ordinary: what tells 老张树 from 烫伤."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import count
from typing import Protocol

from casework.county import Landmark

LIMIT = 600
"""Characters that are looked at; a longer message is a forwarded text."""

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("h", "f"))
_FINALS = (("ing", "in"), ("eng", "en"), ("ang", "an"))
_UNSEEN = dict.fromkeys(map(ord, " \t\u200b\u200c\u200d\u2060\ufeff"))


class Speech(Protocol):
    """What is known of the language besides the roster."""

    def sounds(self, text: str) -> Sequence[str]:
        """One toneless syllable for each character; a character without a reading stands for itself."""

    def is_word(self, text: str) -> bool:
        """Whether a dictionary has it: 池塘 and 国家, but neither 桥投 nor 里坑."""


def plain(text: str) -> str:
    """A text in half width and without blanks, as names are looked for in it."""
    return unicodedata.normalize("NFKC", text[:LIMIT]).translate(_UNSEEN)


def dialect(syllable: str) -> str:
    """A syllable without what eastern Zhejiang doesn't tell apart: n and l, zh and z, in and ing."""
    for full, flat in _INITIALS:
        if syllable.startswith(full):
            syllable = flat + syllable[len(full) :]
            break
    for full, flat in _FINALS:
        if syllable.endswith(full):
            return syllable[: -len(full)] + flat
    return syllable


_SIGNS: dict[str, str] = {}
_NEXT = count(0xE000)


def sign(syllable: str) -> str:
    """One character for a syllable, so that what a text sounds like is as long as the text."""
    if len(syllable) < 2:
        return syllable
    return _SIGNS.get(syllable) or _SIGNS.setdefault(syllable, chr(next(_NEXT)))


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u4e00" <= char <= "\u9fff"


def is_household(landmark: Landmark) -> bool:
    """Whether a name is what neighbours call a family."""
    return landmark.what == "农户"
