"""The written lines, word for word: a message that equals one is read as the line was labelled.

Models weigh words; of two or three characters they can be sure of little. What people wrote down as
a report (桥塌了), and what a cadre corrected, needs no guessing when it is said again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from casework.taxonomy import Act, Category
from nlu.examples import intent_parts
from nlu.features import plain
from nlu.normalise import FACE

FILE = "known.npz"
_BYTES = 8
"""Of a fingerprint: a message meets that of another by chance once in a hundred million million times."""
_SILENT = dict.fromkeys(map(ord, f" !{FACE}"))
_LEAST = 2
"""Characters of a line that says anything by itself."""


@dataclass(frozen=True)
class KnownLines:
    """The lines by their fingerprints.

    prints: of each line, in order. intents: of each line, the number of its intent in `names`.
    """

    prints: NDArray[np.uint64]
    intents: NDArray[np.uint8]
    names: tuple[str, ...]

    @classmethod
    def of(cls, lines: Iterable[tuple[str, str]]) -> KnownLines:
        """From normalised lines and their intents; lines that were labelled in two ways are left out."""
        labels: defaultdict[int, set[str]] = defaultdict(set)
        for text, intent in lines:
            bare = _bare(text)
            if len(bare) >= _LEAST:
                labels[_fingerprint(bare)].add(intent)
        clear = sorted((one, intents.pop()) for one, intents in labels.items() if len(intents) == 1)
        names = tuple(sorted({intent for _, intent in clear}))
        numbers = {name: number for number, name in enumerate(names)}
        return cls(
            np.array([one for one, _ in clear], dtype=np.uint64),
            np.array([numbers[intent] for _, intent in clear], dtype=np.uint8),
            names,
        )

    def find(self, text: str) -> tuple[Act, Category | None] | None:
        """What the line that a normalised message equals was labelled as; None where there is none."""
        one = np.uint64(_fingerprint(_bare(text)))
        place = int(self.prints.searchsorted(one))
        if place == len(self.prints) or self.prints[place] != one:
            return None
        act, category, _ = intent_parts(self.names[self.intents[place]])
        return act, category

    def save(self, folder: Path) -> None:
        """Write the file."""
        np.savez_compressed(
            folder / FILE, prints=self.prints, intents=self.intents, names=np.array(self.names)
        )

    @classmethod
    def load(cls, files: Mapping[str, bytes]) -> KnownLines:
        """Read the file from memory; KeyError if it is missing."""
        with np.load(BytesIO(files[FILE]), allow_pickle=False) as arrays:
            return cls(arrays["prints"], arrays["intents"], tuple(map(str, arrays["names"])))


def _bare(text: str) -> str:
    """What is said, without marks and faces; a question mark says something."""
    return plain(text).translate(_SILENT)


def _fingerprint(bare: str) -> int:
    return int.from_bytes(blake2b(bare.encode(), digest_size=_BYTES).digest(), "big")
