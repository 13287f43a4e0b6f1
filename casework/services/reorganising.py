"""After a change of the roster: no open ticket stays with somebody who is gone, or in a grid that is no more.

Who was responsible then stays in the history; deadlines stay as they are. One look
finds the tickets that are not in order; each of those has a transaction of its own,
so that doing it again, after a crash or in another process, changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from casework.county import County
from casework.deadlines import wind
from casework.lifecycle import Move, advance, is_legal
from casework.ports import TicketQuery, UnitOfWork
from casework.routing import Route, StandIn
from casework.services.desk import Desk
from casework.services.rehoming import Home, heir_of, home_of, may_stay
from casework.services.speaking import tell_cadres
from casework.services.standing_in import leaves, note_leave, stand_in_on
from casework.staff_wording import deputy_gone, reassigned, reassigned_away, transfer_dropped
from casework.succession import NOTHING, Change, change_between, standing_from, standing_of
from casework.taxonomy import OPEN, Kind, Status
from casework.ticket import Ticket, Voice
from casework.wording import holder

BELL = "roster"
"""What rang where a notice was caused by a new roster."""

_DONE = "reorganised"
"""Key of the roster's version after which everything was put in order."""

_BEFORE = "standing"
"""Key of what is remembered of that version."""

_LATER = timedelta(days=400)
"""No notice waits longer."""


def reorganise(desk: Desk, version: int, now: datetime) -> None:
    """Put every ticket in order for a version of the roster, once."""
    with desk.works.looking() as uow:
        if is_in_order(uow, version):
            return
        standing = standing_of(desk.county)
        change = change_between(standing_from(uow.memory.get(_BEFORE)), standing)
        stand_in = stand_in_on(uow, now)
        found = list(uow.tickets.find(TicketQuery(statuses=OPEN)))
        if change.groups:
            # What is closed can be reopened by those who raised it, whom the group's name tells.
            since = now - desk.settings.reopen_within
            found += uow.tickets.find(TicketQuery(statuses=frozenset({Status.CLOSED}), touched_from=since))
        upset = [t.number for t in found if not _is_settled(desk.county, t, change, stand_in)]
    for number in upset:
        with desk.works() as uow:
            ticket = uow.tickets.get(number)
            if ticket is None:
                continue
            changed = _settle_voices(desk.county, ticket, change, now)
            if ticket.is_open:
                changed = settle_ticket(desk, uow, ticket, now, change) or changed
            if changed:
                uow.commit()
    with desk.works() as uow:
        _settle_leaves(desk, uow, now)
        _settle_groups(uow, change, now)
        uow.memory.put(_BEFORE, standing.dumps())
        uow.memory.put(_DONE, str(version))
        uow.commit()


def is_in_order(uow: UnitOfWork, version: int) -> bool:
    """Whether that has been done for a version of the roster."""
    return uow.memory.get(_DONE) == str(version)


def _is_settled(county: County, ticket: Ticket, change: Change, stand_in: StandIn) -> bool:
    if ticket.group in change.groups or any(_is_changed(county, voice, change) for voice in ticket.voices):
        return False
    if not ticket.is_open:
        return True
    known = ticket.pending is None or county.cadre(ticket.pending) is not None
    return known and home_of(county, ticket, change).why == "" and may_stay(county, ticket, stand_in)


def settle_ticket(
    desk: Desk, uow: UnitOfWork, ticket: Ticket, now: datetime, change: Change = NOTHING
) -> bool:
    """Hand a ticket on if its cadre or its grid is gone by the present roster; whether anything changed."""
    changed = _settle_pending(desk, uow, ticket, now)
    place = home_of(desk.county, ticket, change)
    stand_in = stand_in_on(uow, now)
    if place.why == "" and may_stay(desk.county, ticket, stand_in):
        return changed
    _hand_on(desk, uow, ticket, place, heir_of(desk.county, ticket, place, stand_in), now)
    return True


