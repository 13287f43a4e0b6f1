"""The public calendar, by the State Council's notice for 2026, and years nobody has announced yet."""

from __future__ import annotations

from datetime import date

import pytest

from bot.calendar import PublicCalendar

CALENDAR = PublicCalendar()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 6, 10), True),  # a Wednesday
        (date(2026, 6, 13), False),  # a Saturday
        (date(2026, 6, 19), False),  # Dragon Boat Festival, a Friday
        (date(2026, 10, 1), False),  # National Day
        (date(2026, 10, 10), True),  # a Saturday worked to make up for it
    ],
)
def test_holidays_and_make_up_days_count(day: date, worked: bool) -> None:
    assert CALENDAR.knows(2026)
    assert CALENDAR.is_workday(day) is worked


@pytest.mark.parametrize(("day", "worked"), [(date(2090, 10, 2), True), (date(2090, 10, 1), False)])
def test_an_unknown_year_has_plain_weekends(day: date, worked: bool) -> None:
    assert not CALENDAR.knows(day.year)
    assert CALENDAR.is_workday(day) is worked
