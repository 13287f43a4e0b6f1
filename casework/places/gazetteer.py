"""The names of one village, indexed once for each roster, and found in what is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casework.county import Landmark
from casework.places.houses import Houses
from casework.places.speech import Speech, dialect, is_han, is_household, plain, sign
from casework.places.spellings import spellings


@dataclass(frozen=True)
class Mention:
    """A name where it stands in a text (as `plain` gives it).

    written: as it is spelt there. grids: names of the grids it may mean.
    by_sound: spelt otherwise than on file; `loosely`: and not quite of the same sound.
    """

    start: int
    end: int
    landmark: Landmark
    written: str
    grids: tuple[str, ...]
    by_sound: bool = False
    loosely: bool = False

    @property
    def said(self) -> str:
        """How a reason names it: ``地名“老樟树”``, ``读音近“老樟树”（写作“老张树”）``."""
        if self.by_sound:
            return f"读音近“{self.landmark.word}”（写作“{self.written}”）"
        return f"{self.landmark.what}“{self.written}”"


class _Index:
    """Names (in characters, or one sign for each syllable) found by their first two signs."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[Landmark, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def add(self, key: str, landmark: Landmark) -> None:
        if len(key) < 2:
            return
        known = self._entries.get(key, ())
        if landmark not in known:
            self._entries[key] = (*known, landmark)
        lengths = self._lengths.get(key[:2], ())
        if len(key) not in lengths:
            self._lengths[key[:2]] = (*lengths, len(key))

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def find(self, text: str) -> Iterator[tuple[int, int, Sequence[Landmark]]]:
        """Every occurrence: start, end, what it may be."""
        for start in range(len(text) - 1):
            for length in self._lengths.get(text[start : start + 2], ()):
                found = self._entries.get(text[start : start + length])
                if found and start + length <= len(text):
                    yield start, start + length, found


class Gazetteer:
    """What a village calls its places, ready to be found in a text."""

    def __init__(self, landmarks: Iterable[Landmark], speech: Speech) -> None:
        """Index the landmarks of one village; built again for another roster."""
        self.speech = speech
        self._exact, self._sounds, self._dialect = _Index(), _Index(), _Index()
        listed = list(landmarks)
        houses = [m for m in listed if is_household(m) and m.word.endswith("家")]
        self._houses = Houses(houses, speech)
        sites = [m for m in listed if not (is_household(m) and m.word.endswith("家"))]
        for landmark in sites:
            self._exact.add(plain(landmark.word), landmark)
        for landmark in sites:
            for word in spellings(landmark):
                if plain(word) not in self._exact:
                    self._exact.add(plain(word), landmark)
            if all(map(is_han, landmark.word)):
                sounds = speech.sounds(landmark.word)
                self._sounds.add("".join(map(sign, sounds)), landmark)
                self._dialect.add("".join(sign(dialect(s)) for s in sounds), landmark)

    def find(self, text: str) -> list[Mention]:
        """The names in a `plain` text, in its order, none inside another's words.

        A name spelt as on file beats one that only sounds so; the longer beats the shorter.
        """
        spelt = _apart(self._spelt(text), text)
        heard = list(self._heard(text))
        whole = [m for m in heard if any(_holds(m, part) for part in spelt)]
        spelt = [m for m in spelt if not any(_holds(w, m) for w in whole)]
        return sorted(_apart(heard, text, [*spelt, *_apart(whole, text)]), key=lambda m: m.start)

    def properly(self, words: str) -> str:
        """Place words with every name in them replaced by the proper one, so that they can be compared."""
        words = plain(words)
        for mention in reversed(self.find(words)):
            words = words[: mention.start] + mention.landmark.name + words[mention.end :]
        return words

    def _spelt(self, text: str) -> Iterator[Mention]:
        for start, end, found in self._exact.find(text):
            yield _mention(text, start, end, found)
        for start, end, house in self._houses.find(text):
            yield _mention(text, start, end, [house])

    def _heard(self, text: str) -> Iterator[Mention]:
        sounds = self.speech.sounds(text)
        for start, end, found in self._sounds.find("".join(map(sign, sounds))):
            if all(map(is_han, text[start:end])):
                yield _mention(text, start, end, found, by_sound=True)
        for start, end, house in self._houses.hear(text):
            yield _mention(text, start, end, [house], by_sound=True)
        for start, end, found in self._dialect.find("".join(sign(dialect(s)) for s in sounds)):
            if all(map(is_han, text[start:end])):
                yield _mention(text, start, end, found, by_sound=True, loosely=True)


def _apart(found: Iterable[Mention], text: str, kept: Iterable[Mention] = ()) -> list[Mention]:
    """What is kept already, and of the rest the surest and longest that overlap nothing."""
    chosen = list(kept)
    taken = [False] * len(text)
    for mention in chosen:
        taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
    for mention in sorted(found, key=lambda m: (m.loosely, m.start - m.end, m.start)):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
            chosen.append(mention)
    return chosen


def _holds(whole: Mention, part: Mention) -> bool:
    """Whether a longer name of the same place is misspelt around a shorter: 里家祠堂 around 祠堂."""
    longer = len(whole.written) > len(part.written) and not whole.loosely
    within = whole.start <= part.start and part.end <= whole.end
    return longer and within and part.landmark.name == whole.landmark.name


def _mention(
    text: str,
    start: int,
    end: int,
    found: Sequence[Landmark],
    *,
    by_sound: bool = False,
    loosely: bool = False,
) -> Mention:
    grids = tuple(dict.fromkeys(g for landmark in found for g in landmark.grids))
    return Mention(start, end, found[0], text[start:end], grids, by_sound, loosely)
