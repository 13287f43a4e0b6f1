"""When a new report is a matter that is open already (PRODUCT 1.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from casework.taxonomy import Act, Category, Status
from casework.ticket import Ticket

SHARED_SUPPLY = frozenset({Category.WATER, Category.POWER, Category.TELECOM})
"""Supplies that fail for many households at once; their reports often name no place."""

SUPPLY_WITHIN = timedelta(hours=24)
"""How far apart two unplaced reports about a shared supply still mean one failure."""

JOINABLE = frozenset({Status.TRIAGE, Status.ASSIGNED, Status.ACCEPTED, Status.CONSULTING})
"""Statuses in which a matter is in hand, so that words which could be talk are likely about it."""

EVENT_WITHIN = timedelta(hours=2)
"""How far apart two unplaced reports of one danger still mean one event."""


def same_place(one: str | None, other: str | None) -> bool:
    """Whether two place words mean one place: equal, or one holding the other."""
    if not one or not other:
        return False
    return one == other or (min(len(one), len(other)) >= 2 and (one in other or other in one))


def find_duplicate(
    candidates: Iterable[Ticket],
    *,
    act: Act,
    category: Category,
    place: str | None,
    grid: str | None,
    now: datetime,
    within: timedelta,
    proper: Callable[[str], str] = str,
) -> Ticket | None:
    """The open ticket that a new report joins, if any.

    candidates: tickets of the same village and category. The same matter has the
    same place; reports about a shared supply that name no place, or no other
    place, are one failure within a day, and calls for help one event within two
    hours. Wishes and enquiries are each their own, and danger never joins a ticket
    that nobody is called for. What was called done and is reported again is not done:
    it is found as well.
    proper: gives place words with every alias replaced by the proper name.
    """
    if act not in (Act.REQUEST, Act.EMERGENCY):
        return None
    for ticket in sorted(candidates, key=lambda t: -t.number):
        if not ticket.is_open or ticket.private or ticket.act not in (Act.REQUEST, Act.EMERGENCY):
            continue
        if ticket.category is not category or now - ticket.opened_at > within:
            continue
        if act is Act.EMERGENCY and ticket.act is not Act.EMERGENCY:
            continue
        if same_place(place and proper(place), ticket.place and proper(ticket.place)):
            return ticket
        unplaced = place is None or ticket.place is None
        one_grid = grid is None or ticket.grid is None or grid == ticket.grid
        if unplaced and one_grid and now - ticket.opened_at <= _unplaced_within(act, category):
            return ticket
    return None


def _unplaced_within(act: Act, category: Category) -> timedelta:
    """How far apart two reports may be that do not say where, and still be one matter."""
    supply = SUPPLY_WITHIN if category in SHARED_SUPPLY else timedelta(-1)
    return max(supply, EVENT_WITHIN) if act is Act.EMERGENCY else supply
