"""Words and what they mean: jieba cuts a message, vectors learned elsewhere say what is near what.

The lines that teach the models are few thousands; the vectors know from a large text that a
涵管 is like a 管道, so that a word no line holds is read like its neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import jieba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
NAMES = "words.json"
VECTORS = "words.npz"
FILES = (NAMES, VECTORS)
STEPS = 127
"""Vectors are kept as whole numbers of this many steps to a side: a hundredth is exact enough."""
TOLD = 48
"""Numbers of a message's meaning: the first of each vector say most, and with fewer training takes less."""
_RECENT = 4
"""Messages whose words are kept: their meaning asks for them, and so does the search for places."""
_SPREAD = 5.0
"""What the sum of a message's words is divided by, so that it weighs about as much as the character runs."""


@dataclass(frozen=True)
class Lexicon:
    """Words in use with what jieba needs to cut by them.

    counts: how frequent each word is in ordinary text.
    vectors: a row for each word, of length one; the first numbers say most.
    kinds: for each word which of some hundred neighbourhoods of meaning it is in.
    rarity: how much each word says; 0 for one that every message holds.
    """

    words: tuple[str, ...]
    counts: tuple[int, ...]
    vectors: Floats
    kinds: tuple[int, ...]
    rarity: Floats


class Words:
    """Cuts messages and sums up what their words mean."""

    def __init__(self, lexicon: Lexicon) -> None:
        """The segmenter knows the lexicon's words and nothing else."""
        self.lexicon = lexicon
        self._rows = {word: row for row, word in enumerate(lexicon.words)}
        self._cutter = _cutter(dict(zip(lexicon.words, lexicon.counts, strict=True)))
        self._telling = np.ascontiguousarray(lexicon.vectors[:, :TOLD])
        self._cut = lru_cache(maxsize=_RECENT)(lambda text: tuple(self._cutter.cut(text, HMM=False)))
        self._none: Floats = np.zeros((0, lexicon.vectors.shape[1]), dtype=np.float32)

    def cut(self, text: str) -> tuple[str, ...]:
        """The words of a normalised message; what is unknown comes as single characters."""
        return self._cut(text)

    def meaning(self, text: str) -> Floats:
        """`TOLD` numbers: the sum of the words' vectors by rarity."""
        rows = np.array(self.rows(text), dtype=np.int64)
        total: Floats = self.lexicon.rarity[rows] @ self._telling[rows] / spread(np.array(len(rows)))
        return total

    def rows(self, text: str) -> list[int]:
        """The rows of a normalised message's known words in the lexicon."""
        return [row for row in map(self._rows.get, self.cut(text)) if row is not None]

    def weigh(self, words: Sequence[str], unknown: float) -> tuple[tuple[int, ...], Floats]:
        """The row of each word, -1 for none, and how much it says; `unknown` for what has no row."""
        rows = tuple(self._rows.get(word, -1) for word in words)
        rarity = self.lexicon.rarity
        return rows, np.array([rarity[row] if row >= 0 else unknown for row in rows], dtype=np.float32)

    def vectors(self, rows: Sequence[int]) -> Floats:
        """A vector of length one for each row; zeros for -1."""
        found = self.lexicon.vectors[list(rows)] * (np.array(rows) >= 0)[:, None] if rows else self._none
        unit: Floats = found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)
        return unit

    def direction(self, rows: Sequence[int], weights: Floats) -> Floats:
        """The vectors' sum by weight, of length one; zeros where no word has a vector."""
        total = weights @ self.vectors(rows)
        unit: Floats = total / (np.linalg.norm(total) + 1e-9)
        return unit

    def kinds(self, text: str) -> list[tuple[str, int | None]]:
        """The words of a normalised message, each with the kind of its meaning, None where unknown."""
        rows = self._rows
        kinds = self.lexicon.kinds
        return [(word, kinds[rows[word]] if word in rows else None) for word in self.cut(text)]

    def save(self, folder: Path) -> None:
        """Write both files."""
        lexicon = self.lexicon
        names = {"words": lexicon.words, "counts": lexicon.counts, "kinds": lexicon.kinds}
        (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / VECTORS, vectors=in_steps(lexicon.vectors), rarity=lexicon.rarity.astype(np.float32)
        )

    @classmethod
    def load(cls, files: Mapping[str, bytes]) -> Words:
        """Read both files from memory; KeyError if one is missing."""
        names = json.loads(files[NAMES])
        with np.load(BytesIO(files[VECTORS]), allow_pickle=False) as arrays:
            vectors = arrays["vectors"].astype(np.float32) / STEPS
            rarity = arrays["rarity"]
        return cls(
            Lexicon(tuple(names["words"]), tuple(names["counts"]), vectors, tuple(names["kinds"]), rarity)
        )


def in_steps(vectors: Floats) -> NDArray[np.int8]:
    """Vectors of length one, as they are kept."""
    kept: NDArray[np.int8] = np.rint(vectors * STEPS).astype(np.int8)
    return kept


def spread(words: NDArray[np.number[Any]]) -> NDArray[np.float64]:
    """What the sum over so many words is divided by."""
    divisor: NDArray[np.float64] = _SPREAD * np.sqrt(np.maximum(words, 1))
    return divisor


def _cutter(counts: Mapping[str, int]) -> jieba.Tokenizer:
    """A jieba segmenter of these words alone, made without reading jieba's own 350,000."""
    cutter = jieba.Tokenizer()
    cutter.FREQ = dict(counts)
    for word in counts:
        for end in range(1, len(word)):
            cutter.FREQ.setdefault(word[:end], 0)
    cutter.total = sum(counts.values())
    cutter.initialized = True
    return cutter
