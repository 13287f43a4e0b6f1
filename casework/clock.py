"""The only place that reads a clock. Everywhere else, time is an argument."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Protocol

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has one time zone and no summer time."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, aware."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in Beijing time."""
        return datetime.now(BEIJING)


class SimulatedClock:
    """A clock that stands still until it is moved; never backwards."""

    def __init__(self, start: datetime) -> None:
        """Begin at `start` (aware)."""
        self._now = start.astimezone(BEIJING)

    def now(self) -> datetime:
        """Where the clock stands."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Move forward to `moment`; an earlier one is ignored."""
        self._now = max(self._now, moment.astimezone(BEIJING))


def at_local(day: date, hour: int, minute: int = 0) -> datetime:
    """A Beijing wall-clock time as an aware moment."""
    return datetime.combine(day, time(hour, minute), tzinfo=BEIJING)


def local_day(moment: datetime) -> date:
    """The Beijing date of a moment."""
    return moment.astimezone(BEIJING).date()
