"""Fitting the linear models to examples, with calibration and thresholds by cross-validation.

Imports scikit-learn, so only training imports this module.
"""

from __future__ import annotations

import warnings
from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, islice

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import normalize

from nlu.features import LONGEST_RUN, marks_of, padded
from nlu.linear import MEANING_WEIGHT, SHARED_WEIGHT, Floats, Head, Linear, scale_of
from nlu.neighbours import OFTEN, Neighbours
from nlu.words import TOLD, Lexicon, Words, in_steps, spread

SEED = 2008
FOLDS = 3
"""One fold is held out to calibrate; for the gate, whose threshold matters most, each in turn."""
_UNTIL_DONE = 1_000
_BITS = 64 // LONGEST_RUN
"""Of a run's number that each of its characters takes."""


class Corpus:
    """Normalised messages as a sparse matrix: the features that occur often enough, then the meaning.

    Of the features patterns and word groups come first, runs of characters from column `runs_from` on.
    """

    def __init__(self, texts: Sequence[str], meanings: Callable[[], Floats], least: int = 2) -> None:
        """`least`: how many messages must show a feature for it to count.

        meanings: asked for `meanings_of` the texts once all else is done.
        """
        marks, mark_names = _marks(texts)
        runs, run_names = _runs(texts, least)
        frequent = sorted(np.flatnonzero(marks.getnnz(axis=0) >= least), key=mark_names.__getitem__)
        shown = hstack([marks[:, frequent], runs]).tocsr()
        kept = [mark_names[i] for i in frequent] + run_names
        self.vocabulary = {feature: row for row, feature in enumerate(kept)}
        self.runs_from = len(frequent)
        shared = np.arange(len(kept)) < self.runs_from
        rarity = np.log((1 + len(texts)) / (1 + shown.getnnz(axis=0))) + 1.0
        self.weight: Floats = np.where(shared, 1.0, rarity).astype(np.float32)
        weighed = _weighed(shown, self.weight, shared)
        self.matrix = hstack([weighed, csr_matrix(MEANING_WEIGHT * meanings())]).tocsr()


def words_of(texts: Sequence[str], lexicon: Lexicon) -> csr_matrix:
    """How often each word of the lexicon stands in each normalised message, a row each."""
    words = Words(lexicon)
    found = [words.rows(text) for text in texts]
    rows = np.fromiter(chain.from_iterable(found), dtype=np.int64)
    ends = np.concatenate([[0], np.cumsum(list(map(len, found)), dtype=np.int64)])
    counts = csr_matrix((np.ones(len(rows)), rows, ends), shape=(len(texts), len(lexicon.words)))
    counts.sum_duplicates()
    return counts


def weigh(lexicon: Lexicon, counts: csr_matrix) -> Lexicon:
    """The lexicon with each word's rarity among messages whose words were counted."""
    rarity = np.log((1 + counts.shape[0]) / (1 + counts.getnnz(axis=0)))
    return replace(lexicon, rarity=rarity.astype(np.float32))


def meanings_of(counts: csr_matrix, lexicon: Lexicon) -> Floats:
    """What the words of each message mean that were counted in it, a row each."""
    words = np.asarray(counts.sum(axis=1)).ravel()
    summed = (counts @ diags(lexicon.rarity)) @ lexicon.vectors[:, :TOLD]
    meanings: Floats = (summed / spread(words)[:, None]).astype(np.float32)
    return meanings


def neighbours_of(corpus: Corpus, topics: Sequence[str], labels: Sequence[str]) -> Neighbours:
    """The first lines of a corpus, which are about these topics, by the features that tell them apart."""
    features = corpus.matrix[: len(topics), : len(corpus.vocabulary)].tocsc()
    telling = features.getnnz(axis=0) <= OFTEN
    telling[: corpus.runs_from] = False
    features.data = np.ones_like(features.data)
    features = (features @ diags(telling.astype(np.float32))).tocsc()
    features.eliminate_zeros()
    features.sort_indices()
    says = np.where(telling, corpus.weight**2, 0.0).astype(np.float32)
    return Neighbours(
        features.indptr.astype(np.int32),
        features.indices.astype(np.int32),
        says,
        np.sqrt(features @ says).astype(np.float32),
        in_steps(normalize(corpus.matrix[: len(topics), len(corpus.vocabulary) :]).toarray()),
        np.array([labels.index(topic) for topic in topics], dtype=np.uint8),
        len(labels),
    )


