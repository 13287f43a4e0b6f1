"""What is due: reminders, escalation, emergency calls, verdicts that never came (PRODUCT 1.9, 4.4, 4.5).

A bell only says that it is time to look. What is due is read from the tickets,
and every notice has a key of its own, so that nothing is told twice across
restarts.
"""

from __future__ import annotations

from datetime import datetime

from casework.chain import above
from casework.county import Cadre
from casework.deadlines import Bell, next_bell, wind
from casework.lifecycle import Move, advance
from casework.panel_wording import panel_waits
from casework.permissions import is_about
from casework.ports import UnitOfWork
from casework.routing import TEAM, ladder
from casework.services.again import again
from casework.services.claiming import lapse_claim
from casework.services.desk import Desk
from casework.services.opening import first_told
from casework.services.publishing import fall_to_cadre
from casework.services.speaking import tell_cadres, tell_voices
from casework.taxonomy import Kind
from casework.ticket import Ticket
from casework.wish_wording import remind_claimer
from casework.wording import emergency_call, escalation, lapsed, remind_accept, remind_due

FIRST_CALLED = 2
"""Steps of the ladder after the cadre that an emergency calls at once: team and 包片领导."""


def ring_tickets(desk: Desk, now: datetime) -> None:
    """Do everything that has fallen due on tickets, each in its own transaction."""
    while _one_rings(desk, now):
        _ring_one(desk, now)


@again
def _ring_one(desk: Desk, now: datetime) -> None:
    with desk.works() as uow:
        ticket = uow.tickets.ringing(now)
        if ticket is not None:
            _ring(desk, uow, ticket, now)
            uow.commit()


def _one_rings(desk: Desk, now: datetime) -> bool:
    with desk.works.looking() as uow:
        due = uow.due().tickets
    return due is not None and due <= now


def _ring(desk: Desk, uow: UnitOfWork, ticket: Ticket, now: datetime) -> None:
    bell = next_bell(ticket, desk.settings, desk.calendar)
    if bell is not None and bell.at <= now:
        ticket.rung = (*ticket.rung, bell.name)
        _act(desk, uow, ticket, bell, now)
    wind(ticket, desk.settings, desk.calendar)


def _act(desk: Desk, uow: UnitOfWork, ticket: Ticket, bell: Bell, now: datetime) -> None:
    what, _, step = bell.name.partition(":")
    due = ticket.due.isoformat() if ticket.due else ""
    key = f"{bell.name}:{ticket.number}:{ticket.clock_from.isoformat()}:{due}:{bell.at.isoformat()}"
    if what == "lapse":
        _lapse(desk, uow, ticket, key, now)
    elif what == "unclaimed":
        fall_to_cadre(desk, uow, ticket, now, key)
    elif what == "release":
        lapse_claim(desk, uow, ticket, now, key)
    elif what == "claim_word" or (what in ("half", "day_before") and ticket.claimed_by):
        advance(ticket, Move.REMIND, by="bot", now=now, why=bell.name)
        _tell(desk, uow, ticket, [ticket.claimed_by], Kind.REMIND, remind_claimer(ticket), key, now)
    elif what == "panel":
        _hurry_panel(desk, uow, ticket, key, now)
    elif what == "call":
        _call(desk, uow, ticket, int(step), key, now)
    elif what in ("half", "day_before") or bell.name == "due:0":
        advance(ticket, Move.REMIND, by="bot", now=now, why=bell.name)
        _tell(desk, uow, ticket, [ticket.cadre], Kind.REMIND, remind_due(ticket, what), key, now)
    elif bell.name == "accept:0":
        advance(ticket, Move.REMIND, by="bot", now=now, why=bell.name)
        _tell(desk, uow, ticket, [ticket.cadre], Kind.REMIND, remind_accept(ticket, now), key, now)
    else:
        _escalate(desk, uow, ticket, what, int(step), key, now)


