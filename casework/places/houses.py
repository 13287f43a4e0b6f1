"""What neighbours call the households of one village, kept small: a county has a quarter million.

One line of text for each name instead of objects and dictionaries; a line is only
looked for where somebody's house is spoken of, which is seldom more than twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casework.county import Landmark
from casework.places.grammar import LOOSE_PERSON_TAIL, PERSON_TAIL
from casework.places.speech import Speech, is_han, sign

_HOME = "家"
_LONGEST = 8
_TAILS = re.compile(rf"(?=({PERSON_TAIL.pattern}|{LOOSE_PERSON_TAIL.pattern}))")


class Houses:
    """Households by the name before 家: of the head, of a member, an alias."""

    def __init__(self, landmarks: Iterable[Landmark], speech: Speech) -> None:
        """Landmarks of households whose word ends with 家."""
        self._speech = speech
        self._grids: list[str] = []
        lines, sounds = [], []
        for landmark in landmarks:
            person = landmark.word.removesuffix(_HOME)
            numbers = ",".join(str(self._number(grid)) for grid in landmark.grids)
            lines.append(f"{person}\t{numbers}\t{landmark.name}")
            sounds.append(f"{self._sound(person)}\t{person}")
        self._lines = "\n" + "\n".join(lines) + "\n"
        self._sounds = "\n" + "\n".join(sounds) + "\n"

    def find(self, text: str) -> Iterator[tuple[int, int, Landmark]]:
        """Households spoken of as places: 老陈家, 老陈叔家, 老陈门口 (the end is that of the name there)."""
        for tail, end in self._tails(text):
            for start in range(max(0, tail - _LONGEST), tail - 1):
                found = self._of(text[start:tail])
                if found:
                    yield start, end, found
                    break

    def hear(self, text: str) -> Iterator[tuple[int, int, Landmark]]:
        """The same by sound, said with 家: 童勇根家."""
        for tail, end in self._tails(text):
            if text[tail:end] != _HOME:
                continue
            for start in range(max(0, tail - _LONGEST), tail - 1):
                person = text[start:tail]
                if not all(map(is_han, person)):
                    continue
                line = self._line(self._sounds, self._sound(person))
                found = self._of(line[0]) if line else None
                if found:
                    yield start, end, found
                    break

    def _tails(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a name ends that a house is told by, and where what is said of it ends."""
        for match in _TAILS.finditer(text):
            start, tail = match.start(), match[1]
            if tail.endswith(_HOME):
                yield start, start + len(tail)
            elif PERSON_TAIL.match(tail) or not self._speech.is_word(text[max(0, start - 2) : start]):
                yield start, start

    def _of(self, person: str) -> Landmark | None:
        line = self._line(self._lines, person)
        if line is None:
            return None
        numbers, name = line
        grids = tuple(self._grids[int(n)] for n in numbers.split(",")) if numbers else ()
        return Landmark(person + _HOME, "农户", name, grids)

    @staticmethod
    def _line(lines: str, key: str) -> list[str] | None:
        """The fields behind the first one, of the line that begins with it."""
        at = lines.find(f"\n{key}\t")
        if at < 0:
            return None
        first = at + len(key) + 2
        return lines[first : lines.index("\n", first)].split("\t")

    def _number(self, grid: str) -> int:
        if grid not in self._grids:
            self._grids.append(grid)
        return self._grids.index(grid)

    def _sound(self, person: str) -> str:
        return "".join(map(sign, self._speech.sounds(person)))
