"""A clock that runs with the real one and can be put forward."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from casework.clock import Clock, SimulatedClock, SystemClock, at_local, local_day


class RunningClock(SimulatedClock):
    """Runs from `start` (by default the present) at the usual speed; `move_to` puts it forward."""

    def __init__(self, start: datetime | None = None, real: Clock | None = None) -> None:
        self._real = real or SystemClock()
        begun = self._real.now()
        self._ahead = start - begun if start else timedelta()
        super().__init__(start or begun)

    def now(self) -> datetime:
        """The present moment here, in Beijing time."""
        return self._real.now() + self._ahead

    def move_to(self, moment: datetime) -> None:
        """Put it forward to `moment`; an earlier one is ignored."""
        self._ahead += max(moment - self.now(), timedelta())


def next_time(now: datetime, at: time) -> datetime:
    """The next moment after `now` at which the day's clock in Beijing shows `at`."""
    today = at_local(local_day(now), at.hour, at.minute)
    return today if today > now else today + timedelta(days=1)
