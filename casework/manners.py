"""When the bot may speak: budget and quiet hours of a group (PRODUCT 1.6)."""

from __future__ import annotations

from datetime import datetime, timedelta

from casework.clock import BEIJING, at_local, local_day
from casework.settings import Settings


def quiet_until(now: datetime, settings: Settings) -> datetime | None:
    """When the quiet hours end in which `now` lies; None outside them."""
    local = now.astimezone(BEIJING)
    start, end = settings.quiet_from, settings.quiet_to
    if local.time() >= start:
        return at_local(local_day(now) + timedelta(days=1), end.hour, end.minute)
    if local.time() < end:
        return at_local(local_day(now), end.hour, end.minute)
    return None


def hour_start(now: datetime) -> datetime:
    """The beginning of the clock hour."""
    return now.astimezone(BEIJING).replace(minute=0, second=0, microsecond=0)


def day_start(now: datetime) -> datetime:
    """The beginning of the Beijing day."""
    return at_local(local_day(now), 0)


def next_chance(now: datetime, this_hour: int, today: int, settings: Settings) -> datetime | None:
    """When a group may be told more, None for now; given how much it was told this hour and today."""
    if today >= settings.per_day:
        tomorrow = at_local(local_day(now) + timedelta(days=1), 0)
        return quiet_until(tomorrow, settings) or tomorrow
    if this_hour >= settings.per_hour:
        hour = hour_start(now) + timedelta(hours=1)
        return quiet_until(hour, settings) or hour
    return None
