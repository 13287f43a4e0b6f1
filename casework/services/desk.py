"""What every use case works with, handed over once by the composition root."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from casework.clock import local_day
from casework.county import County
from casework.ports import UnitOfWork, WorkCalendar, Works
from casework.reading import Reader
from casework.settings import Settings


class Phrases(Protocol):
    """The sentences of dialogue turns, kept in ``domain.yml``."""

    def __call__(self, key: str, **values: object) -> str:
        """The sentence ``utter_<key>`` with its blanks filled."""


@dataclass(frozen=True)
class Desk:
    """Everything a use case needs; nothing in it holds a transaction."""

    works: Works
    county: County
    calendar: WorkCalendar
    settings: Settings
    phrases: Phrases
    reader: Reader


def stand_in_on(uow: UnitOfWork, now: datetime) -> Callable[[str], str | None]:
    """A look-up of stand-ins for cadres on leave at `now` (``请假 3天 由李某某代``)."""
    today = local_day(now)

    def look_up(cadre: str) -> str | None:
        kept = uow.memory.get(f"leave:{cadre}")
        if kept is None:
            return None
        leave = json.loads(kept)
        running = date.fromisoformat(leave["from"]) <= today <= date.fromisoformat(leave["to"])
        return str(leave["deputy"]) if running else None

    return look_up
