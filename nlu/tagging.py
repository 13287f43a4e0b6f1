"""Where, without a list of names: a linear-chain model over characters.

Trained on the annotated places; what a name looks like (路, 桥, 村, 门口, 后面) and what
stands before one (在, 从) carries over to names never seen. The model is CRFsuite's own format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pycrfsuite

from nlu.lexicon import groups_of_word, lengths_by_start
from nlu.words import Words

FILE = "places.crfsuite.gz"
_ANONYMOUS = re.compile(r"[a-z][0-9]{0,2}[市县区]{1,2}")
"""A county whose name was taken out, as in published petitions: it says nothing of where."""
_GROUPS = frozenset({"where", "site", "bad", "plea"})
_KINDS = {" ": "s", ",": "p", "，": "p", "。": "p", "、": "p", "!": "p", "?": "p", ";": "p", ":": "p"}


def describe(text: str, words: Words) -> list[list[str]]:
    """The features of every character of a normalised message."""
    text = _ANONYMOUS.sub(lambda match: "□" * len(match.group()), text)
    size = len(text)
    marks = _group_marks(text)
    kinds = _kind_marks(text, words)
    padded = f"^^{text}$$"
    sorts = [_kind(char) for char in padded]
    rows: list[list[str]] = []
    for i in range(size):
        a, b, c, d, e = tuple(padded[i : i + 5])
        row = [
            "0" + c,
            "-" + b,
            "+" + d,
            "<" + a + b,
            ">" + d + e,
            "l" + b + c,
            "r" + c + d,
            "t" + b + c + d,
            "k" + sorts[i + 1] + sorts[i + 2] + sorts[i + 3],
        ]
        row += marks[i]
        row += kinds[i]
        if i:
            row += ["p" + mark for mark in marks[i - 1]]
        if i + 1 < size:
            row += ["n" + mark for mark in marks[i + 1]]
        if i + 2 < size:
            row += ["m" + mark for mark in marks[i + 2]]
        rows.append(row)
    return rows


def _kind(char: str) -> str:
    if char.isdigit():
        return "d"
    if "a" <= char <= "z":
        return "a"
    if char in _KINDS:
        return _KINDS[char]
    return "h" if char >= "\u4e00" else "o"


def _group_marks(text: str) -> list[list[str]]:
    """For each character the word groups it is in, and whether it begins, goes on or ends the word."""
    groups, lengths = groups_of_word(), lengths_by_start()
    marks: list[list[str]] = [[] for _ in text]
    for start in range(len(text)):
        for length in lengths.get(text[start], ()):
            word = text[start : start + length]
            found = groups.get(word)
            if not found:
                continue
            for group in found:
                if group in _GROUPS:
                    for i in range(len(word)):
                        marks[start + i].append(_part(i, len(word)) + group)
            break
    return marks


def _kind_marks(text: str, words: Words) -> list[list[str]]:
    """For each character what its word means, and the words before and after it."""
    parts = words.kinds(text)
    marks: list[list[str]] = []
    for at, (word, kind) in enumerate(parts):
        near = [("P", parts[at - 1][1] if at else None), ("C", kind)]
        near.append(("N", parts[at + 1][1] if at + 1 < len(parts) else None))
        for i in range(len(word)):
            part = _part(i, len(word))
            marks.append([f"{side}{part}{what}" for side, what in near if what is not None])
    return marks


def _part(i: int, length: int) -> str:
    """Whether a character begins, goes on or ends a word, or is one."""
    return "S" if length == 1 else "B" if i == 0 else "E" if i == length - 1 else "I"


def labels(size: int, places: Iterable[tuple[int, int]]) -> list[str]:
    """The tags of a message of `size` characters with places at the given stretches."""
    tags = ["O"] * size
    for start, end in places:
        tags[start:end] = ["S"] if end - start == 1 else ["B", *["I"] * (end - start - 2), "E"]
    return tags


class PlaceTagger:
    """Finds the stretches of a normalised message that say where."""

    def __init__(self, model: bytes, words: Words) -> None:
        """`model` is what `train_tagger` wrote, with the same words."""
        self._words = words
        self._model = model  # the tagger reads from this memory as long as it lives
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each place, in order."""
        tags: Sequence[str] = self._tagger.tag(describe(text, self._words))
        found: list[tuple[int, int]] = []
        start = -1
        for i, tag in enumerate(tags):
            if tag in "BS":
                start = i
            if tag in "ES" and start >= 0:
                found.append((start, i + 1))
                start = -1
            elif tag == "O":
                start = -1
        return found


def train_tagger(texts: Iterable[tuple[str, Sequence[tuple[int, int]]]], words: Words, path: Path) -> None:
    """Fit the model on normalised messages with their places and write it to `path`."""
    trainer = pycrfsuite.Trainer(algorithm="ap", verbose=False)
    trainer.set_params({"max_iterations": 8, "feature.minfreq": 2})
    for text, places in texts:
        trainer.append(describe(text, words), labels(len(text), places))
    trainer.train(str(path))