def _marks(texts: Sequence[str]) -> tuple[csr_matrix, list[str]]:
    """Which patterns and word groups each normalised message shows, a row each, and their names."""
    number_of: defaultdict[str, int] = defaultdict(count().__next__)
    columns, ends = array("i"), array("q", [0])
    for text in texts:
        columns.extend([number_of[name] for name in marks_of(text)])
        ends.append(len(columns))
    where = np.frombuffer(columns, np.int32), np.frombuffer(ends, np.int64)
    ones = np.ones(len(columns), dtype=np.float32)
    return csr_matrix((ones, *where), shape=(len(texts), len(number_of))), list(number_of)


def _runs(texts: Sequence[str], least: int) -> tuple[csr_matrix, list[str]]:
    """The runs of characters that `features.extract` finds in `least` messages or more, a row each message.

    Reckoned with numbers, a run being its characters' numbers side by side: of the millions of
    strings only those that are kept are ever made.
    """
    framed = [padded(text) for text in texts]
    sizes = np.fromiter(map(len, framed), dtype=np.int64, count=len(framed))
    written = np.frombuffer("".join(framed).encode("utf-32-le"), dtype=np.uint32)
    letters, numbers = np.unique(written, return_inverse=True)
    if len(letters) >= 1 << _BITS:
        raise ValueError(f"more than {(1 << _BITS) - 1} different characters")
    rows = np.repeat(np.arange(len(framed), dtype=np.int32), sizes)
    left = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(written))
    codes, where = [], []
    code = np.zeros(len(written), dtype=np.uint64)
    for n in range(LONGEST_RUN):
        following = np.zeros(len(written), dtype=np.uint64)
        following[: max(0, len(written) - n)] = numbers[n:] + 1
        code = code | following << np.uint64(_BITS * (LONGEST_RUN - 1 - n))
        inside = left > n
        codes.append(code[inside])
        where.append(rows[inside])
    found, columns, written_times = np.unique(np.concatenate(codes), return_inverse=True, return_counts=True)
    # A run is in no more messages than it is written times; most are rare, and leave here.
    is_frequent = written_times >= least
    taken = is_frequent[columns]
    columns = (np.cumsum(is_frequent) - 1)[columns[taken]]
    shape = len(framed), int(is_frequent.sum())
    shown = csr_matrix(
        (np.ones(len(columns), dtype=np.float32), (np.concatenate(where)[taken], columns)), shape=shape
    )
    shown.data = np.ones_like(shown.data)
    kept = np.flatnonzero(shown.getnnz(axis=0) >= least)
    return shown[:, kept], [_string(int(code), letters) for code in found[is_frequent][kept]]


def _string(code: int, letters: NDArray[np.uint32]) -> str:
    parts = [code >> _BITS * n & (1 << _BITS) - 1 for n in reversed(range(LONGEST_RUN))]
    return "".join(chr(letters[part - 1]) for part in parts if part)


def _weighed(shown: csr_matrix, weight: Floats, shared: NDArray[np.bool_]) -> csr_matrix:
    """What `linear.vector` says of each message, all at once, a row each."""
    shown.sort_indices()
    values, is_common = weight[shown.indices], shared[shown.indices]
    squares = np.concatenate([[0.0], np.cumsum(np.where(is_common, 0.0, values * values), dtype=np.float64)])
    lengths = np.sqrt(squares[shown.indptr[1:]] - squares[shown.indptr[:-1]])
    scale = np.repeat(scale_of(np.where(lengths > 0, lengths, 1.0)), np.diff(shown.indptr))
    filled = np.where(is_common, SHARED_WEIGHT * values, values / scale).astype(np.float32)
    return csr_matrix((filled, shown.indices, shown.indptr), shape=shown.shape)


@dataclass(frozen=True)
class Lines:
    """What a head learns from.

    rows: rows of the corpus. labels: one a row. parts: which written lines each row
    was made of; a row is held out as soon as one of them is. written: whether the row
    is a written line itself.
    """

    rows: NDArray[np.int64]
    labels: Sequence[str]
    parts: Sequence[tuple[int, ...]]
    written: NDArray[np.bool_]


