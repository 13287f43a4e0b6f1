"""How far a long piece of work is: told on standard error, and only of what takes its time."""

from __future__ import annotations

import sys
import time

PATIENCE = 3.0
"""Seconds after which somebody wants to know, at first and from then on."""


class Progress:
    """Says how far it is, seldom enough to be read."""

    def __init__(self) -> None:
        """Begin to count."""
        self._begun = self._said = time.monotonic()

    def __call__(self, what: str) -> None:
        """Say it, if nothing was said for a while."""
        now = time.monotonic()
        if now - self._said >= PATIENCE:
            self._said = now
            print(f"[{now - self._begun:3.0f} 秒] {what}", file=sys.stderr, flush=True)
