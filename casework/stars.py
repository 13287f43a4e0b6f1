"""Stars for granted wishes, counted anew from the tickets' history each time (PRODUCT 5, 8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.lifecycle import Move
from casework.taxonomy import Outcome, Rating, Status
from casework.ticket import Ticket


@dataclass(frozen=True)
class Star:
    """One wish granted: who granted it (key), which, and when the family confirmed."""

    person: str
    ticket: int
    at: datetime


@dataclass(frozen=True)
class Standing:
    """Somebody's place among those with stars; whoever has as many shares it."""

    rank: int
    person: str
    tickets: Sequence[int]

    @property
    def stars(self) -> int:
        """How many."""
        return len(self.tickets)


def star_of(ticket: Ticket) -> Star | None:
    """The star that a wish has earned, if the family has confirmed it and was not dissatisfied.

    It is whose claim ran when it was called done, else who called it done. What was
    reopened begins anew; what nobody confirmed earns nothing.
    """
    if not ticket.is_wish or ticket.status is not Status.CLOSED or ticket.outcome is not Outcome.GRANTED:
        return None
    if ticket.rating is Rating.DISSATISFIED:
        return None
    claimant: str | None = None
    granter: str | None = None
    confirmed: datetime | None = None
    for entry in ticket.history:
        if entry.move == Move.CLAIM.value:
            claimant = entry.by
        elif entry.move in (Move.RELEASE.value, Move.REOPEN.value):
            claimant = granter = confirmed = None
        elif entry.move == Move.RESOLVE.value:
            granter = claimant or entry.by
        elif entry.move in (Move.CONFIRM.value, Move.RATE.value):
            granter, confirmed = granter or claimant, confirmed or entry.at
    return Star(granter, ticket.number, confirmed) if granter and confirmed else None


def standings(tickets: Iterable[Ticket], begin: datetime, end: datetime) -> list[Standing]:
    """Who has how many stars of wishes confirmed in ``begin <= t < end``, the most first."""
    found: dict[str, list[int]] = {}
    for ticket in tickets:
        star = star_of(ticket)
        if star is not None and begin <= star.at < end:
            found.setdefault(star.person, []).append(star.ticket)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [
        Standing(1 + sum(len(other) > len(mine) for other in found.values()), person, sorted(mine))
        for person, mine in ordered
    ]
