"""Word vectors out of a package, for training; the model then carries those that it needs.

The package `synonyms` 3.10.2 holds vectors of 100 numbers for 125,000 words, most frequent first,
trained on the Chinese Wikipedia, in word2vec's binary format. It is read, never imported: its own
code loads far more than the vectors.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from nlu.words import Floats, Lexicon

PACKAGE = "synonyms"
MOST = 30_000
"""Words that are kept: with all of them nothing more was understood."""
KINDS = 256
"""Neighbourhoods of meaning that the words are sorted into."""
_LONGEST = 4
SEED = 2008
_UNSEEN = 3
"""How often a word counts that jieba's list doesn't hold."""


class VectorsMissing(Exception):
    """The package with the word vectors isn't installed; the text says what to do."""


@lru_cache(maxsize=1)
def read_lexicon(most: int = MOST) -> Lexicon:
    """The `most` frequent Chinese words and all single characters, rarity not yet weighed.

    Raises VectorsMissing.
    """
    spec = find_spec(PACKAGE)
    places = list(spec.submodule_search_locations or ()) if spec else []
    files = [path for place in places if (path := Path(place) / "data" / "words.vector").is_file()]
    if not files:
        raise VectorsMissing(f"{PACKAGE} with its words.vector: run `make setup`")
    words, vectors = _read_word2vec(files[0])
    wanted = [i for i, word in enumerate(words) if _is_wanted(word, i < most)]
    # The common direction of all vectors says nothing.
    centred = vectors - vectors[: 2 * most].mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9
    usual = usual_counts()
    kept = tuple(words[i] for i in wanted)
    counts = tuple(usual.get(word, _UNSEEN) for word in kept)
    mine = centred[wanted]
    sorter = MiniBatchKMeans(KINDS, random_state=SEED, n_init=1, batch_size=4096)
    kinds = tuple(int(kind) for kind in sorter.fit_predict(mine))
    return Lexicon(kept, counts, _turned(mine), kinds, np.ones(len(kept), dtype=np.float32))


def _turned(vectors: Floats) -> Floats:
    """The vectors in new axes, the first of which says most: what is near what stays as it is."""
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    turned: Floats = (vectors @ axes[:, ::-1]).astype(np.float32)
    return turned


def _is_wanted(word: str, is_frequent: bool) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in word) and (
        len(word) == 1 or (is_frequent and 1 < len(word) <= _LONGEST)
    )


def _read_word2vec(path: Path) -> tuple[list[str], Floats]:
    """All words and their vectors. The format: a line `words size`, then word, blank, floats for each."""
    content = path.read_bytes()
    start = content.index(b"\n") + 1
    number, size = map(int, content[:start].split())
    words: list[str] = []
    vectors = np.empty((number, size), dtype=np.float32)
    for row in range(number):
        end = content.index(b" ", start)
        words.append(content[start:end].strip().decode("utf-8", "replace"))
        start = end + 1 + 4 * size
        vectors[row] = np.frombuffer(content, dtype="<f4", count=size, offset=end + 1)
    return words, vectors


def usual_counts() -> dict[str, int]:
    """How often jieba saw each of its words."""
    with resources.files("jieba").joinpath("dict.txt").open(encoding="utf-8") as lines:
        return {word: int(count) for word, count, *_ in map(str.split, lines)}
