"""The Chinese public calendar with its make-up workdays, from the chinesecalendar package."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from chinese_calendar import is_workday
from chinese_calendar.constants import holidays, workdays

_SATURDAY = 5
_YEARS = frozenset(day.year for day in (*holidays, *workdays))


class PublicCalendar:
    """See `casework.ports.WorkCalendar`.

    The State Council announces a year's holidays in the autumn before it. A year
    that the package does not know yet has plain weekends; `knows` tells.
    """

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day."""
        return _is_workday(day)

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year are known, so that its deadlines are right."""
        return year in _YEARS


@lru_cache(maxsize=4096)
def _is_workday(day: date) -> bool:
    if day.year in _YEARS:
        return bool(is_workday(day))
    return day.weekday() < _SATURDAY
