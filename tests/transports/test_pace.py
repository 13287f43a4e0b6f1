"""How fast the bot may speak."""

from __future__ import annotations

from bot.transports.base import Gap
from bot.transports.wechat.pace import DAY, LONGEST_PAUSE, PAUSE, Pace


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_gap_follows_each_message() -> None:
    clock = Clock()
    pace = Pace(Gap(2.0, 5.0), clock)
    assert pace.gap() == 0.0
    pace.spoke()
    assert 2.0 <= pace.gap() <= 5.0
    clock.now += 5.0
    assert pace.gap() == 0.0


def test_the_cap_of_a_day_closes_until_the_first_message_is_a_day_old() -> None:
    clock = Clock()
    pace = Pace(Gap(0.0, 0.0, daily_cap=2), clock)
    pace.spoke()
    clock.now += 60.0
    pace.spoke()
    assert pace.closed_for() == DAY - 60.0
    clock.now += DAY - 60.0
    assert pace.closed_for() == 0.0


def test_too_often_closes_twice_as_long_each_time_up_to_a_limit() -> None:
    clock = Clock()
    pace = Pace(Gap(0.0, 0.0), clock)
    assert [pace.too_often() for _ in range(7)] == [
        PAUSE, 2 * PAUSE, 4 * PAUSE, 8 * PAUSE, 16 * PAUSE, LONGEST_PAUSE, LONGEST_PAUSE,
    ]  # fmt: skip
    assert pace.closed_for() == LONGEST_PAUSE


def test_an_accepted_message_makes_the_next_pause_short_again() -> None:
    pace = Pace(Gap(0.0, 0.0), Clock())
    pace.too_often()
    pace.accepted()
    assert pace.too_often() == PAUSE
