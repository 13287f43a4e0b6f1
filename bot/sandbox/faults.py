"""Trouble to order: what an endpoint does wrong, and how often."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import Enum


class FaultKind(str, Enum):
    """A way to fail."""

    RET = "ret"  # a well-formed answer with this return code (synccheck: retcode)
    HTTP = "http"  # this HTTP status
    RESET = "reset"  # TCP reset
    CLOSE = "close"  # connection closed without an answer
    HALF = "half"  # the head and half of the body, then closed
    HTML = "html"  # a captive portal's page with status 200
    HANG = "hang"  # silence for so many seconds (at most until the server stops), then closed
    KICK = "kick"  # the session dies with this code, here and everywhere
    SELECTOR = "selector"  # synccheck reports this selector though nothing is new


@dataclass(frozen=True)
class Fault:
    """One fault. `value`: code, status or seconds; `after`: the work is done, only its answer is lost."""

    kind: FaultKind
    value: int = 0
    after: bool = False


class Faults:
    """The faults that are set, by endpoint (the last part of the path, such as ``webwxsync``)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._set: dict[str, list[Fault]] = {}

    def set(self, endpoint: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` requests to `endpoint` fail, after those already set."""
        with self._lock:
            self._set.setdefault(endpoint, []).extend([fault] * times)

    def clear(self) -> None:
        """No more trouble."""
        with self._lock:
            self._set.clear()

    def left(self, endpoint: str) -> int:
        """How many are still to come."""
        with self._lock:
            return len(self._set.get(endpoint, []))

    def take(self, endpoint: str) -> Fault | None:
        """The fault for this request, used up by asking."""
        with self._lock:
            waiting = self._set.get(endpoint)
            return waiting.pop(0) if waiting else None
