"""The nearest written lines, asked for their opinion."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.corpus import Corpus, meanings_of, neighbours_of, words_of
from nlu.linear import MEANING_WEIGHT, Linear
from nlu.neighbours import Neighbours
from nlu.normalise import normalise
from nlu.opinions import advised
from nlu.pretrained import read_lexicon
from nlu.words import TOLD, Lexicon, Words

LINES = (
    ("村口路灯坏了三天", "lighting"),
    ("村口的路灯又坏了", "lighting"),
    ("自来水浑得不能吃", "water"),
    ("自来水今天又浑了", "water"),
    ("今晚跳舞吗", "chat"),
    ("今晚跳舞在哪里", "chat"),
)
LABELS = ("chat", "lighting", "water")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon()


@pytest.fixture(scope="module")
def corpus(lexicon: Lexicon) -> Corpus:
    texts = [normalise(text).text for text, _ in LINES]
    return Corpus(texts, lambda: meanings_of(words_of(texts, lexicon), lexicon), 1)


@pytest.fixture(scope="module")
def neighbours(corpus: Corpus) -> Neighbours:
    return neighbours_of(corpus, [topic for _, topic in LINES], LABELS)


def reading(corpus: Corpus) -> Linear:
    """The corpus's features as a reader counts them, without a head."""
    nothing = np.zeros((len(corpus.vocabulary), 0), dtype=np.float32)
    return Linear(corpus.vocabulary, corpus.weight, nothing, nothing, np.zeros(0, dtype=np.float32), ())


def asked(
    text: str, corpus: Corpus, lexicon: Lexicon, neighbours: Neighbours, but: int | None = None
) -> dict[str, float] | None:
    """What the neighbours of a message are about, by label; None where it has none."""
    normal = normalise(text).text
    rows, _ = reading(corpus).known(normal)
    said = neighbours.topics_of(rows, Words(lexicon).meaning(normal), but=but)
    return None if said is None else dict(zip(LABELS, map(float, said), strict=True))


def test_what_is_counted_in_training_is_what_is_read(corpus: Corpus, lexicon: Lexicon) -> None:
    size = len(corpus.vocabulary)
    for row, (text, _) in zip(corpus.matrix.toarray(), LINES, strict=True):
        normal = normalise(text).text
        rows, values = reading(corpus).known(normal)
        assert np.flatnonzero(row[:size]).tolist() == rows.tolist()
        assert row[rows] == pytest.approx(values)
        assert row[size:] == pytest.approx(MEANING_WEIGHT * Words(lexicon).meaning(normal), abs=1e-6)


def test_the_nearest_lines_say_most(corpus: Corpus, lexicon: Lexicon, neighbours: Neighbours) -> None:
    said = asked("我们村口路灯坏了", corpus, lexicon, neighbours)
    assert said is not None
    assert sum(said.values()) == pytest.approx(1, abs=1e-5)
    assert max(said, key=said.__getitem__) == "lighting" and said["lighting"] > 0.9


def test_a_line_is_not_asked_about_itself(corpus: Corpus, lexicon: Lexicon, neighbours: Neighbours) -> None:
    text = LINES[0][0]
    with_it, without = (asked(text, corpus, lexicon, neighbours, but) for but in (None, 0))
    assert with_it is not None and without is not None
    assert with_it != without
    assert without["lighting"] > 0.5, "the other line about the lamp is left"


def test_a_message_with_nothing_in_common_has_no_neighbours(neighbours: Neighbours) -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert neighbours.topics_of(nothing, np.ones(TOLD, dtype=np.float32)) is None


def test_neighbours_are_read_back_as_they_were_written(
    neighbours: Neighbours, tmp_path: Path, corpus: Corpus, lexicon: Lexicon
) -> None:
    neighbours.save(tmp_path)
    again = Neighbours.load({path.name: path.read_bytes() for path in tmp_path.iterdir()})
    text = "路灯怎么又不亮"
    assert asked(text, corpus, lexicon, again) == asked(text, corpus, lexicon, neighbours)


@pytest.mark.parametrize("heads", [0.3, 0.5, 0.8])
def test_neighbours_raise_or_lower_but_do_not_decide(heads: float) -> None:
    none, half, all_of_them = (advised(heads, share) for share in (0.0, 0.5, 1.0))
    assert none < half < all_of_them
    assert none > 0 and all_of_them < 1
