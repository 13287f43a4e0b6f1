"""退回: what a cadre gives back goes up and never round; what he was only offered stays (PRODUCT 4.3)."""

from __future__ import annotations

from datetime import datetime

from casework.clock import local_day
from casework.deadlines import add_workdays, restart_acceptance, wind
from casework.errors import IllegalMove
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Turn
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.services.going_up import next_above
from casework.services.pending import ask_for_words
from casework.services.settling import TAKEN
from casework.services.speaking import cause_of, reply_privately, tell_cadres
from casework.services.standing_in import absent_for
from casework.taxonomy import Kind
from casework.ticket import Ticket
from casework.wording import declined, holder, returned

_GIVES = frozenset({Move.ASSIGN.value, Move.RETURN.value, Move.DECIDE.value, Move.REOPEN.value})
"""Moves by which a ticket comes to its holder; a transfer is another, from the moment it was offered."""


def give_back(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """退回 with a reason, early: it goes up, and never again to one who returned it."""
    asked = _asked_of(desk, uow, turn, ticket, now)
    if asked is not None:
        _decline(desk, uow, turn, ticket, asked, now)
        return
    if not is_legal(ticket.status, Move.RETURN):
        raise IllegalMove(ticket.number, ticket.status, Move.RETURN)
    reason = turn.reading.argument.strip()
    if not reason:
        ask_for_words(uow, turn, ticket, desk.phrases("ask_reason", tag=ticket.tag, move="退回"), now)
        return
    limit = add_workdays(local_day(_came(ticket)), desk.settings.return_workdays, desk.calendar)
    if local_day(now) > limit:
        text = desk.phrases("return_too_late", tag=ticket.tag, days=desk.settings.return_workdays)
        reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number)
        return
    who = holder(desk.county, ticket)
    gone = (*ticket.returned_by, turn.person or "")
    up = next_above(desk, uow, ticket, gone, now)
    if up is None:
        text = desk.phrases("nobody_above", tag=ticket.tag)
        reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number)
        return
    advance(ticket, Move.RETURN, by=turn.person or "", now=now, why=reason, cause=cause_of(turn))
    ticket.returned_by, ticket.pending, ticket.accepted_at = gone, None, None
    ticket.cadre, ticket.basis = up, f"{who}退回→上一级"
    restart_acceptance(ticket, now, desk.settings)
    wind(ticket, desk.settings, desk.calendar)
    words = returned(ticket, who, reason)
    tell_cadres(
        desk, uow, [ticket.cadre], Kind.ASSIGN, words, now, ticket.number, ticket.urgent, cause=cause_of(turn)
    )
    text = desk.phrases("done", tag=ticket.tag, move=Move.RETURN.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def _came(ticket: Ticket) -> datetime:
    """When its holder got it: by assignment, return, a panel, reopening, or by taking it over."""
    for entry in reversed(ticket.history):
        offered = entry.move == Move.TRANSFER.value and entry.by != ticket.cadre
        if entry.move in _GIVES or offered or entry.why == TAKEN:
            return entry.at
    return ticket.clock_from


def _asked_of(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> str | None:
    """Whom it was handed to without having accepted yet, if that is the speaker or whom he stands in for."""
    asked = ticket.pending
    acting = (turn.person, *absent_for(uow, turn.person or "", now))
    return asked if asked is not None and asked in acting and ticket.cadre not in acting else None


def _decline(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, asked: str, now: datetime) -> None:
    """What somebody does not take over stays with its holder, and is not offered to him again."""
    reason = turn.reading.argument.strip()
    if not reason:
        ask_for_words(uow, turn, ticket, desk.phrases("ask_reason", tag=ticket.tag, move="退回"), now)
        return
    colleague = desk.county.cadre(asked)
    name = colleague.name if colleague else asked
    why = f"{name}不接手：{reason}"
    advance(ticket, Move.TRANSFER, by=turn.person or "", now=now, why=why, cause=cause_of(turn))
    ticket.pending, ticket.returned_by = None, (*ticket.returned_by, asked)
    wind(ticket, desk.settings, desk.calendar)
    words = declined(ticket, name, reason)
    tell_cadres(
        desk, uow, [ticket.cadre], Kind.STATUS, words, now, ticket.number, ticket.urgent, cause=cause_of(turn)
    )
    text = desk.phrases("done", tag=ticket.tag, move=Move.RETURN.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)
