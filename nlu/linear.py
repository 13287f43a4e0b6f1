"""Linear models over a shared vocabulary: a few microseconds a message, no pickle.

Stored as `NAME.json` (names of patterns, labels, settings) and `NAME.npz` (runs of characters, weights).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from nlu.vocabulary import Vocabulary

Floats = NDArray[np.float32]
SHARED_WEIGHT = 0.2
"""What one pattern or word group counts beside the character runs."""
MEANING_WEIGHT = 0.4
"""What the words' vectors count beside the character runs."""
_DAMPING = 0.3
_USUAL = 20.0
"""A message's character runs are divided by (length / usual length) ** damping, so that a
long message says more than a short one, but not in proportion."""


@dataclass(frozen=True)
class Head:
    """One question asked of a message: its labels, and their columns in the weights.

    temperature: what scores are divided by, fitted so that probabilities are calibrated.
    """

    name: str
    labels: tuple[str, ...]
    first: int
    temperature: float = 1.0


class Linear:
    """Several heads over one vocabulary, so that a message's features are looked up once."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        weight: Floats,
        matrix: Floats,
        dense: Floats,
        bias: Floats,
        heads: tuple[Head, ...],
    ) -> None:
        """`weight` is each feature's own (rarity).

        `matrix` is features by columns, `dense` numbers of a meaning by columns.
        """
        self.vocabulary = vocabulary
        self.weight = weight
        self.matrix = matrix
        self.dense = dense
        self.bias = bias
        self.heads = {head.name: head for head in heads}

    def known(self, normal: str) -> tuple[NDArray[np.int64], Floats]:
        """Rows and values of a normalised message's known features."""
        rows, marks = self.vocabulary.rows(normal)
        values = self.weight[rows]
        runs = values[marks:]
        runs /= scale_of(float(np.sqrt(runs @ runs)) or 1.0)
        values[:marks] *= SHARED_WEIGHT
        return rows, values

    def scores(self, rows: NDArray[np.int64], values: Floats, meaning: Floats) -> Floats:
        """The raw scores of every column for a message's features and what its words mean."""
        # Not `@`: for products as small as these BLAS wakes every core, and gains nothing.
        shown = np.einsum("i,ij->j", values, self.matrix[rows])
        meant = np.einsum("i,ij->j", MEANING_WEIGHT * meaning, self.dense)
        result: Floats = shown + meant + self.bias
        return result

    def probabilities(self, scores: Floats, head: str) -> Floats:
        """Calibrated probabilities of a head's labels."""
        what = self.heads[head]
        part = scores[what.first : what.first + len(what.labels)] / what.temperature
        odds = np.exp(part - part.max())
        result: Floats = odds / odds.sum()
        return result

    def save(self, folder: Path, name: str) -> None:
        """Write both files."""
        heads = [
            {"name": h.name, "labels": h.labels, "first": h.first, "temperature": h.temperature}
            for h in self.heads.values()
        ]
        meta = {"marks": self.vocabulary.marks, "heads": heads}
        (folder / f"{name}.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / f"{name}.npz",
            letters=self.vocabulary.letters,
            runs=self.vocabulary.runs,
            weight=self.weight,
            matrix=self.matrix.astype(np.float16),
            dense=self.dense,
            bias=self.bias,
        )

    @classmethod
    def load(cls, files: Mapping[str, bytes], name: str) -> Linear:
        """Read both files from memory; KeyError if one is missing."""
        meta: dict[str, Any] = json.loads(files[f"{name}.json"])
        with np.load(BytesIO(files[f"{name}.npz"]), allow_pickle=False) as arrays:
            vocabulary = Vocabulary(meta["marks"], arrays["letters"], arrays["runs"])
            weight, dense, bias = arrays["weight"], arrays["dense"], arrays["bias"]
            matrix = arrays["matrix"].astype(np.float32)
        heads = tuple(
            Head(h["name"], tuple(h["labels"]), h["first"], h["temperature"]) for h in meta["heads"]
        )
        return cls(vocabulary, weight, matrix, dense, bias, heads)


Length = TypeVar("Length", float, NDArray[np.floating[Any]])


def scale_of(length: Length) -> Length:
    """What the character runs of messages are divided by, from the lengths of their vectors; none is 0."""
    scale: Length = length**_DAMPING * _USUAL ** (1.0 - _DAMPING)
    return scale
