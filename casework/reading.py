"""What was understood of one message: the only thing the rules know of language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from casework.taxonomy import OPENING, Act, Category, Rating


@dataclass(frozen=True)
class Span:
    """A stretch of the text that says where; `text == whole[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Issue:
    """One of several matters in one message."""

    category: Category
    text: str
    places: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One message, read once.

    confidence, category_confidence: calibrated probabilities, 0 to 1.
    opening: calibrated probability that the message opens a ticket.
    tickets: ticket numbers mentioned, in order, dates and amounts left out.
    explicit: whether a command was written out (``#12 办结``), not just words
        that amount to one.
    argument: what follows the verb of a command (reason, name, evidence).
    rating: the villager's verdict where the act is ``rate``.
    outcome_unfixed: a cadre says that it could not be solved.
    doubtful: talk that may be a report: neither surely one nor surely none.
    verb: which command an ``Act.COMMAND`` is (``claim``, ``leave`` …), else "".
    """

    text: str
    act: Act
    confidence: float = 1.0
    category: Category | None = None
    category_confidence: float = 0.0
    opening: float = 0.0
    places: tuple[Span, ...] = ()
    tickets: tuple[int, ...] = ()
    issues: tuple[Issue, ...] = ()
    explicit: bool = False
    argument: str = ""
    rating: Rating | None = None
    outcome_unfixed: bool = False
    sensitive: bool = False
    doubtful: bool = False
    verb: str = ""

    @property
    def actionable(self) -> bool:
        """Whether the message opens a ticket."""
        return self.act in OPENING


class Reader(Protocol):
    """Reads messages. Implemented by the `nlu` room."""

    def read(self, text: str, *, cadre: bool = False, village: str | None = None) -> Reading:
        """Read one message; `village` names the gazetteer to look places up in."""