def _settle_pending(desk: Desk, uow: UnitOfWork, ticket: Ticket, now: datetime) -> bool:
    """A transfer to somebody who is gone is off."""
    gone = ticket.pending
    if gone is None or desk.county.cadre(gone) is not None:
        return False
    ticket.pending = None
    advance(ticket, Move.CORRECT, by="bot", now=now, why=f"转办取消（{gone}已不在花名册）")
    wind(ticket, desk.settings, desk.calendar)
    tell_cadres(
        desk, uow, [ticket.cadre], Kind.STATUS, transfer_dropped(ticket, gone), now, ticket.number, bell=BELL
    )
    return True


def _is_changed(county: County, voice: Voice, change: Change) -> bool:
    return voice.group in change.groups or _is_gone(county, voice)


def _is_gone(county: County, voice: Voice) -> bool:
    """Whether somebody who spoke in a group is no longer in the roster."""
    return voice.group is not None and voice.person is not None and county.person(voice.person) is None


def _settle_voices(county: County, ticket: Ticket, change: Change, now: datetime) -> bool:
    """Those who raised it stay known: by the group's new name, and by their own where the key is gone."""
    changed = ticket.group in change.groups
    ticket.group = change.groups.get(ticket.group or "", ticket.group)
    for voice in ticket.voices:
        renamed = change.groups.get(voice.group or "")
        if renamed:
            voice.group, changed = renamed, True
        if _is_gone(county, voice):
            move = Move.CORRECT if ticket.is_open else Move.ADD
            why = f"{voice.person}已不在花名册（{voice.name}按显示名认）"
            advance(ticket, move, by="bot", now=now, why=why)
            voice.person, changed = None, True
    return changed


def _hand_on(desk: Desk, uow: UnitOfWork, ticket: Ticket, place: Home, found: Route, now: datetime) -> None:
    former = ticket.cadre
    gone = former is not None and desk.county.cadre(former) is None
    why = place.why or (f"{former}已不在花名册" if gone else f"{former}不再负责此网格")
    ticket.cadre, ticket.grid, ticket.basis = found.cadre, found.grid, f"花名册调整（{why}）{found.basis}"
    if place.village is not None:
        ticket.village, ticket.township = place.village.key, place.village.township
    _move(ticket, found.status, now)
    wind(ticket, desk.settings, desk.calendar)
    if former == found.cadre:
        return
    tell_cadres(
        desk,
        uow,
        [found.cadre],
        Kind.ASSIGN,
        reassigned(desk.county, ticket, why),
        now,
        ticket.number,
        ticket.urgent,
        bell=BELL,
    )
    away = reassigned_away(ticket, holder(desk.county, ticket))
    tell_cadres(desk, uow, [former], Kind.STATUS, away, now, ticket.number, bell=BELL)


def _move(ticket: Ticket, status: Status, now: datetime) -> None:
    """Write it into the history. Whoever takes over what was accepted need not accept it again."""
    before = ticket.status
    if status is Status.TRIAGE and before is not Status.TRIAGE and is_legal(before, Move.RETURN):
        move = Move.RETURN
        ticket.accepted_at = None
    elif status is Status.ASSIGNED and before in (Status.TRIAGE, Status.ASSIGNED):
        move = Move.ASSIGN
    else:
        move = Move.CORRECT
    advance(ticket, move, by="bot", now=now, why=ticket.basis)


def _settle_leaves(desk: Desk, uow: UnitOfWork, now: datetime) -> None:
    """A deputy who is gone stands in for nobody; whoever is away is told."""
    for away, leave in leaves(uow).items():
        if desk.county.cadre(away) is None:
            note_leave(uow, away, None)
        elif desk.county.cadre(leave.deputy) is None:
            note_leave(uow, away, None)
            tell_cadres(desk, uow, [away], Kind.ASK, deputy_gone(leave.deputy), now, bell=BELL)


def _settle_groups(uow: UnitOfWork, change: Change, now: datetime) -> None:
    """What was to be said in a group, and whether it is silent, goes by its new name."""
    for old, new in change.groups.items():
        silent = uow.memory.get(f"silent:{old}")
        if silent is not None:
            uow.memory.put(f"silent:{new}", silent)
            uow.memory.put(f"silent:{old}", None)
    for notice in uow.outbox.pending(now + _LATER) if change.groups else ():
        notice.group = change.groups.get(notice.group or "", notice.group)
