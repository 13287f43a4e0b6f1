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


def names(vocabulary: Vocabulary) -> list[str]:
    """Every feature by name, in the order of its row: marks, then runs as they are written."""
    bits = 64 // LONGEST
    runs = [
        [int(run) >> bits * place & (1 << bits) - 1 for place in reversed(range(LONGEST))]
        for run in vocabulary.runs
    ]
    return [
        *vocabulary.marks,
        *("".join(chr(vocabulary.letters[number - 1]) for number in run if number) for run in runs),
    ]


@pytest.mark.parametrize("least", [1, 2, 3])
def test_features_are_those_that_enough_messages_show(least: int) -> None:
    shown = Counter(feature for text in TEXTS for feature in features_of(text))
    kept = {feature for feature, number in shown.items() if number >= least}
    vocabulary = Corpus(TEXTS, no_meaning, least).vocabulary
    assert set(names(vocabulary)) == kept
    assert len(vocabulary) == len(kept)


def test_each_message_has_the_features_that_a_reader_finds() -> None:
    corpus = Corpus(TEXTS, no_meaning, 2)
    features = names(corpus.vocabulary)
    for text, row in zip(TEXTS, corpus.matrix.toarray()[:, :-1], strict=True):
        assert {features[i] for i in np.flatnonzero(row)} == features_of(text) & set(features)


@pytest.mark.parametrize("text", [*TEXTS, "桥塌了路塌了桥塌了", "𠮷家的桥塌了", "zzz", "路灯路灯路灯坏了"])
def test_a_reader_finds_what_of_a_messages_features_is_known(text: str) -> None:
    vocabulary = Corpus(TEXTS, no_meaning, 1).vocabulary
    features = names(vocabulary)
    rows, marks = vocabulary.rows(text)
    assert rows.tolist() == sorted(set(rows.tolist()))
    assert {features[row] for row in rows} == features_of(text) & set(features)
    assert marks == sum(row < len(vocabulary.marks) for row in rows)
    assert all(run in vocabulary for run in features[len(vocabulary.marks) :])


@pytest.mark.parametrize("run", ["", "停水了没", "水水水水水", "桥塌𠮷", "𠮷", "塌水"])
def test_what_no_line_holds_is_no_known_run(run: str) -> None:
    assert run not in Corpus(TEXTS, no_meaning, 1).vocabulary


def test_nothing_to_learn_from_is_no_error() -> None:
    assert Corpus([""], lambda: np.zeros((1, 1), dtype=np.float32), 1).matrix.shape[0] == 1


def test_rarity_counts_messages_not_how_often_a_run_is_written() -> None:
    corpus = Corpus(TEXTS, no_meaning, 1)
    features = names(corpus.vocabulary)
    water, bridge = (corpus.weight[features.index(run)] for run in ("水", "桥"))
    assert water == pytest.approx(np.log((1 + len(TEXTS)) / (1 + 3)) + 1)
    assert bridge == pytest.approx(np.log((1 + len(TEXTS)) / (1 + 1)) + 1)
