"""Messages as the matrix that models learn from: the same features as a reader sees."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from nlu.corpus import Corpus
from nlu.features import framed, marks_of, plain
from nlu.linear import Floats
from nlu.vocabulary import LONGEST, Vocabulary

TEXTS = (
    "村口路灯坏了",
    "村口的路灯又坏了😀",
    "水水水水水",
    "桥塌了 快来人",
    "",
    "停水到几点",
    "停水了",
    "a7县的路",
)


def no_meaning() -> Floats:
    return np.zeros((len(TEXTS), 1), dtype=np.float32)


def features_of(text: str) -> set[str]:
    """Names of marks, and runs as they are written: what a message shows."""
    words = framed(plain(text))
    runs = {words[i : i + n] for n in range(1, LONGEST + 1) for i in range(len(words) - n + 1)}
    return runs | marks_of(text, plain(text))


def row_of(char: str, vocabulary: Vocabulary) -> int:
    """The row of a run of one character: between characters of no line nothing else but the ends is known."""
    rows, _ = vocabulary.rows(f"龘{char}龘")
    return int(rows[-1])


def is_known(feature: str, vocabulary: Vocabulary) -> bool:
    return feature in vocabulary.marks or feature in vocabulary


@pytest.mark.parametrize("least", [1, 2, 3])
def test_features_are_those_that_enough_messages_show(least: int) -> None:
    shown = Counter(feature for text in TEXTS for feature in features_of(text))
    vocabulary = Corpus(TEXTS, no_meaning, least).vocabulary
    assert {f for f in shown if is_known(f, vocabulary)} == {f for f, n in shown.items() if n >= least}
    assert len(vocabulary) == sum(n >= least for n in shown.values())


def test_each_message_has_as_many_features_as_it_shows_known_ones() -> None:
    corpus = Corpus(TEXTS, no_meaning, 2)
    for text, row in zip(TEXTS, corpus.matrix.toarray()[:, :-1], strict=True):
        assert len(np.flatnonzero(row)) == sum(is_known(f, corpus.vocabulary) for f in features_of(text))


@pytest.mark.parametrize("text", [*TEXTS, "桥塌了路塌了桥塌了", "𠮷家的桥塌了", "zzz", "路灯路灯路灯坏了"])
def test_a_reader_finds_a_messages_features_in_the_columns_of_the_lines_that_show_them(text: str) -> None:
    corpus = Corpus(TEXTS, no_meaning, 1)
    rows, marks = corpus.vocabulary.rows(text)
    assert rows.tolist() == sorted(set(rows.tolist()))
    assert marks == sum(row < len(corpus.vocabulary.marks) for row in rows)
    shows = corpus.matrix[:, rows].toarray() > 0
    features = features_of(text)
    known = [f for f in features if is_known(f, corpus.vocabulary)]
    assert len(rows) == len(known)
    assert shows.sum(axis=1).tolist() == [len(features & features_of(line)) for line in TEXTS]


@pytest.mark.parametrize("run", ["", "停水了没", "水水水水水", "桥塌𠮷", "𠮷", "塌水"])
def test_what_no_line_holds_is_no_known_run(run: str) -> None:
    assert run not in Corpus(TEXTS, no_meaning, 1).vocabulary


def test_nothing_to_learn_from_is_no_error() -> None:
    assert Corpus([""], lambda: np.zeros((1, 1), dtype=np.float32), 1).matrix.shape[0] == 1


def test_rarity_counts_messages_not_how_often_a_run_is_written() -> None:
    corpus = Corpus(TEXTS, no_meaning, 1)
    water, bridge = (corpus.weight[row_of(run, corpus.vocabulary)] for run in ("水", "桥"))
    assert water == pytest.approx(np.log((1 + len(TEXTS)) / (1 + 3)) + 1)
    assert bridge == pytest.approx(np.log((1 + len(TEXTS)) / (1 + 1)) + 1)
