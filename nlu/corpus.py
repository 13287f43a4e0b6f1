"""Messages as numbers: the matrix of features and meanings that models learn from, and the index of lines.

Imports scikit-learn, so only training imports this module.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.preprocessing import normalize

from nlu.features import framed, marks_of, plain
from nlu.linear import MEANING_WEIGHT, SHARED_WEIGHT, Floats, scale_of
from nlu.neighbours import OFTEN, Neighbours
from nlu.vocabulary import Vocabulary, numbered, runs_of
from nlu.words import TOLD, Lexicon, Words, in_steps, spread


class Corpus:
    """Normalised messages as a sparse matrix: the features that occur often enough, then the meaning.

    The columns of the features are the rows of its `vocabulary`.
    """

    def __init__(self, texts: Sequence[str], meanings: Callable[[], Floats], least: int = 2) -> None:
        """`least`: how many messages must show a feature for it to count.

        meanings: asked for `meanings_of` the texts once all else is done.
        """
        bare = [plain(text) for text in texts]
        marks, names = _marks(texts, bare)
        shown_runs, letters, runs = _runs(bare, least)
        frequent = sorted(np.flatnonzero(marks.getnnz(axis=0) >= least), key=names.__getitem__)
        shown = hstack([marks[:, frequent], shown_runs]).tocsr()
        self.vocabulary = Vocabulary([names[i] for i in frequent], letters, runs)
        shared = np.arange(len(self.vocabulary)) < len(frequent)
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
    telling[: len(corpus.vocabulary.marks)] = False
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


def _marks(texts: Sequence[str], bare: Sequence[str]) -> tuple[csr_matrix, list[str]]:
    """Which patterns and word groups each normalised message shows, a row each, and their names.

    bare: the same messages made plain.
    """
    number_of: defaultdict[str, int] = defaultdict(count().__next__)
    columns, ends = array("i"), array("q", [0])
    for text, words in zip(texts, bare, strict=True):
        columns.extend([number_of[name] for name in marks_of(text, words)])
        ends.append(len(columns))
    where = np.frombuffer(columns, np.int32), np.frombuffer(ends, np.int64)
    ones = np.ones(len(columns), dtype=np.float32)
    return csr_matrix((ones, *where), shape=(len(texts), len(number_of))), list(number_of)


def _runs(bare: Sequence[str], least: int) -> tuple[csr_matrix, NDArray[np.uint32], NDArray[np.uint64]]:
    """The runs of characters that stand in `least` plain messages or more, a row each.

    Besides, the characters that they are made of, and their numbers; see `Vocabulary`.
    """
    messages = [framed(text) for text in bare]
    sizes = np.fromiter(map(len, messages), dtype=np.int64, count=len(messages))
    letters, numbers = numbered("".join(messages))
    rows = np.repeat(np.arange(len(messages), dtype=np.int32), sizes)
    left = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(numbers))
    runs, where = [], []
    for n, run in enumerate(runs_of(numbers)):
        inside = left[: len(run)] > n
        runs.append(run[inside])
        where.append(rows[: len(run)][inside])
    found, columns, written_times = np.unique(np.concatenate(runs), return_inverse=True, return_counts=True)
    # A run is in no more messages than it is written times; most are rare, and leave here.
    is_frequent = written_times >= least
    taken = is_frequent[columns]
    columns = (np.cumsum(is_frequent) - 1)[columns[taken]]
    shape = len(messages), int(is_frequent.sum())
    shown = csr_matrix(
        (np.ones(len(columns), dtype=np.float32), (np.concatenate(where)[taken], columns)), shape=shape
    )
    shown.data = np.ones_like(shown.data)
    kept = np.flatnonzero(shown.getnnz(axis=0) >= least)
    return shown[:, kept], letters, found[is_frequent][kept]


def _weighed(shown: csr_matrix, weight: Floats, shared: NDArray[np.bool_]) -> csr_matrix:
    """What `Linear.known` says of each message, all at once, a row each."""
    shown.sort_indices()
    values, is_common = weight[shown.indices], shared[shown.indices]
    squares = np.concatenate([[0.0], np.cumsum(np.where(is_common, 0.0, values * values), dtype=np.float64)])
    lengths = np.sqrt(squares[shown.indptr[1:]] - squares[shown.indptr[:-1]])
    scale = np.repeat(scale_of(np.where(lengths > 0, lengths, 1.0)), np.diff(shown.indptr))
    filled = np.where(is_common, SHARED_WEIGHT * values, values / scale).astype(np.float32)
    return csr_matrix((filled, shown.indices, shown.indptr), shape=shown.shape)