def _tell(
    desk: Desk,
    uow: UnitOfWork,
    ticket: Ticket,
    whom: list[str | None],
    kind: Kind,
    text: str,
    key: str,
    now: datetime,
) -> None:
    tell_cadres(desk, uow, whom, kind, text, now, ticket.number, urgent=ticket.urgent, once=key, bell=key)


def _lapse(desk: Desk, uow: UnitOfWork, ticket: Ticket, key: str, now: datetime) -> None:
    """No verdict in time: closed as unconfirmed, never counted as satisfied."""
    advance(ticket, Move.LAPSE, by="bot", now=now, why="期限内未收到群众确认")
    ticket.closed_at = now
    tell_voices(desk, uow, ticket, Kind.STATUS, lapsed(ticket), now, bell=key, once=key)


def _call(desk: Desk, uow: UnitOfWork, ticket: Ticket, nth: int, key: str, now: datetime) -> None:
    """An emergency that nobody has accepted: everybody again, and one step further up the ladder."""
    steps = ladder(desk.county, ticket.village, ticket.grid, ticket.township, ticket.cadre)
    further = (id for _, ids in steps[: FIRST_CALLED + nth] for id in ids)
    whom = [*first_told(desk, ticket), *further]
    advance(ticket, Move.REMIND, by="bot", now=now, why=f"第{nth}次呼叫")
    _tell(desk, uow, ticket, whom, Kind.REMIND, emergency_call(desk.county, ticket, nth), key, now)


def _hurry_panel(desk: Desk, uow: UnitOfWork, ticket: Ticket, key: str, now: datetime) -> None:
    """A panel that has come to no conclusion: the leader, else the 一站通, is told what was said so far."""
    steps = above(desk.county, desk.county.village(ticket.village), ticket.township)
    free = ([id for id in ids if not is_about(desk.county, id, ticket)] for _, ids in steps)
    said = [e for e in ticket.history if e.move == Move.OPINION.value]
    opinions = [(_name(desk.county.cadre(e.by)) or e.by, e.why) for e in said]
    advance(ticket, Move.REMIND, by="bot", now=now, why="会商未有结论")
    whom: list[str | None] = [*next((ids for ids in free if ids), [])]
    _tell(desk, uow, ticket, whom, Kind.REMIND, panel_waits(ticket, opinions), key, now)


def _escalate(
    desk: Desk, uow: UnitOfWork, ticket: Ticket, what: str, step: int, key: str, now: datetime
) -> None:
    """One step up a calendar day; each is told who was told before."""
    steps = _rungs(desk, ticket)
    if step > len(steps):
        return
    role, new = steps[step - 1]
    told = [_name(desk.county.cadre(ticket.cadre) if ticket.cadre else None)]
    for _, before in steps[: step - 1]:
        told += [_name(desk.county.cadre(id)) for id in before]
    advance(ticket, Move.ESCALATE, by="bot", now=now, why=f"{bell_label(what)}超时{step}天→{role}")
    words = escalation(desk.county, ticket, bell_label(what), step, [n for n in told if n])
    _tell(desk, uow, ticket, list(new), Kind.ESCALATE, words, key, now)


def _rungs(desk: Desk, ticket: Ticket) -> list[tuple[str, list[str]]]:
    """The steps above the holder where there is somebody: an empty one would only cost a day.

    A private matter is none of the team's.
    """
    found = []
    for role, ids in ladder(desk.county, ticket.village, ticket.grid, ticket.township, ticket.cadre):
        fit = [id for id in ids if id != ticket.cadre and not is_about(desk.county, id, ticket)]
        if fit and not (ticket.private and role == TEAM):
            found.append((role, fit))
    return found


def bell_label(what: str) -> str:
    """What is late: acceptance or solution."""
    return "签收" if what == "accept" else "办结"


def _name(cadre: Cadre | None) -> str:
    return cadre.name if cadre else ""
