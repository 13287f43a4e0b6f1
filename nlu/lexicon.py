"""Groups of words: what belongs together although it shares no character."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from casework.taxonomy import Category

PATH = Path(__file__).with_name("lexicon.txt")
THINGS = frozenset(category.value for category in Category)
"""Groups that name what a matter is about."""


@lru_cache(maxsize=1)
def groups_of_word() -> dict[str, tuple[str, ...]]:
    """For each word the groups it stands in.

    Raises ValueError for a line without a group, naming it.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for number, line in enumerate(PATH.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        group, colon, words = line.partition(": ")
        if not colon:
            raise ValueError(f"{PATH.name}:{number}: a line is `group: words`")
        for word in words.split():
            if group not in found[word]:
                found[word].append(group)
    return {word: tuple(groups) for word, groups in found.items()}


@lru_cache(maxsize=1)
def lengths_by_start() -> dict[str, tuple[int, ...]]:
    """For each character that begins a word, how long the words are that it begins, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for word in groups_of_word():
        found[word[0]].add(len(word))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in found.items()}
