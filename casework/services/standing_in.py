"""Who acts for whom today: leave as it was noted (``请假 3天 由李某某代``, PRODUCT 2.3)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from casework.clock import local_day
from casework.ports import UnitOfWork

_KEY = "leave:"


@dataclass(frozen=True)
class Leave:
    """A cadre's leave: both days are part of it; `deputy` is the 工号 of who acts for him."""

    first: date
    last: date
    deputy: str

    def covers(self, day: date) -> bool:
        """Whether the cadre is away on a day."""
        return self.first <= day <= self.last


def note_leave(uow: UnitOfWork, cadre: str, leave: Leave | None) -> None:
    """Keep a cadre's leave in place of what was known; None ends it."""
    kept = leave and {
        "from": leave.first.isoformat(),
        "to": leave.last.isoformat(),
        "deputy": leave.deputy,
    }
    uow.memory.put(_KEY + cadre, json.dumps(kept) if kept else None)


def leave_of(uow: UnitOfWork, cadre: str) -> Leave | None:
    """The leave that a cadre noted last, over or not."""
    kept = uow.memory.get(_KEY + cadre)
    return _read(kept) if kept else None


def leaves(uow: UnitOfWork) -> dict[str, Leave]:
    """Every leave that is noted, by 工号."""
    return {key.removeprefix(_KEY): _read(kept) for key, kept in uow.memory.beginning(_KEY).items()}


def stand_in_on(uow: UnitOfWork, now: datetime) -> Callable[[str], str | None]:
    """A look-up of stand-ins for cadres who are on leave at `now`."""
    today = local_day(now)

    def look_up(cadre: str) -> str | None:
        leave = leave_of(uow, cadre)
        return leave.deputy if leave and leave.covers(today) else None

    return look_up


def absent_for(uow: UnitOfWork, cadre: str, now: datetime) -> tuple[str, ...]:
    """For whom somebody stands in today (工号)."""
    today = local_day(now)
    return tuple(away for away, leave in leaves(uow).items() if leave.deputy == cadre and leave.covers(today))


def _read(kept: str) -> Leave:
    leave = json.loads(kept)
    return Leave(date.fromisoformat(leave["from"]), date.fromisoformat(leave["to"]), str(leave["deputy"]))
