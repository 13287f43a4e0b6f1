"""The written lines nearest to a message, and what they are about.

The heads weigh each word for itself. Whether 清理垃圾在哪里 asks a telephone or a village is told
by the lines that say nearly the same; they are a third opinion beside the gate and the topics.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.linear import Floats
from nlu.words import STEPS

FILE = "neighbours.npz"
OFTEN = 600
"""Lines from which on a feature does not tell one line from another, and is left out."""
_SIMILAR = 400
"""Lines that share most character runs with a message; only of these the meaning is compared."""
_REMOTE = 0.1
"""Lines that share less than this part of the most that any line shares are left out: it is a run or two."""
_NEAREST = 20
_RUNS = 0.7
"""What shared character runs count of nearness; a like meaning counts for the rest."""
_SHARPNESS = 12.0
"""How much more a nearer line says than one farther off."""


@dataclass(frozen=True)
class Neighbours:
    """An index from features to the lines that show them.

    first: for each feature of the vocabulary where its lines begin in `lines`, and one number more.
    lines: the lines that show it, in order. says: what it counts where two lines share it.
    lengths: of each line, so that nearness of a line to itself is one.
    meanings: of each line, of length one, in steps. topics: of each line, by number, of so many kinds.
    """

    first: NDArray[np.int32]
    lines: NDArray[np.int32]
    says: Floats
    lengths: Floats
    meanings: NDArray[np.int8]
    topics: NDArray[np.uint8]
    kinds: int

    def topics_of(self, rows: NDArray[np.int64], meaning: Floats, but: int | None = None) -> Floats | None:
        """How much of the nearest lines is about each topic; None where no line has anything in common.

        rows, meaning: of the message, see `linear.Linear.known` and `words.Words.meaning`.
        but: a line that is left out.
        """
        begins, ends = self.first[rows], self.first[rows + 1]
        sizes = ends - begins
        if not sizes.any():
            return None
        showing = np.concatenate(
            [self.lines[a:b] for a, b in zip(begins.tolist(), ends.tolist(), strict=True) if a < b]
        )
        says = self.says[rows]
        shared = np.bincount(showing, np.repeat(says, sizes), len(self.topics))
        if but is not None:
            shared[but] = 0.0
        least = _REMOTE * shared.max()
        if not least:
            return None
        # Of truth values the search is ten times as fast as of numbers.
        found = np.flatnonzero(shared > least)
        runs = shared[found] / (self.lengths[found] * np.sqrt(says[sizes > 0].sum()))
        most = _most(runs, _SIMILAR)
        found, runs = found[most], runs[most]
        towards = meaning / ((np.linalg.norm(meaning) + 1e-9) * STEPS)
        like = np.einsum("ij,j->i", self.meanings[found].astype(np.float32), towards)
        nearness = _RUNS * runs + (1 - _RUNS) * like
        best = _most(nearness, _NEAREST)
        say = np.exp(_SHARPNESS * (nearness[best] - nearness.max()))
        topics: Floats = np.bincount(self.topics[found[best]], say / say.sum(), self.kinds).astype(np.float32)
        return topics

    def save(self, folder: Path) -> None:
        """Write the file."""
        np.savez_compressed(folder / FILE, **self.__dict__)

    @classmethod
    def load(cls, files: Mapping[str, bytes]) -> Neighbours:
        """Read the file from memory; KeyError if it is missing."""
        with np.load(BytesIO(files[FILE]), allow_pickle=False) as arrays:
            return cls(
                **{name: arrays[name] for name in arrays.files if name != "kinds"}, kinds=int(arrays["kinds"])
            )


def _most(values: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Where the `count` largest are, in no order."""
    return np.argpartition(values, -count)[-count:] if values.size > count else np.arange(values.size)
