"""How characters sound and which words there are, out of packages, for training."""

from __future__ import annotations

from collections.abc import Iterable

from pypinyin import lazy_pinyin

from nlu.homophones import LONGEST, SHORTEST, Homophones
from nlu.pretrained import usual_counts

_OFTEN = 5
"""A word that jieba saw less often is a name or an accident."""
_COMMON = 200
"""A word that jieba saw as often as this stands for itself, and nothing reaches into it."""
_FIRST = "\u4e00"
"""The first Chinese character."""


def learn_homophones(characters: Iterable[str]) -> Homophones:
    """Homophones of words of trouble that can be spelled with these characters."""
    syllables = {char: lazy_pinyin(char)[0] for char in sorted(characters) if char >= _FIRST}
    sounding = Homophones(syllables, ())
    usual = {word: count for word, count in usual_counts().items() if SHORTEST <= len(word) <= LONGEST}
    return Homophones(
        syllables,
        [
            word
            for word, count in usual.items()
            if count >= _COMMON or (count >= _OFTEN and sounding.sounds_like_trouble(word))
        ],
    )
