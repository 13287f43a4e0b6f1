"""The figures of a list of tickets: what the second sheet of the ledger counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.taxonomy import Category, Outcome, Rating, Status
from casework.ticket import Ticket

SUM = "合计"

_COUNTED: tuple[tuple[str, Callable[[Ticket, datetime], bool]], ...] = (
    ("件数", lambda t, now: True),
    ("在办", lambda t, now: t.is_open),
    ("超时", lambda t, now: t.overdue(now)),
    ("已结案", lambda t, now: t.status is Status.CLOSED),
    (Outcome.UNFIXED.label, lambda t, now: t.status is Status.CLOSED and t.outcome is Outcome.UNFIXED),
    ("未确认", lambda t, now: t.unconfirmed),
    *((rating.label, lambda t, now, rating=rating: t.rating is rating) for rating in Rating),
    ("不公开", lambda t, now: t.private),
)

TITLES = tuple(title for title, _ in _COUNTED)
"""What is counted, in the order of `Total.counts`."""


@dataclass(frozen=True)
class Total:
    """One line: of what, and how many of each of `TITLES`."""

    name: str
    counts: tuple[int, ...]


def totals(tickets: Sequence[Ticket], now: datetime) -> list[tuple[str, list[Total]]]:
    """By status, category and village, each with the sum of all; `now` decides what is overdue.

    What no ticket has is left out, but for the sum.
    """
    order = list(Status)
    states = dict.fromkeys(t.state for t in sorted(tickets, key=lambda t: order.index(t.status)))
    statuses = [(state, [t for t in tickets if t.state == state]) for state in states]
    categories = [(c.label, [t for t in tickets if t.category is c]) for c in Category]
    names = sorted({t.village or t.township for t in tickets})
    villages = [(n, [t for t in tickets if (t.village or t.township) == n]) for n in names]
    return [
        (title, [*(_total(name, part, now) for name, part in parts if part), _total(SUM, tickets, now)])
        for title, parts in (("状态", statuses), ("类别", categories), ("村", villages))
    ]


def _total(name: str, tickets: Sequence[Ticket], now: datetime) -> Total:
    return Total(name, tuple(sum(counts(t, now) for t in tickets) for _, counts in _COUNTED))
