"""A place that is said later: kept with the ticket, and a reason to send it to another grid."""

from __future__ import annotations

from datetime import datetime

from casework.deadlines import wind
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Turn
from casework.ports import UnitOfWork
from casework.routing import route
from casework.services.desk import Desk
from casework.services.intake import first_told
from casework.services.speaking import cause_of, tell_cadres
from casework.services.standing_in import stand_in_on
from casework.taxonomy import Kind, Status
from casework.ticket import Ticket
from casework.wording import assignment, taken_over

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
    village = desk.county.village(ticket.village)
    if village is not None and ticket.status in _MOVABLE and not ticket.private:
        found = route(
            desk.county,
            village,
            places=places,
            text=turn.text,
            household=None,
            stand_in=stand_in_on(uow, now),
        )
        moves = found.grid and found.grid != ticket.grid and found.cadre not in ticket.returned_by
        if moves and is_legal(ticket.status, Move.ASSIGN):
            before = ticket.cadre
            advance(ticket, Move.ASSIGN, by="bot", now=now, why=found.basis, cause=cause_of(turn))
            ticket.grid, ticket.cadre, ticket.basis = found.grid, found.cadre, found.basis
            wind(ticket, desk.settings, desk.calendar)
            if before != ticket.cadre:
                words = assignment(desk.county, ticket)
                tell_cadres(
                    desk,
                    uow,
                    first_told(desk, ticket),
                    Kind.ASSIGN,
                    words,
                    now,
                    ticket.number,
                    ticket.urgent,
                    cause=cause_of(turn),
                )
                cadre = desk.county.cadre(ticket.cadre) if ticket.cadre else None
                moved = taken_over(ticket, cadre.name if cadre else "")
                tell_cadres(desk, uow, [before], Kind.STATUS, moved, now, ticket.number, cause=cause_of(turn))
    return ticket.place_asked
