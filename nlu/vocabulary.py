"""The features that a model knows, each with its row: patterns and word groups, then runs of characters.

A run is a number, its characters' numbers side by side: hundreds of thousands of them are one
sorted array, smaller and sooner looked through than strings are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nlu.features import framed, marks_of, plain

LONGEST = 4
"""Characters of a run."""
_BITS = 64 // LONGEST
"""Of a run's number that each of its characters takes."""
_MOST = (1 << _BITS) - 2
"""Different characters: nought stands for an unknown one and for none, the last is the end of the runs."""
_END = np.uint64((1 << 64) - 1)


class Vocabulary:
    """Gives the features of a message their rows."""

    def __init__(self, marks: Sequence[str], letters: NDArray[np.uint32], runs: NDArray[np.uint64]) -> None:
        """`marks` are names of patterns and word groups, see `features.marks_of`.

        letters: the code points of the characters of runs, in order. runs: their numbers, in order, see
        `runs_of` and `numbered`.
        """
        self.marks = tuple(marks)
        self.letters = letters
        self._row_of = {name: row for row, name in enumerate(self.marks)}
        self._number_of = np.zeros(int(letters[-1]) + 2, dtype=np.uint64)
        self._number_of[letters] = np.arange(1, len(letters) + 1)
        self._runs = np.append(runs, _END)

    def __len__(self) -> int:
        """How many features there are."""
        return len(self.marks) + len(self.runs)

    def __contains__(self, run: object) -> bool:
        """Whether a run of characters is known."""
        if not isinstance(run, str):
            return False
        numbers = self._numbers(run)
        if not 0 < len(numbers) <= LONGEST or not numbers.all():
            return False
        whole = list(runs_of(numbers))[len(numbers) - 1]
        return bool(self._runs[self._runs.searchsorted(whole)] == whole)

    @property
    def runs(self) -> NDArray[np.uint64]:
        """The numbers of the runs, in order."""
        return self._runs[:-1]

    def rows(self, normal: str) -> tuple[NDArray[np.int64], int]:
        """The rows of a normalised message's known features, in order, and how many are marks."""
        text = plain(normal)
        marks = sorted([row for row in map(self._row_of.get, marks_of(normal, text)) if row is not None])
        shown = np.concatenate(list(runs_of(self._numbers(framed(text)))))
        shown.sort()
        places = self._runs.searchsorted(shown)
        found = places[self._runs[places] == shown]
        found = found[np.concatenate([[True], found[1:] != found[:-1]])] if found.size else found
        return np.concatenate([np.array(marks, dtype=np.int64), found + len(self.marks)]), len(marks)

    def _numbers(self, text: str) -> NDArray[np.uint64]:
        """Of each character; nought for an unknown one."""
        return self._number_of.take(_points(text), mode="clip")


def numbered(text: str) -> tuple[NDArray[np.uint32], NDArray[np.uint64]]:
    """The characters of a text, each once and in order, and the number of each in the text.

    Raises ValueError where there are more than a run's number can tell apart.
    """
    letters, numbers = np.unique(_points(text), return_inverse=True)
    if len(letters) > _MOST:
        raise ValueError(f"more than {_MOST} different characters")
    return letters, numbers.astype(np.uint64) + np.uint64(1)


def runs_of(numbers: NDArray[np.uint64]) -> Iterator[NDArray[np.uint64]]:
    """The numbers of the runs of one character, of two, and so on, from each place where one begins.

    numbers: of the characters, in order. What lies between two messages is for the caller to leave out.
    """
    run = numbers << np.uint64(_BITS * (LONGEST - 1))
    yield run
    for n in range(1, LONGEST):
        run = run[:-1] | numbers[n:] << np.uint64(_BITS * (LONGEST - 1 - n))
        yield run


def _points(text: str) -> NDArray[np.uint32]:
    """The code point of each character."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
