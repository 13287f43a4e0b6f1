"""What a cadre puts right: category, place, and what was no report at all (PRODUCT 2, 4)."""

from __future__ import annotations

from datetime import datetime

from casework.deadlines import due_after, reset_due, wind
from casework.errors import IllegalMove
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Turn
from casework.ports import UnitOfWork
from casework.services.claiming import end_claim
from casework.services.co_handling import departments_of, inform_departments, release_departments
from casework.services.correcting import note_correction
from casework.services.desk import Desk
from casework.services.pending import ask_for_words
from casework.services.placing import place_anew
from casework.services.speaking import cause_of, reply_privately
from casework.taxonomy import Act, Category, Kind, category_like
from casework.ticket import Ticket
from casework.wording import holder


def recategorise(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """#12 类别 供水: another time to solve it, and other departments to help."""
    name = turn.reading.argument.strip()
    category = category_like(name)
    if category is None:
        known = "、".join(c.label for c in Category)
        text = desk.phrases("unknown_category", name=name, known=known)
        reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number)
        return
    _check(ticket)
    why = f"类别：{ticket.category.label}→{category.label}"
    note_correction(desk, uow, ticket, turn.person or "", ticket.act, category, now)
    advance(ticket, Move.CORRECT, by=turn.person or "", now=now, why=why, cause=cause_of(turn))
    ticket.category = category
    if not (ticket.extended or ticket.urgent or _has_agreed_day(ticket)):
        days = desk.settings.workdays_for(ticket.act, category)
        reset_due(ticket, due_after(ticket.clock_from, days, desk.calendar), now)
    wind(ticket, desk.settings, desk.calendar)
    _change_departments(desk, uow, turn, ticket, now)
    text = desk.phrases("corrected", tag=ticket.tag, category=category.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def _has_agreed_day(ticket: Ticket) -> bool:
    """Whether the present due date was set by a panel."""
    return any(e.move == Move.DECIDE.value and e.at >= ticket.clock_from for e in ticket.history)


def _change_departments(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """Those of the right category are asked to help, the others are told that they needn't."""
    before, ticket.departments = ticket.departments, departments_of(desk, ticket)
    more = [d for d in ticket.departments if d not in before]
    inform_departments(desk, uow, ticket, now, more, cause_of(turn))
    gone = [d for d in before if d not in ticket.departments]
    release_departments(desk, uow, ticket, now, cause_of(turn), names=gone)


def relocate(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """#12 地点 老樟树: to whoever's grid it is, unless somebody has accepted it; he hands it on."""
    words = turn.reading.argument.strip()
    if not words:
        ask_for_words(uow, turn, ticket, desk.phrases("ask_place_of", tag=ticket.tag), now)
        return
    _check(ticket)
    why = f"地点：{ticket.place}→{words}" if ticket.place else f"地点：{words}"
    advance(ticket, Move.CORRECT, by=turn.person or "", now=now, why=why, cause=cause_of(turn))
    ticket.place = words
    taker = place_anew(desk, uow, ticket, turn, now)
    key = "relocated_pending" if taker else "relocated"
    name = taker.name if taker else holder(desk.county, ticket)
    text = desk.phrases(key, tag=ticket.tag, place=words, holder=name)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def not_a_request(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """#12 不是诉求: the bot heard wrongly; the ticket is taken back and the group told nothing."""
    note_correction(desk, uow, ticket, turn.person or "", Act.CHAT, None, now)
    why = "干部更正：不是诉求"
    advance(ticket, Move.WITHDRAW, by=turn.person or "", now=now, why=why, cause=cause_of(turn))
    ticket.closed_at = now
    end_claim(desk, uow, ticket, now, cause_of(turn))
    release_departments(desk, uow, ticket, now, cause_of(turn))
    wind(ticket, desk.settings, desk.calendar)
    text = desk.phrases("done", tag=ticket.tag, move=Move.WITHDRAW.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def _check(ticket: Ticket) -> None:
    if not is_legal(ticket.status, Move.CORRECT):
        raise IllegalMove(ticket.number, ticket.status, Move.CORRECT)
