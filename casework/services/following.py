"""What villagers say of how their matters end (PRODUCT 4.5–4.8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from casework.deadlines import wind
from casework.deeds import Deed
from casework.errors import UnknownTicket
from casework.lifecycle import Move, advance
from casework.messages import Turn
from casework.permissions import may
from casework.ports import UnitOfWork
from casework.reading import Issue, Span
from casework.services.claiming import end_claim
from casework.services.co_handling import release_departments
from casework.services.desk import Desk
from casework.services.finding import best, named, own
from casework.services.granting import ended_as, thank
from casework.services.intake import register_turn
from casework.services.opening import attach
from casework.services.refusing import asking_of, refuse
from casework.services.reopening import reopen
from casework.services.speaking import cause_of, reply, tell_cadres
from casework.services.turning import take_turn
from casework.taxonomy import OPEN, Act, Kind, Rating, Status
from casework.ticket import Ticket
from casework.wording import (
    added,
    closed_for_cadre,
    holder,
    moment,
    rating_for_cadre,
    withdrawn_for_cadre,
)

Follow = Callable[[Desk, UnitOfWork, Turn, datetime], None]

_WORKING = OPEN - {Status.RESOLVED}
_SETTLED = frozenset({Status.RESOLVED, Status.CLOSED})


def follow(desk: Desk, turn_id: int, now: datetime, step: Follow) -> None:
    """Run one of the steps below on a turn, in one transaction; a turn that is done is left alone."""
    take_turn(desk, turn_id, now, partial(_follow, step))


def _follow(step: Follow, desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    try:
        step(desk, uow, turn, now)
    except UnknownTicket as error:
        text = desk.phrases("no_such_ticket", tag=f"#{error.number}")
        reply(uow, turn, Kind.REFUSE, text, now)


def confirm_fixed(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """水好了: the one who raised it says that it is solved."""
    ticket = _own_target(desk, uow, turn, OPEN, now)
    if ticket is None:
        return
    resolved = ticket.status is Status.RESOLVED
    _close(desk, uow, turn, ticket, now)
    text = desk.phrases("closed_unrated" if resolved else "closed", tag=ticket.tag)
    reply(uow, turn, Kind.STATUS, text, now, ticket.number)


def _close(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    advance(ticket, Move.CONFIRM, by=turn.speaker.key, now=now, why=turn.text, cause=cause_of(turn))
    ticket.closed_at = now
    ticket.outcome = ticket.outcome or ended_as(ticket)
    thank(desk, uow, ticket, now, cause_of(turn))
    turn.tickets = (ticket.number,)
    wind(ticket, desk.settings, desk.calendar)
    words = closed_for_cadre(ticket)
    tell_cadres(desk, uow, [ticket.cadre], Kind.STATUS, words, now, ticket.number, cause=cause_of(turn))


def _own_target(
    desk: Desk, uow: UnitOfWork, turn: Turn, statuses: frozenset[Status], now: datetime
) -> Ticket | None:
    """The speaker's own ticket that he means; a resolved one before a merely open one."""
    ticket = named(uow, turn)
    if ticket is not None:
        allowed = ticket.status in statuses and _allowed(desk, uow, turn, Deed.CONFIRM, ticket, now)
        return ticket if allowed else None
    mine = own(desk, uow, turn, statuses)
    waiting = [t for t in mine if t.status is Status.RESOLVED]
    if waiting:
        return best(waiting, turn)
    if turn.reading.category is not None:
        # 水好了 closes no street lamp.
        mine = [t for t in mine if t.category is turn.reading.category]
    return best(mine, turn)


def _allowed(desk: Desk, uow: UnitOfWork, turn: Turn, deed: Deed, ticket: Ticket, now: datetime) -> bool:
    """Whether the speaker may do it to this ticket. A stranger's word gets silence, and is written down."""
    allowed = may(deed, asking_of(desk, uow, turn, now, ticket))
    if not allowed:
        refuse(desk, uow, turn, deed, turn.text, now, ticket)
    return allowed


