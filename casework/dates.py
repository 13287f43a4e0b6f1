"""Days as cadres write them: ``3天``, ``十五个工作日``, ``12月5日前``, ``下周五``, ``月底``."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from casework.deadlines import add_workdays
from casework.ports import WorkCalendar

MANY_DAYS = 1000
"""What cannot be read as a number of days: more than any county allows."""

SPAN = re.compile(
    r"(?P<count>(?<![\d月])\d+|[一二两三四五六七八九十]+)\s*个?(?:(?P<work>工作日)|天|(?<![到至]\d)(?<![到至]\d\d)日(?![前之以]))"
)
"""A number of days, counted by the calendar or in working days."""

_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九", 1)} | {"两": 2, "": 0}
_DATE = re.compile(
    r"(?:(?P<year>20\d\d)\s*[年./-]\s*)?(?P<month>\d{1,2})\s*"
    r"(?:月\s*(?P<day>\d{1,2})[日号]?|[./-]\s*(?P<nth>\d{1,2})(?=[日号前之以]))"
    r"|(?<![\d月#＃])(?P<only>\d{1,2})(?:号(?!线)|日(?=[前之以])|(?<=[到至]\d\d)日|(?<=[到至]\d)日)"
    r"|(?P<word>今天|明天|大后天|后天|本月底|下月底|月底)"
    r"|(?P<next>下?)(?:个?星期|周|礼拜)(?P<weekday>[一二三四五六日天])"
)
_SOON = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3}


def count_of(words: str) -> int:
    """``3``, ``三`` or ``十五``; `MANY_DAYS` where it is none of them."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if tens not in _NUMERALS or ones not in _NUMERALS:
        return MANY_DAYS
    return (_NUMERALS[tens] or 1) * 10 + _NUMERALS[ones] if ten else _NUMERALS[ones]


def dates_in(text: str, today: date) -> list[date]:
    """Every day that a text names, in order; one without a year is the next of that name, today included."""
    return [day for _, day in _dates(text, today)]


def day_named(text: str, today: date, calendar: WorkCalendar) -> date | None:
    """The first day that a text names or counts to, or None; the day counted from is not counted."""
    found = [*_dates(text, today)]
    for match in SPAN.finditer(text):
        days = count_of(match["count"])
        if 0 < days < MANY_DAYS:
            end = add_workdays(today, days, calendar) if match["work"] else today + timedelta(days=days)
            found.append((match.start(), end))
    return min(found)[1] if found else None


def _dates(text: str, today: date) -> Iterator[tuple[int, date]]:
    for match in _DATE.finditer(text):
        day = _day(match, today)
        if day is not None:
            yield match.start(), day


def _day(match: re.Match[str], today: date) -> date | None:
    if match["month"]:
        year, month = int(match["year"] or today.year), int(match["month"])
        nth = int(match["day"] or match["nth"])
        found = _on(year, month, nth)
        passed = found is not None and found < today and not match["year"]
        return _on(year + 1, month, nth) if passed else found
    if match["only"]:
        found = _on(today.year, today.month, int(match["only"]))
        if found is not None and found >= today:
            return found
        later = _month_end(today) + timedelta(days=1)
        return _on(later.year, later.month, int(match["only"]))
    if match["word"] in _SOON:
        return today + timedelta(days=_SOON[match["word"]])
    if match["word"]:
        end = _month_end(today)
        return _month_end(end + timedelta(days=1)) if match["word"] == "下月底" else end
    weekday = "一二三四五六日".index(match["weekday"].replace("天", "日"))
    days = weekday - today.weekday() + (7 if match["next"] else 0)
    return today + timedelta(days=days if days >= 0 else days + 7)


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
