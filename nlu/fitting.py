"""Fitting the linear models to examples, with calibration and thresholds by cross-validation.

Imports scikit-learn, so only training imports this module.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from nlu.corpus import Corpus
from nlu.linear import Head, Linear

SEED = 2008
FOLDS = 3
"""One fold is held out to calibrate; for the gate, whose threshold matters most, each in turn."""
_UNTIL_DONE = 1_000


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