class Fitted:
    """One head's columns, and what it says of written lines when they are held out.

    held_out: calibrated probabilities, a column for each label, a row for each line in `tried`.
    tried: which written lines were held out, by their number among the written ones.
    """

    def __init__(
        self,
        corpus: Corpus,
        lines: Lines,
        strength: float,
        *,
        folds: int = 1,
        balance: str | None = None,
        telling: int = 0,
        passes: int = _UNTIL_DONE,
    ) -> None:
        """`strength` is the inverse of regularisation; `balance="balanced"` weighs labels alike.

        telling: how many columns at the end aren't weighed by how well they tell two labels
        apart; 0 where none is. passes: over the lines, after which the solver is stopped.
        """
        self.labels = tuple(sorted(set(lines.labels)))
        numbers = np.array([self.labels.index(label) for label in lines.labels])
        written = np.flatnonzero(lines.written)
        model = LogisticRegression(
            C=strength,
            solver="liblinear",
            dual=True,
            tol=0.1,
            max_iter=passes,
            class_weight=balance,
            random_state=SEED,
        )
        splits = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(written, numbers[written])

        def without(held: NDArray[np.int64]) -> NDArray[np.float64]:
            """What a model that has not seen some written lines says of them."""
            away = {lines.parts[i][0] for i in written[held]}
            train = np.array([not away.intersection(parts) for parts in lines.parts])
            columns, bias = _columns(clone(model), corpus.matrix[lines.rows[train]], numbers[train], telling)
            said: NDArray[np.float64] = corpus.matrix[lines.rows[written[held]]] @ columns + bias
            return said

        tried = [held for _, held in islice(splits, folds)]
        # One after the other: the solver's chance is seeded for the whole process, and the tagger
        # has the other core.
        told = np.vstack([without(held) for held in tried])
        self.tried = np.concatenate(tried)
        self.temperature = _temperature(told, numbers[written[self.tried]])
        self.held_out = _softmax(told / self.temperature)
        self.columns, self.bias = _columns(clone(model), corpus.matrix[lines.rows], numbers, telling)


def assemble(corpus: Corpus, fitted: dict[str, Fitted]) -> Linear:
    """The heads side by side over the corpus's vocabulary."""
    heads: list[Head] = []
    first = 0
    for name, one in fitted.items():
        heads.append(Head(name, one.labels, first, one.temperature))
        first += len(one.labels)
    columns = np.hstack([one.columns for one in fitted.values()]).astype(np.float32)
    matrix, dense = np.split(columns, [len(corpus.vocabulary)])
    bias = np.concatenate([one.bias for one in fitted.values()]).astype(np.float32)
    return Linear(corpus.vocabulary, corpus.weight, matrix, dense, bias, tuple(heads))


def _columns(
    model: LogisticRegression, matrix: csr_matrix, numbers: NDArray[np.int64], telling: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights and bias, one column for each label, also where there are only two."""
    scale = _telling(matrix, numbers == 1, telling) if telling else np.ones(matrix.shape[1])
    with warnings.catch_warnings():
        # Stopped on purpose where `passes` says so.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(matrix @ diags(scale) if telling else matrix, numbers)
    coefficients, bias = model.coef_ * scale, model.intercept_
    if len(coefficients) == 1:
        coefficients = np.vstack([np.zeros_like(coefficients), coefficients])
        bias = np.concatenate([[0.0], bias])
    return coefficients.T, bias


def _telling(matrix: csr_matrix, one: NDArray[np.bool_], rest: int) -> NDArray[np.float64]:
    """How well each feature tells one of two labels: the root of its log odds ratio, 1 on average.

    The idea is that of Wang and Manning (2012), Baselines and Bigrams; the root is ours. The
    `rest` columns at the end get the average.
    """
    shown = matrix.copy()
    shown.data = np.ones_like(shown.data)
    counts = [np.asarray(shown[rows].sum(axis=0)).ravel() + 1.0 for rows in (one, ~one)]
    ratio = np.sqrt(np.abs(np.log(counts[0] / counts[0].sum() / (counts[1] / counts[1].sum()))))
    ratio[-rest:] = ratio[:-rest].mean()
    result: NDArray[np.float64] = ratio / ratio.mean()
    return result


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return result


def _temperature(scores: NDArray[np.float64], numbers: NDArray[np.int64]) -> float:
    """The divisor of scores under which the held-out labels are most probable."""
    rows = np.arange(len(numbers))
    grid = np.geomspace(0.3, 3.0, 37)
    losses = [-np.log(_softmax(scores / t)[rows, numbers] + 1e-12).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])
