"""Building very many rows at once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
Told = Callable[[str, int], None]
"""Hears of which file how many rows are done."""

_EVERY = 1_000


def nobody(name: str, rows: int) -> None:
    """Nobody waits for it."""


def counted(name: str, rows: Iterable[T], told: Told) -> Iterator[T]:
    """The same rows, told of now and then."""
    for number, row in enumerate(rows, start=1):
        if number % _EVERY == 0:
            told(name, number)
        yield row


@contextmanager
def building() -> Iterator[None]:
    """All that is made is kept: looking for garbage in it again and again would take a third of the time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()
