"""The names of one village, indexed once for each roster, and found in what is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from casework.county import Landmark
from casework.places.grammar import LOOSE_PERSON_TAIL, PERSON_TAIL
from casework.places.speech import Speech, dialect, is_han, is_household, plain
from casework.places.spellings import person_of, spellings


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
    """Sequences (of characters, of syllables) found by their first two members, the longest first."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, ...], list[Landmark]] = defaultdict(list)
        self._lengths: dict[tuple[str, str], list[int]] = defaultdict(list)

    def add(self, key: Sequence[str], landmark: Landmark) -> None:
        key = tuple(key)
        if len(key) < 2:
            return
        if landmark not in self._entries[key]:
            self._entries[key].append(landmark)
        lengths = self._lengths[key[0], key[1]]
        if len(key) not in lengths:
            lengths.append(len(key))

    def __contains__(self, key: Sequence[str]) -> bool:
        return tuple(key) in self._entries

    def find(self, members: Sequence[str]) -> Iterator[tuple[int, int, list[Landmark]]]:
        """Every occurrence: start, end, what it may be."""
        for start, pair in enumerate(pairwise(members)):
            for length in self._lengths.get(pair, ()):
                end = start + length
                found = self._entries.get(tuple(members[start:end])) if end <= len(members) else None
                if found:
                    yield start, end, found


class Gazetteer:
    """What a village calls its places, ready to be found in a text."""

    def __init__(self, landmarks: Iterable[Landmark], speech: Speech) -> None:
        """Index the landmarks of one village; built again for another roster."""
        self.speech = speech
        self._exact, self._people = _Index(), _Index()
        self._sounds, self._dialect = _Index(), _Index()
        listed = list(landmarks)
        for landmark in listed:
            self._exact.add(plain(landmark.word), landmark)
        for landmark in listed:
            for word in spellings(landmark):
                if plain(word) not in self._exact:
                    self._exact.add(plain(word), landmark)
            person = person_of(landmark)
            if person:
                self._people.add(person, landmark)
            if all(map(is_han, landmark.word)):
                sounds = speech.sounds(landmark.word)
                self._sounds.add(sounds, landmark)
                if not is_household(landmark):
                    self._dialect.add([dialect(s) for s in sounds], landmark)

    def find(self, text: str) -> list[Mention]:
        """The names in a `plain` text, in its order, none inside another's words.

        A name spelt as on file beats one that only sounds so; the longer beats the shorter.
        """
        spelt = _apart(self._spelt(text), text)
        heard = list(self._heard(text))
        whole = [m for m in heard if any(_holds(m, part) for part in spelt)]
        spelt = [m for m in spelt if not any(_holds(w, m) for w in whole)]
        return sorted(_apart(heard, text, [*spelt, *_apart(whole, text)]), key=lambda m: m.start)

    def _spelt(self, text: str) -> Iterator[Mention]:
        for start, end, found in self._exact.find(text):
            yield _mention(text, start, end, found)
        for start, end, found in self._people.find(text):
            tail = PERSON_TAIL.match(text, end)
            if tail is None and not self.speech.is_word(text[start:end]):
                tail = LOOSE_PERSON_TAIL.match(text, end)
            if tail:
                yield _mention(text, start, end, found)

    def _heard(self, text: str) -> Iterator[Mention]:
        sounds = self.speech.sounds(text)
        for start, end, found in self._sounds.find(sounds):
            if all(map(is_han, text[start:end])):
                found = [m for m in found if text[end - 1] == "家" or not is_household(m)]
                if found:
                    yield _mention(text, start, end, found, by_sound=True)
        for start, end, found in self._dialect.find([dialect(s) for s in sounds]):
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
