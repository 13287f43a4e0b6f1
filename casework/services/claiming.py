"""认领: who grants a wish, for how long, and what becomes of it then (PRODUCT 5).

The first one wins: a claim is a move of the ticket, and of two transactions that make
it at once one begins again and finds it made (`casework.services.again`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from casework.county import County, Purpose
from casework.deadlines import wind
from casework.deeds import Deed
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Turn
from casework.people import household_of
from casework.permissions import may
from casework.ports import TicketQuery, UnitOfWork
from casework.services.desk import Desk
from casework.services.finding import named
from casework.services.publishing import fall_to_cadre, give_time, offer, volunteer_groups
from casework.services.refusing import asking_of, refuse
from casework.services.speaking import cause_of, reply, tell_cadres, tell_voices
from casework.taxonomy import Channel, Kind, Status
from casework.ticket import Ticket
from casework.wish_wording import (
    claim_ended,
    claim_hint,
    claim_lapsed,
    claimed,
    claimed_for_cadre,
    released_for_cadre,
)
from casework.wording import holder, moment

MOST_RELEASES = 3
"""So many claims that came to nothing, and a wish is offered no more: it is the cadre's."""

VOLUNTEER_WITHIN = timedelta(days=180)
"""Whoever has spoken in a volunteers' group within this time may claim in private as well."""

_WAITING = frozenset({Status.TRIAGE, Status.ASSIGNED})


