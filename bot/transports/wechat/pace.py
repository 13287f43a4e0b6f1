"""How fast one may speak: a random gap, a daily cap, a pause once the service says "too often"."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable

from bot.transports.base import Gap

PAUSE, LONGEST_PAUSE = 600.0, 4 * 3600.0  # seconds after the first 1205, and at most
DAY = 24 * 3600.0


class Pace:
    """Not thread-safe: its owner speaks one at a time. `clock` is monotonic, in seconds."""

    def __init__(self, gap: Gap, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap = gap
        self._clock = clock
        self._pause = PAUSE
        self._until = 0.0
        self._next = 0.0
        self._said: deque[float] = deque()

    def closed_for(self) -> float:
        """Seconds until one may speak at all again: after a refusal, or with the day's cap used up."""
        now = self._clock()
        while self._said and now - self._said[0] >= DAY:
            self._said.popleft()
        capped = DAY - (now - self._said[0]) if len(self._said) >= self._gap.daily_cap else 0.0
        return max(self._until - now, capped, 0.0)

    def gap(self) -> float:
        """Seconds left of the pause after the last message."""
        return max(self._next - self._clock(), 0.0)

    def spoke(self) -> None:
        """Count an attempt and choose the next gap."""
        now = self._clock()
        self._said.append(now)
        self._next = now + random.uniform(self._gap.low, self._gap.high)

    def accepted(self) -> None:
        """The service took it: a later refusal starts small again."""
        self._pause = PAUSE

    def too_often(self) -> float:
        """The service said 1205: close for a while, twice as long each time. Returns the seconds."""
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        self._until = self._clock() + pause
        return pause
