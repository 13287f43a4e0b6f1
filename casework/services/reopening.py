"""A matter that is not solved after all, or was not taken: its clocks begin anew (PRODUCT 4.5)."""

from __future__ import annotations

from datetime import datetime

from casework.deadlines import set_deadlines, wind
from casework.lifecycle import Move, advance
from casework.messages import Turn
from casework.ports import UnitOfWork
from casework.services.claiming import end_claim
from casework.services.desk import Desk
from casework.services.going_up import next_above
from casework.services.opening import attach, first_told
from casework.services.panels import propose
from casework.services.reorganising import settle_ticket
from casework.services.speaking import cause_of, tell_cadres, without_number
from casework.staff_wording import appealed, appealed_away
from casework.taxonomy import Kind, Status
from casework.ticket import Ticket
from casework.wording import SHOWN_UNFIXED, holder, reopened_for_cadre


def reopen(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """Open a settled ticket again for what a turn says, and tell whose it is. The speaker is not answered."""
    said = without_number(turn.text) or SHOWN_UNFIXED
    refused_by = ticket.cadre if ticket.status is Status.REJECTED else None
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
    words = reopened_for_cadre(ticket, said)
    if refused_by is not None and _goes_up(desk, uow, ticket, refused_by, now):
        words = appealed(desk.county, ticket, refused_by, said)
        away = appealed_away(ticket, holder(desk.county, ticket))
        tell_cadres(desk, uow, [refused_by], Kind.STATUS, away, now, ticket.number, cause=cause_of(turn))
    tell_cadres(
        desk,
        uow,
        first_told(desk, ticket),
        Kind.ASSIGN,
        words,
        now,
        ticket.number,
        urgent=ticket.urgent,
        cause=cause_of(turn),
    )
    propose(desk, uow, turn, ticket, now)


def _goes_up(desk: Desk, uow: UnitOfWork, ticket: Ticket, refused_by: str, now: datetime) -> bool:
    """What a cadre would not take is looked at by the next one up, who may give it back to him."""
    up = next_above(desk, uow, ticket, (refused_by,), now)
    if up is not None:
        ticket.cadre, ticket.basis = up, "不予受理有异议→上一级"
    return up is not None