def claim(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """认领 #12, by a verified volunteer or cadre: the first one has it, the others are told who."""
    ticket = named(uow, turn) or _only_one(desk, uow, turn)
    if ticket is None:
        reply(uow, turn, Kind.REFUSE, desk.phrases("claim_which"), now)
        return
    volunteer = _is_volunteer(desk, uow, turn, ticket, now)
    asking = replace(asking_of(desk, uow, turn, now, ticket), volunteer=volunteer)
    if not may(Deed.CLAIM, asking):
        refuse(desk, uow, turn, Deed.CLAIM, turn.text, now, ticket)
        key = "claim_elsewhere" if turn.person else "claim_unverified"
        reply(uow, turn, Kind.REFUSE, desk.phrases(key, tag=ticket.tag), now, ticket.number)
        return
    turn.tickets = (ticket.number,)
    obstacle = _obstacle(desk, turn, ticket)
    if obstacle:
        reply(uow, turn, Kind.REFUSE, obstacle, now, ticket.number)
    else:
        _claim(desk, uow, turn, ticket, turn.person or "", now)


def _only_one(desk: Desk, uow: UnitOfWork, turn: Turn) -> Ticket | None:
    """The only wish that waits for a volunteer where the speaker is."""
    here = desk.county.group(turn.group) if turn.group else None
    cadre = desk.county.cadre(turn.person or "")
    township = here.township if here else cadre.township if cadre else None
    if township is None:
        return None
    found = uow.tickets.find(TicketQuery(statuses=_WAITING, township=township, channel=Channel.WISH))
    waiting = [t for t in found if t.is_offered]
    if here and here.purpose is Purpose.VOLUNTEERS:
        waiting = [t for t in waiting if here in volunteer_groups(desk.county, t)]
    return waiting[0] if len(waiting) == 1 else None


def _is_volunteer(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> bool:
    """Whether somebody speaks in a volunteers' group of the wish, or has done so, being in private now."""
    groups = [g.name for g in volunteer_groups(desk.county, ticket)]
    if turn.group is not None or turn.person is None:
        return turn.group in groups
    return any(uow.inbox.said(group, now - VOLUNTEER_WITHIN, turn.speaker) for group in groups)


def _obstacle(desk: Desk, turn: Turn, ticket: Ticket) -> str | None:
    """Why a wish cannot be claimed, in words; None where it can."""
    if ticket.claimed_by is not None and ticket.status is Status.ACCEPTED:
        if ticket.claimed_by == turn.person:
            return desk.phrases("claim_yours", tag=ticket.tag)
        when = next(e.at for e in reversed(ticket.history) if e.move == Move.CLAIM.value)
        who = name_of(desk.county, ticket.claimed_by)
        return desk.phrases("claim_taken", tag=ticket.tag, name=who, at=moment(when))
    if ticket.status is Status.ACCEPTED:
        return desk.phrases("claim_handled", tag=ticket.tag, holder=holder(desk.county, ticket))
    if not is_legal(ticket.status, Move.CLAIM):
        return desk.phrases("claim_over", tag=ticket.tag, status=ticket.status.label)
    home = household_of(desk.county, turn.speaker)
    if any(v.person == turn.person or (home and v.household == home) for v in ticket.voices):
        return desk.phrases("claim_own", tag=ticket.tag)
    return None


def _claim(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, person: str, now: datetime) -> None:
    cause, who = cause_of(turn), name_of(desk.county, person)
    advance(ticket, Move.CLAIM, by=person, now=now, why=who, cause=cause)
    ticket.claimed_by, ticket.claim_until = person, now + desk.settings.claim_within
    ticket.accepted_at, ticket.accept_by, ticket.pending = now, None, None
    give_time(desk, ticket, now)
    until = moment(ticket.claim_until)
    text = desk.phrases("claimed", tag=ticket.tag, name=who, until=until)
    reply(uow, turn, Kind.STATUS, text, now, ticket.number)
    hint = claim_hint(desk.county, ticket, until)
    tell_cadres(desk, uow, [person], Kind.ASSIGN, hint, now, ticket.number, cause=cause)
    tell_voices(desk, uow, ticket, Kind.STATUS, claimed(ticket, who), now, cause)
    if ticket.cadre != person:
        words = claimed_for_cadre(ticket, who, _phone(desk.county, person))
        tell_cadres(desk, uow, [ticket.cadre], Kind.STATUS, words, now, ticket.number, cause=cause)


def name_of(county: County, person: str) -> str:
    """What a verified person is called."""
    info = county.person(person)
    return info.name if info else person


def _phone(county: County, person: str) -> str:
    info = county.person(person)
    known = info.cadre or info.household if info else None
    return known.phone if known else ""


def give_up(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """放弃认领, or 未能解决 from the volunteer: the wish is free again."""
    text = desk.phrases("claim_released", tag=ticket.tag)
    reply(uow, turn, Kind.STATUS, text, now, ticket.number)
    let_go(desk, uow, ticket, now, turn.person or "", turn.text, cause=cause_of(turn))


def lapse_claim(desk: Desk, uow: UnitOfWork, ticket: Ticket, now: datetime, bell: str) -> None:
    """Three days without a word: the volunteer is told, the wish is free again."""
    whom = [ticket.claimed_by]
    words = claim_lapsed(ticket)
    tell_cadres(desk, uow, whom, Kind.STATUS, words, now, ticket.number, once=bell, bell=bell)
    let_go(desk, uow, ticket, now, "bot", "多日没有消息", bell=bell)


def let_go(
    desk: Desk,
    uow: UnitOfWork,
    ticket: Ticket,
    now: datetime,
    by: str,
    why: str,
    cause: int | None = None,
    bell: str | None = None,
) -> None:
    """End a claim: offered again, or the cadre's where that has been tried often enough."""
    who = name_of(desk.county, ticket.claimed_by or "")
    advance(ticket, Move.RELEASE, by=by, now=now, why=why, cause=cause)
    forget_claim(ticket)
    ticket.accepted_at = None
    tried = sum(e.move == Move.RELEASE.value and e.at >= ticket.clock_from for e in ticket.history)
    again = tried < MOST_RELEASES and offer(desk, uow, ticket, now, cause=cause, bell=bell)
    words = released_for_cadre(ticket, who, again)
    tell_cadres(desk, uow, [ticket.cadre], Kind.STATUS, words, now, ticket.number, cause=cause, bell=bell)
    if not again:
        fall_to_cadre(desk, uow, ticket, now, bell)


def end_claim(desk: Desk, uow: UnitOfWork, ticket: Ticket, now: datetime, cause: int | None) -> None:
    """Tell the volunteer that the wish is no longer his to grant: taken back, merged, reopened."""
    if ticket.claimed_by is None:
        return
    words = claim_ended(ticket)
    tell_cadres(desk, uow, [ticket.claimed_by], Kind.STATUS, words, now, ticket.number, cause=cause)
    forget_claim(ticket)


def hear_from(desk: Desk, ticket: Ticket, person: str | None, now: datetime) -> None:
    """A word of the volunteer's gives him his time anew."""
    if person is None or ticket.claimed_by != person or ticket.status is not Status.ACCEPTED:
        return
    ticket.claim_until = now + desk.settings.claim_within
    ticket.rung = tuple(n for n in ticket.rung if n not in ("claim_word", "release"))
    wind(ticket, desk.settings, desk.calendar)


def forget_claim(ticket: Ticket) -> None:
    """Nobody has it any more; who had it stays in the history."""
    ticket.claimed_by = ticket.claim_until = None
    ticket.rung = tuple(n for n in ticket.rung if n not in ("claim_word", "release"))
