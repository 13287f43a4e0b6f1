"""How a value of a settings file is written: durations, times of day, numbers, working days per category."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import time, timedelta
from typing import Any

from casework.taxonomy import Category, category_of

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_LONGEST = timedelta(days=3660)


class WrongValue(ValueError):
    """A value cannot be what its key wants; the text says what it should look like."""


def read_duration(raw: object) -> timedelta:
    """``90s``, ``5min``, ``24h`` or ``5d``."""
    match = _DURATION.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        raise WrongValue(f"应是时长，如 90s、5min、24h、5d，不是“{_shown(raw)}”")
    length = timedelta(seconds=float(match[1]) * _SECONDS[match[2]])
    if length > _LONGEST:
        raise WrongValue(f"时长“{_shown(raw)}”太长")
    return length


def read_time(raw: object) -> time:
    """``18:00``."""
    match = _TIME.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        raise WrongValue(f"应是钟点，如 18:00，不是“{_shown(raw)}”")
    return time(int(match[1]), int(match[2]))


def read_count(raw: object) -> int:
    """A whole number that is not negative."""
    if not isinstance(raw, str) or not re.fullmatch(r"\d{1,6}", raw.strip()):
        raise WrongValue(f"应是不小于 0 的整数，不是“{_shown(raw)}”")
    return int(raw)


def read_share(raw: object) -> float:
    """A number between 0 and 1."""
    if not isinstance(raw, str) or not re.fullmatch(r"[01](\.\d+)?", raw.strip()) or float(raw) > 1:
        raise WrongValue(f"应是 0 到 1 之间的数，不是“{_shown(raw)}”")
    return float(raw)


def read_workdays(raw: object) -> Mapping[Category, int]:
    """Working days by category, each named by its code or label."""
    if not isinstance(raw, dict):
        raise WrongValue("应是“类别: 工作日数”的一段，如 {供水: 2}")
    found = {}
    for name, days in raw.items():
        category = category_of(str(name))
        if category is None:
            raise WrongValue(f"没有“{name}”这个类别，可用：{'、'.join(c.label for c in Category)}")
        found[category] = read_count(days)
    return found


READERS: Mapping[Any, Callable[[object], Any]] = {
    timedelta: read_duration,
    time: read_time,
    int: read_count,
    float: read_share,
    Mapping[Category, int]: read_workdays,
}
"""By the type of the field that a value is for."""


def _shown(raw: object) -> str:
    return raw if isinstance(raw, str) else type(raw).__name__
