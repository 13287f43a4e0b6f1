"""Words typed by their sound: 路灯怀了, 医宝刷不了, 手机没信好.

Whoever writes by pinyin or by voice gets another word of the same sound. Where single characters
that make no word sound like a word of trouble, the message is read once more with that word.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path

from nlu.lexicon import THINGS, groups_of_word

FILE = "homophones.json"
SHORTEST, LONGEST = 2, 4
"""Characters of a word that is looked for."""
_FAULTS = "bad"
"""The group of what may be wrong with a thing."""


class Homophones:
    """Finds the words of trouble that a message spells with other characters."""

    def __init__(self, syllables: Mapping[str, str], others: Iterable[str]) -> None:
        """`syllables`: of each character one toneless reading.

        others: words that mean what they say: common ones, and what sounds like trouble, as 手艺 like 兽医.
        """
        self._syllables = dict(syllables)
        self._others = frozenset(others)
        self._meant = {sound: word for word in reversed(_troubles()) if (sound := self._sound(word))}
        self._spared = self._others.union(groups_of_word())

    def mend(self, words: Sequence[str], usual: Container[str] = ()) -> str | None:
        """The message cut into `words`, spelled as it was meant; None where nothing sounds like anything.

        As long as the message was, so that what stands where stays known. usual: runs of characters
        that people write as they mean them, 就在 and not 救灾.
        """
        parts: list[str] = []
        mended = False
        at = 0
        while at < len(words):
            end, meant = self._from(words, at, usual)
            mended = mended or meant is not None
            parts.append(meant or "".join(words[at:end]))
            at = end
        return "".join(parts) if mended else None

    def sounds_like_trouble(self, word: str) -> bool:
        """Whether a word sounds like one that is looked for, and is another."""
        return self._meant.get(self._sound(word), word) != word

    def save(self, folder: Path) -> None:
        """Write the file."""
        learned = {"syllables": self._syllables, "others": sorted(self._others)}
        (folder / FILE).write_text(json.dumps(learned, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, files: Mapping[str, bytes]) -> Homophones:
        """Read the file from memory; KeyError if it is missing."""
        return cls(**json.loads(files[FILE]))

    def _from(self, words: Sequence[str], at: int, usual: Container[str]) -> tuple[int, str | None]:
        """Where the longest word from `at` on ends, and what is meant by it where that is another."""
        found: tuple[int, str | None] = at + 1, None
        spelled = words[at]
        for end in range(at + 1, len(words)):
            spelled += words[end]
            if len(spelled) > LONGEST:
                break
            if spelled in self._spared:
                found = end + 1, None
                continue
            meant = self._meant.get(self._sound(spelled))
            if meant is None or spelled in usual:
                continue
            # What reaches into another word is none: 到自己 holds no 稻子.
            if spelled[-1] + "".join(words[end + 1 : end + 2])[:1] not in self._spared:
                found = end + 1, meant
        return found

    def _sound(self, text: str) -> tuple[str, ...]:
        """A syllable for each character; nothing where one has none."""
        sound = tuple([self._syllables.get(char, "") for char in text])
        return sound if all(sound) else ()


def _troubles() -> list[str]:
    """What is looked for, in the order of the lexicon: things and what may be wrong with them."""
    wanted = THINGS | {_FAULTS}
    return [
        word
        for word, groups in groups_of_word().items()
        if SHORTEST <= len(word) <= LONGEST and wanted.intersection(groups)
    ]
