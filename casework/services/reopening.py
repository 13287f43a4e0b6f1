"""A matter that is not solved after all: its clocks begin anew (PRODUCT 4.5)."""

from __future__ import annotations

from datetime import datetime

from casework.deadlines import set_deadlines, wind
from casework.lifecycle import Move, advance
from casework.messages import Turn
from casework.ports import UnitOfWork
from casework.services.claiming import end_claim
from casework.services.desk import Desk
from casework.services.opening import attach, first_told
from casework.services.panels import propose
from casework.services.reorganising import settle_ticket
from casework.services.speaking import cause_of, tell_cadres
from casework.taxonomy import Kind
from casework.ticket import Ticket
from casework.wording import SHOWN_UNFIXED, reopened_for_cadre


def reopen(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """Open a settled ticket again for what a turn says, and tell whose it is. The speaker is not answered."""
    said = turn.text or SHOWN_UNFIXED
    advance(ticket, Move.REOPEN, by=turn.speaker.key, now=now, why=said, cause=cause_of(turn))
    ticket.reopened += 1
    end_claim(desk, uow, ticket, now, cause_of(turn))
    ticket.outcome, ticket.rating, ticket.rated_at, ticket.rated_by = None, None, None, None
    ticket.resolved_at, ticket.closed_at, ticket.accepted_at = None, None, None
    ticket.extended = False
    attach(ticket, turn)
    settle_ticket(desk, uow, ticket, now)
    set_deadlines(ticket, now, desk.settings, desk.calendar)
    wind(ticket, desk.settings, desk.calendar)
    turn.tickets = (ticket.number,)
    tell_cadres(
        desk,
        uow,
        first_told(desk, ticket),
        Kind.ASSIGN,
        reopened_for_cadre(ticket, said),
        now,
        ticket.number,
        urgent=ticket.urgent,
        cause=cause_of(turn),
    )
    propose(desk, uow, turn, ticket, now)
