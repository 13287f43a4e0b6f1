"""The FAQ in the features of the reader: the question that means the same, found without training.

Kept are for every way of asking its words, its direction of meaning and its runs of
characters; a new roster takes apart only what is new in it. A look first finds the
dozen entries that share most, then holds each word of the question against theirs.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from casework.answers import SAME, Likely
from casework.county import Faq
from nlu.questions import Question, Taker, told
from nlu.words import Floats, Words

CLOSELY = 12
"""Ways of asking that are looked at closely."""
_LEAST = 0.35
"""Words less alike than this have nothing to do with each other."""
_SIBLINGS, _PART, _BY_ANSWER = 0.4, 0.7, 0.7
_RUNS, _MEANING, _THEIRS, _OURS, _OFFSET = 1.7, 2.4, 4.3, 5.2, -8.6
"""Weights of a logistic regression on the tuning half of tests/faq/questions.tsv: shared runs of
characters, direction of meaning, how much of the entry's words is in the question, and the reverse."""

Ints = NDArray[np.int64]


class FaqSource(Protocol):
    """Who knows the FAQ."""

    def faqs(self) -> Sequence[Faq]:
        """Every entry."""

    def version(self) -> int:
        """Changes whenever any entry does."""


@dataclass(frozen=True)
class _Entry:
    """An entry with its ways of asking; wants, becomes: what it answers, its answer included."""

    faq: Faq
    ways: tuple[Question, ...]
    answer: Question
    wants: frozenset[str]
    becomes: frozenset[str]

    def is_beside(self, asked: Question) -> bool:
        """Whether something else is asked of the same thing, or the same of something else."""
        if asked.wants - self.wants or asked.becomes - self.becomes:
            return True
        return asked.is_of_another_kind(self.ways, self.answer)


class KnownAnswers:
    """Implements `casework.answers.Answers` on the FAQ of a roster."""

    def __init__(self, words: Words, source: FaqSource) -> None:
        """`source` is asked for its version at every question, for entries only when it changed."""
        self._taker = Taker(words)
        self._source = source
        self._version: int | None = None
        self._index = _Index((), self._taker)

    def likely(self, question: str, village: str | None) -> Sequence[Likely]:
        """The likeliest entries that hold in a village, the best first."""
        version = self._source.version()
        if version != self._version:
            faqs = tuple(self._source.faqs())
            if faqs != self._index.faqs:
                self._index = _Index(faqs, self._taker, self._index)
            self._version = version
        return self._index.likely(question, village)


