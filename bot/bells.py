"""The bells: when to look for what is due. What is due is read from the database.

APScheduler's triggers say when; the service lets APScheduler ring them, the
replay asks them for the next time and rings by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from apscheduler.triggers.cron import CronTrigger

from casework.clock import BEIJING
from casework.services.desk import Desk
from casework.services.digesting import write_cadre_digests, write_group_digests
from casework.services.forgetting import forget_chatter

Ring = Callable[[Desk, datetime], None]


@dataclass(frozen=True)
class Bell:
    """Something done daily at one time; `late_for` is how long it is still worth doing after a standstill."""

    name: str
    trigger: CronTrigger
    ring: Ring
    late_for: timedelta

    def next_after(self, moment: datetime) -> datetime:
        """The first time strictly after `moment` at which it rings."""
        found: datetime = self.trigger.get_next_fire_time(moment, moment + timedelta(microseconds=1))
        return found.astimezone(BEIJING)


def daily(at: time) -> CronTrigger:
    """Every day at a Beijing time."""
    return CronTrigger(hour=at.hour, minute=at.minute, timezone=BEIJING)


def bells_of(desk: Desk) -> tuple[Bell, ...]:
    """Every daily bell, as the settings have it."""
    settings = desk.settings
    useful = settings.digest_useful_for
    return (
        Bell("group_digest", daily(settings.group_digest_at), write_group_digests, useful),
        Bell("cadre_digest", daily(settings.cadre_digest_at), write_cadre_digests, useful),
        Bell("forget", daily(time(3, 30)), forget_chatter, timedelta(hours=24)),
    )
