"""Messages as the matrix that models learn from: the same features as a reader sees."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from nlu.corpus import Corpus
from nlu.features import extract
from nlu.linear import Floats

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


@pytest.mark.parametrize("least", [1, 2, 3])
def test_features_are_those_that_enough_messages_show(least: int) -> None:
    shown = Counter(feature for text in TEXTS for feature in extract(text))
    kept = {feature for feature, number in shown.items() if number >= least}
    assert set(Corpus(TEXTS, no_meaning, least).vocabulary) == kept


def test_each_message_has_the_features_that_a_reader_finds() -> None:
    corpus = Corpus(TEXTS, no_meaning, 2)
    features = list(corpus.vocabulary)
    for text, row in zip(TEXTS, corpus.matrix.toarray()[:, :-1], strict=True):
        assert {features[i] for i in np.flatnonzero(row)} == extract(text) & corpus.vocabulary.keys()


def test_nothing_to_learn_from_is_no_error() -> None:
    assert Corpus([""], lambda: np.zeros((1, 1), dtype=np.float32), 1).matrix.shape[0] == 1


def test_rarity_counts_messages_not_how_often_a_run_is_written() -> None:
    corpus = Corpus(TEXTS, no_meaning, 1)
    water, bridge = (corpus.weight[corpus.vocabulary[run]] for run in ("水", "桥"))
    assert water == pytest.approx(np.log((1 + len(TEXTS)) / (1 + 3)) + 1)
    assert bridge == pytest.approx(np.log((1 + len(TEXTS)) / (1 + 1)) + 1)
