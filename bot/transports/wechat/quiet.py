"""Fewer words in the log from the client library."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable


class QuietLog(logging.Filter):
    """Turns the library's tracebacks, one a second in an outage, into one line a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._seen: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Let a line pass if it has not been seen for a minute."""
        line = record.getMessage().strip().rsplit("\n", 1)[-1][:200]
        kind, now = line.split(":")[0], self._clock()
        if now - self._seen.get(kind, -60.0) < 60.0:
            return False
        self._seen[kind] = now
        record.msg, record.args = line, None
        return True
