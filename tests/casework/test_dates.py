"""Days as cadres write them."""

from __future__ import annotations

from datetime import date

import pytest

from casework.dates import MANY_DAYS, count_of, dates_in, day_named
from tests.casework.cast import CALENDAR

WEDNESDAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("words", "count"), [("3", 3), ("两", 2), ("十", 10), ("十五", 15), ("二十一", 21), ("百", MANY_DAYS)]
)
def test_numbers_are_read_in_figures_and_in_words(words: str, count: int) -> None:
    assert count_of(words) == count


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("由李某某12月5日前修好", date(2026, 12, 5)),
        ("1月5日前", date(2027, 1, 5)),
        ("6月10日前", date(2026, 6, 10)),
        ("2027年3月1日前完成", date(2027, 3, 1)),
        ("6.20前完成", date(2026, 6, 20)),
        ("15号前", date(2026, 6, 15)),
        ("5号之前", date(2026, 7, 5)),
        ("明天修", date(2026, 6, 11)),
        ("大后天", date(2026, 6, 13)),
        ("周五前", date(2026, 6, 12)),
        ("周一前", date(2026, 6, 15)),
        ("下周五前", date(2026, 6, 19)),
        ("月底前", date(2026, 6, 30)),
        ("下月底", date(2026, 7, 31)),
        ("3天内", date(2026, 6, 13)),
        ("三个工作日内", date(2026, 6, 15)),
        ("先两天内看，月底前修", date(2026, 6, 12)),
    ],
)
def test_a_day_is_found_however_it_is_said(words: str, day: date) -> None:
    assert day_named(words, WEDNESDAY, CALENDAR) == day


@pytest.mark.parametrize("words", ["由李某某负责", "出资3.5万元", "2月30日前", "12号线路灯", "#12 结论", ""])
def test_what_is_no_day_is_none(words: str) -> None:
    assert day_named(words, WEDNESDAY, CALENDAR) is None


def test_both_ends_of_a_span_are_found() -> None:
    assert dates_in("6月12日到6月15日", WEDNESDAY) == [date(2026, 6, 12), date(2026, 6, 15)]
