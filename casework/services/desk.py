"""What every use case works with, handed over once by the composition root."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from casework.answers import Answers, NothingKnown
from casework.county import County
from casework.ports import WorkCalendar, Works
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
    answers: Answers = field(default_factory=NothingKnown)