def dispute(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """没解决: reopens what was settled; while it is open it hurries the cadre; else it is a new matter."""
    ticket = named(uow, turn)
    if ticket is not None and not _allowed(desk, uow, turn, Deed.DISPUTE, ticket, now):
        return
    mine = [ticket] if ticket else own(desk, uow, turn, RECENT_DISPUTABLE)
    fresh = [t for t in mine if t.closed_at is None or now - t.closed_at <= desk.settings.reopen_within]
    settled = [t for t in fresh if t.status in _REOPENABLE]
    target = best(settled, turn) or best([t for t in fresh if t.status in _WORKING], turn)
    if target is not None:
        if target.status in _REOPENABLE:
            _reopen(desk, uow, turn, target, now)
        else:
            _hurry(desk, uow, turn, target, now)
    elif turn.reading.category is not None and turn.village and ticket is None:
        register_turn(desk, uow, turn, now, act=Act.REQUEST)
    else:
        _begin_anew(desk, uow, turn, mine, now)


def _begin_anew(desk: Desk, uow: UnitOfWork, turn: Turn, mine: list[Ticket], now: datetime) -> None:
    """Too late to reopen, but a matter that is back is not lost."""
    since = now - desk.settings.status_lookback
    closed = [t for t in mine if t.status is Status.CLOSED and t.closed_at and t.closed_at >= since]
    ticket = mine[0] if len(mine) == 1 and mine[0].status is Status.CLOSED else best(closed, turn)
    if ticket is not None:
        where = (Span(ticket.place, 0, len(ticket.place)),) if ticket.place else ()
        again = Issue(ticket.category, ticket.text, where)
        register_turn(desk, uow, turn, now, act=Act.REQUEST, issues=[again])


_REOPENABLE = _SETTLED | {Status.REJECTED}
RECENT_DISPUTABLE = _WORKING | _REOPENABLE


def _reopen(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    reopen(desk, uow, turn, ticket, now)
    due = moment(ticket.due) if ticket.due else ""
    text = desk.phrases("reopened", tag=ticket.tag, holder=holder(desk.county, ticket), due=due)
    reply(uow, turn, Kind.STATUS, text, now, ticket.number)


def _hurry(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    advance(ticket, Move.ADD, by=turn.speaker.key, now=now, why=turn.text, cause=cause_of(turn))
    attach(ticket, turn)
    turn.tickets = (ticket.number,)
    words = added(ticket, turn.name, turn.text)
    tell_cadres(desk, uow, [ticket.cadre], Kind.REMIND, words, now, ticket.number, cause=cause_of(turn))
    text = desk.phrases("noted_unfixed", tag=ticket.tag, holder=holder(desk.county, ticket))
    reply(uow, turn, Kind.STATUS, text, now, ticket.number)


def rate(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """满意, 基本满意, 不满意: closes what waits for a verdict; for a day it may be changed."""
    rating = turn.reading.rating
    ticket = named(uow, turn) or _waiting_for_verdict(desk, uow, turn, now)
    if rating is None or ticket is None or ticket.status not in _SETTLED:
        return
    if not _allowed(desk, uow, turn, Deed.RATE, ticket, now):
        return
    first = ticket.rated_at or now
    if now - first > desk.settings.change_rating_within:
        return
    was_open = ticket.status is Status.RESOLVED
    advance(ticket, Move.RATE, by=turn.speaker.key, now=now, why=rating.label, cause=cause_of(turn))
    ticket.rating, ticket.rated_by, ticket.rated_at = rating, turn.speaker.key, first
    if was_open:
        ticket.closed_at = now
        ticket.outcome = ticket.outcome or ended_as(ticket)
        thank(desk, uow, ticket, now, cause_of(turn))
    attach(ticket, turn)
    turn.tickets = (ticket.number,)
    wind(ticket, desk.settings, desk.calendar)
    words = closed_for_cadre(ticket) if was_open else rating_for_cadre(ticket, rating)
    tell_cadres(desk, uow, [ticket.cadre], Kind.STATUS, words, now, ticket.number, cause=cause_of(turn))
    key = "rated_badly" if rating is Rating.DISSATISFIED else "rated"
    kind = Kind.ASK if rating is Rating.DISSATISFIED else Kind.STATUS
    reply(uow, turn, kind, desk.phrases(key, tag=ticket.tag, rating=rating.label), now, ticket.number)


def _waiting_for_verdict(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> Ticket | None:
    mine = own(desk, uow, turn, _SETTLED)
    waiting = [t for t in mine if t.status is Status.RESOLVED]
    recent = [
        t
        for t in mine
        if t.status is Status.CLOSED
        and now - (t.rated_at or t.closed_at or t.opened_at) <= desk.settings.change_rating_within
    ]
    return best(waiting or recent, turn)


def withdraw(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """不用了: the reporter takes it back; with co-reporters it stays theirs."""
    ticket = named(uow, turn) or best(own(desk, uow, turn, _WORKING), turn)
    if ticket is None or ticket.status not in _WORKING:
        return
    if not _allowed(desk, uow, turn, Deed.WITHDRAW, ticket, now):
        return
    turn.tickets = (ticket.number,)
    if ticket.co_reporters:
        advance(
            ticket, Move.ADD, by=turn.speaker.key, now=now, why=f"撤回：{turn.text}", cause=cause_of(turn)
        )
        text = desk.phrases("withdrawn_alone", tag=ticket.tag, count=ticket.households - 1)
        reply(uow, turn, Kind.STATUS, text, now, ticket.number)
        return
    advance(ticket, Move.WITHDRAW, by=turn.speaker.key, now=now, why=turn.text, cause=cause_of(turn))
    ticket.closed_at = now
    end_claim(desk, uow, ticket, now, cause_of(turn))
    release_departments(desk, uow, ticket, now, cause_of(turn))
    wind(ticket, desk.settings, desk.calendar)
    words = withdrawn_for_cadre(ticket)
    tell_cadres(desk, uow, [ticket.cadre], Kind.STATUS, words, now, ticket.number, cause=cause_of(turn))
    reply(uow, turn, Kind.STATUS, desk.phrases("withdrawn", tag=ticket.tag), now, ticket.number)
