"""Fitting the linear models to examples, with calibration and thresholds by cross-validation.

Imports scikit-learn, so only training imports this module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from nlu.features import extract, is_shared
from nlu.linear import Floats, Head, Linear, vector

SEED = 2008
FOLDS = 3


class Corpus:
    """Normalised messages as a sparse matrix over the features that occur often enough."""

    def __init__(self, texts: Sequence[str], least: int = 2) -> None:
        """`least`: how many messages must show a feature for it to count."""
        bags = [extract(text) for text in texts]
        counts = Counter(feature for bag in bags for feature in bag)
        kept = sorted(feature for feature, count in counts.items() if count >= least)
        self.vocabulary = {feature: row for row, feature in enumerate(kept)}
        total = len(texts)
        self.weight: Floats = np.array(
            [1.0 if is_shared(f) else np.log((1 + total) / (1 + counts[f])) + 1.0 for f in kept], dtype=np.float32
        )
        shared = np.array([is_shared(f) for f in kept], dtype=bool)
        indices: list[NDArray[np.int64]] = []
        values: list[Floats] = []
        ends = [0]
        for bag in bags:
            rows, filled = vector(bag, self.vocabulary, self.weight, shared)
            indices.append(rows)
            values.append(filled)
            ends.append(ends[-1] + rows.size)
        self.matrix = csr_matrix(
            (np.concatenate(values), np.concatenate(indices), np.array(ends)), shape=(total, len(kept))
        )




class Fitted:
    """One head's columns, and what it says of its own training lines when they are held out.

    held_out: calibrated probabilities, a row for each line, a column for each label.
    """

    def __init__(self, corpus: Corpus, rows: NDArray[np.int64], labels: Sequence[str], strength: float) -> None:
        """`strength` is the inverse of regularisation."""
        matrix = corpus.matrix[rows]
        self.labels = tuple(sorted(set(labels)))
        numbers = np.array([self.labels.index(label) for label in labels])
        scores = np.zeros((len(labels), len(self.labels)))
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
        for train, held in folds.split(matrix, numbers):
            columns, bias = _columns(matrix[train], numbers[train], len(self.labels), strength)
            scores[held] = matrix[held] @ columns + bias
        self.temperature = _temperature(scores, numbers)
        self.held_out = _softmax(scores / self.temperature)
        self.columns, self.bias = _columns(matrix, numbers, len(self.labels), strength)


def assemble(corpus: Corpus, fitted: dict[str, Fitted]) -> Linear:
    """The heads side by side over the corpus's vocabulary."""
    heads: list[Head] = []
    first = 0
    for name, one in fitted.items():
        heads.append(Head(name, one.labels, first, one.temperature))
        first += len(one.labels)
    matrix = np.hstack([one.columns for one in fitted.values()]).astype(np.float32)
    bias = np.concatenate([one.bias for one in fitted.values()]).astype(np.float32)
    return Linear(corpus.vocabulary, corpus.weight, matrix, bias, tuple(heads))


def _columns(
    matrix: csr_matrix, numbers: NDArray[np.int64], width: int, strength: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    model = LogisticRegression(C=strength, solver="liblinear", random_state=SEED)
    model.fit(matrix, numbers)
    coefficients, bias = model.coef_, model.intercept_
    if width == 2:
        coefficients = np.vstack([np.zeros_like(coefficients), coefficients])
        bias = np.concatenate([[0.0], bias])
    return coefficients.T, bias


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