class _Index:
    """The FAQ of one roster, taken apart; what an earlier one has taken apart already is used again."""

    def __init__(self, faqs: tuple[Faq, ...], taker: Taker, earlier: _Index | None = None) -> None:
        self.faqs = faqs
        self._taker = taker
        known = earlier.taken if earlier else {}
        texts = {text for f in faqs for text in (f.question, *f.phrasings, f.answer)}
        self.taken: dict[str, Question] = {text: known.get(text) or taker.take(text) for text in texts}
        self._entries = [self._entry(faq) for faq in faqs]
        ways = [(n, way) for n, entry in enumerate(self._entries) for way in entry.ways]
        self._owner: Ints = np.array([n for n, _ in ways], dtype=np.int64)
        self._ways = [way for _, way in ways]
        self._meaning: Floats = np.array([way.meaning for way in self._ways], dtype=np.float32)
        self._areas: dict[tuple[str | None, str | None], int] = {}
        self._area: Ints = np.array(
            [self._areas.setdefault((f.township, f.village), len(self._areas)) for f in faqs], dtype=np.int64
        )
        shown = Counter(run for way in self._ways for run in way.runs)
        self._rarity = {run: math.log((len(ways) + 1) / (n + 0.5)) ** 2 for run, n in shown.items()}
        self._never = math.log((len(ways) + 1) / 0.5) ** 2
        self._length: Floats = np.array([self._size(way) for way in self._ways], dtype=np.float32)
        rows: dict[str, list[int]] = defaultdict(list)
        for row, way in enumerate(self._ways):
            for run in way.runs:
                rows[run].append(row)
        self._rows = {run: np.array(found, dtype=np.int64) for run, found in rows.items()}

    def likely(self, question: str, village: str | None) -> Sequence[Likely]:
        asked = self._taker.take(question)
        rows = self._near(asked, village)
        best: dict[int, float] = {}
        for row, shared in rows:
            owner = int(self._owner[row])
            best[owner] = max(best.get(owner, 0.0), self._likeness(asked, row, shared))
        found = [Likely(self._entries[owner].faq, likeness) for owner, likeness in best.items()]
        return sorted(found, key=lambda likely: -likely.likeness)

    def _entry(self, faq: Faq) -> _Entry:
        ways = tuple(self.taken[text] for text in (faq.question, *faq.phrasings))
        wants, becomes = told(faq.answer)
        return _Entry(
            faq,
            ways,
            self.taken[faq.answer],
            wants.union(*(way.wants for way in ways)),
            becomes.union(*(way.becomes for way in ways)),
        )

    def _size(self, question: Question) -> float:
        total = sum(self._rarity.get(run, self._never) * count for run, count in question.runs.items())
        return math.sqrt(total) + 1e-9

    def _near(self, asked: Question, village: str | None) -> list[tuple[int, float]]:
        """The rows of the ways of asking that share most, each with how much of its runs."""
        if not self._ways or not asked.plain:
            return []
        shared = np.zeros(len(self._ways), dtype=np.float32)
        for run in asked.runs:
            if run in self._rows:
                shared[self._rows[run]] += self._rarity[run]
        shared /= self._length * self._size(asked)
        township, _, name = (village or "").partition("/")
        areas = {(None, None), (township or None, None), (township or None, name or None)}
        here = np.isin(self._area, [self._areas[area] for area in areas if area in self._areas])
        score = np.where(here[self._owner], shared + self._meaning @ asked.meaning, -np.inf)
        most = min(CLOSELY, len(score))
        top = np.argpartition(-score, most - 1)[:most]
        return [(int(row), float(shared[row])) for row in top if np.isfinite(score[row])]

    def _likeness(self, asked: Question, row: int, shared: float) -> float:
        entry, way = self._entries[int(self._owner[row])], self._ways[row]
        if asked.plain == way.plain:
            return SAME
        if not asked.words or not way.words or entry.is_beside(asked):
            return 0.0
        alike = self._alike(asked, way)
        covered = np.maximum.reduce(
            [self._alike(asked, other).max(axis=1) for other in entry.ways if other.words]
            + [_BY_ANSWER * self._alike(asked, part).max(axis=1) for part in (entry.answer,) if part.words]
        )
        theirs = float(way.weights @ alike.max(axis=0) / way.weights.sum())
        ours = float(asked.weights @ covered / asked.weights.sum())
        meaning = float(asked.meaning @ way.meaning)
        score = _RUNS * shared + _MEANING * meaning + _THEIRS * theirs + _OURS * ours + _OFFSET
        return min(1.0 / (1.0 + math.exp(-score)), SAME - 1e-6)

    def _alike(self, asked: Question, other: Question) -> Floats:
        """How alike each word is to each; single characters are the same or nothing."""
        alike = self._taker.vectors(asked.rows) @ self._taker.vectors(other.rows).T
        for i, a in enumerate(asked.words):
            for j, b in enumerate(other.words):
                if a == b:
                    alike[i, j] = 1.0
                elif len(a) == len(b) == 1:
                    alike[i, j] = 0.0
                elif a in b or b in a:
                    alike[i, j] = max(alike[i, j], _PART)
                elif a[-1] == b[-1] and len(a) > 1 and len(b) > 1:
                    # Kinds of the same thing, 学费 and 电费: near in meaning, and not to be confused.
                    alike[i, j] = min(alike[i, j], _SIBLINGS)
        return np.where(alike < _LEAST, 0.0, alike)
