"""A place that is said later: kept with the ticket, and a reason to send it to another grid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casework.county import Cadre
from casework.deadlines import wind
from casework.lifecycle import Move, advance
from casework.messages import Turn
from casework.ports import UnitOfWork
from casework.routing import Route, route
from casework.services.desk import Desk
from casework.services.opening import first_told
from casework.services.speaking import cause_of, tell_cadres
from casework.services.standing_in import stand_in_on
from casework.taxonomy import Kind, Status
from casework.ticket import Ticket
from casework.wording import assignment, handed_on, holder, taken_over

_MOVABLE = frozenset({Status.TRIAGE, Status.ASSIGNED})
"""Before anybody has accepted it, a better place may still change whose it is."""


def note_place(desk: Desk, uow: UnitOfWork, ticket: Ticket, turn: Turn, now: datetime) -> bool:
    """Take the place named in a turn into a ticket that has none yet.

    Returns whether it answers the question where. Re-routes a ticket that nobody
    has accepted where the place says that it is another grid's.
    """
    places = [s.text for s in turn.reading.places]
    if not places or ticket.place is not None:
        return False
    ticket.place = places[0]
    found = _route(desk, uow, ticket, places, turn.text, now)
    if found is not None and ticket.status in _MOVABLE:
        _reassign(desk, uow, ticket, found, turn, now)
    return ticket.place_asked


def place_anew(desk: Desk, uow: UnitOfWork, ticket: Ticket, turn: Turn, now: datetime) -> Cadre | None:
    """Send a ticket to whoever has the grid of its corrected place.

    Returns the colleague who is asked to take it over, where somebody has accepted it
    already: his duty stays until then (首问负责).
    """
    place = ticket.place or ""
    found = _route(desk, uow, ticket, [place], place, now)
    if found is None:
        return None
    if ticket.status in _MOVABLE:
        _reassign(desk, uow, ticket, found, turn, now)
        return None
    ticket.grid = found.grid
    taker = desk.county.cadre(found.cadre or "")
    if taker is None or taker.id == ticket.cadre:
        return None
    reason = f"地点在{found.place or place}"
    who = holder(desk.county, ticket)
    advance(
        ticket,
        Move.TRANSFER,
        by=turn.person or "",
        now=now,
        why=f"转{taker.name} {reason}",
        cause=cause_of(turn),
    )
    ticket.pending = taker.id
    wind(ticket, desk.settings, desk.calendar)
    words = handed_on(ticket, who, reason)
    tell_cadres(
        desk, uow, [taker.id], Kind.ASSIGN, words, now, ticket.number, ticket.urgent, cause=cause_of(turn)
    )
    return taker


def _route(
    desk: Desk, uow: UnitOfWork, ticket: Ticket, places: Sequence[str], text: str, now: datetime
) -> Route | None:
    """Another grid that the place says, if its cadre may have the ticket; a private one stays where it is."""
    village = desk.county.village(ticket.village)
    if village is None or ticket.private:
        return None
    found = route(
        desk.county, village, places=places, text=text, household=None, stand_in=stand_in_on(uow, now)
    )
    other = found.grid and found.grid != ticket.grid and found.cadre not in ticket.returned_by
    return found if other else None


def _reassign(desk: Desk, uow: UnitOfWork, ticket: Ticket, found: Route, turn: Turn, now: datetime) -> None:
    before = ticket.cadre
    advance(ticket, Move.ASSIGN, by="bot", now=now, why=found.basis, cause=cause_of(turn))
    ticket.grid, ticket.cadre, ticket.basis = found.grid, found.cadre, found.basis
    ticket.pending = None
    wind(ticket, desk.settings, desk.calendar)
    if before == ticket.cadre:
        return
    told, words = first_told(desk, ticket), assignment(desk.county, ticket)
    cause = cause_of(turn)
    tell_cadres(desk, uow, told, Kind.ASSIGN, words, now, ticket.number, ticket.urgent, cause=cause)
    cadre = desk.county.cadre(ticket.cadre) if ticket.cadre else None
    moved = taken_over(ticket, cadre.name if cadre else "")
    tell_cadres(desk, uow, [before], Kind.STATUS, moved, now, ticket.number, cause=cause)
