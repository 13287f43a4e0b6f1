"""Words typed by their sound: 路灯怀了, 医宝刷不了, 手机没信好.

Whoever writes by pinyin or by voice gets another word of the same sound. Where single characters
that make no word sound like a word of trouble, the message is read once more with that word.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from nlu.lexicon import THINGS, groups_of_word

FILE = "homophones.json"
SHORTEST, LONGEST = 2, 4
"""Characters of a word that is looked for."""
_ENOUGH = 3
"""Characters of a word by which it is told at a glance that none is meant."""
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
        self._alike: dict[tuple[str, ...], set[str]] = {}
        for sound, word in self._meant.items():
            size = min(len(word), _ENOUGH)
            for i in range(len(word) - size + 1):
                self._alike.setdefault(sound[i : i + size], set()).add(word[i : i + size])

    def mend(self, words: Sequence[str], usual: Container[str] = ()) -> str | None:
        """The message cut into `words`, spelled as it was meant; None where nothing sounds like anything.

        As long as the message was, so that what stands where stays known. usual: runs of characters
        that people write as they mean them, 就在 and not 救灾.
        """
        text = "".join(words)
        sounds = [self._syllables.get(char, "") for char in text]
        if not self._may_mean_another(text, sounds):
            return None
        ends = list(accumulate(map(len, words)))
        bounds = frozenset(ends)
        parts: list[str] = []
        at = 0
        for end in ends:
            if end > at:
                until, meant = self._from(text, sounds, bounds, (at, end), usual)
                parts.append(meant or text[at:until])
                at = until
        mended = "".join(parts)
        return mended if mended != text else None

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

    def _may_mean_another(self, text: str, sounds: list[str]) -> bool:
        """Whether two or three characters sound like some of a word of trouble and are others; few do."""
        for size in range(SHORTEST, _ENOUGH + 1):
            for i, sound in enumerate(zip(*(sounds[n:] for n in range(size)), strict=False)):
                alike = self._alike.get(sound)
                if alike is not None and text[i : i + size] not in alike:
                    return True
        return False

    def _from(
        self,
        text: str,
        sounds: list[str],
        bounds: frozenset[int],
        word: tuple[int, int],
        usual: Container[str],
    ) -> tuple[int, str | None]:
        """Where the longest word ends that begins where `word` does, and what is meant if it is another."""
        at, own = word
        for end in range(min(at + LONGEST, len(text)), own, -1):
            if end not in bounds:
                continue
            spelled = text[at:end]
            if spelled in self._spared:
                return end, None
            meant = self._meant.get(tuple(sounds[at:end]))
            # What reaches into another word is none: 到自己 holds no 稻子.
            if meant and spelled not in usual and text[end - 1 : end + 1] not in self._spared:
                return end, meant
        return own, None

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
