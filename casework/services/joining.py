"""What others say to a matter: agreement, a place, facts (PRODUCT 1.3, 1.5)."""

from __future__ import annotations

from datetime import datetime

from casework.deeds import Deed
from casework.duplicates import EVENT_WITHIN, SHARED_SUPPLY
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Turn
from casework.permissions import may
from casework.ports import TicketQuery, UnitOfWork
from casework.services.aftermath import may_still_add
from casework.services.desk import Desk
from casework.services.finding import named, own
from casework.services.intake import add_voice, register_turn
from casework.services.opening import attach
from casework.services.placing import note_place
from casework.services.refusing import asking_of, refuse
from casework.services.speaking import cause_of, reply, tell_cadres
from casework.taxonomy import OPEN, Act, Kind, Status
from casework.ticket import Ticket
from casework.wording import added, holder

HALF_A_REPORT = 0.3
"""From this probability of opening a ticket on, 也 is taken for a turn of speech."""

_WORKING = OPEN - {Status.RESOLVED}


def support(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """我家也是: one more voice for the ticket quoted, or for the latest one while its window lasts."""
    ticket = named(uow, turn) or _latest_in_window(desk, uow, turn, now) or _danger(uow, turn, now)
    if ticket is None and _says_what(turn):
        register_turn(desk, uow, turn, now, act=Act.REQUEST)
        return
    if (
        ticket is None
        or not is_legal(ticket.status, Move.JOIN)
        or not may(Deed.JOIN, asking_of(desk, uow, turn, now, ticket))
    ):
        return
    add_voice(desk, uow, ticket, turn.speaker, turn, now)
    attach(ticket, turn)
    note_place(desk, uow, ticket, turn, now)
    turn.tickets = (ticket.number,)
    text = desk.phrases("supported", tag=ticket.tag, count=ticket.households)
    reply(uow, turn, Kind.ACK, text, now, ticket.number, urgent=ticket.urgent)


def _danger(uow: UnitOfWork, turn: Turn, now: datetime) -> Ticket | None:
    """The one emergency of the village that is on: 我家也进水了 half an hour later is of it too."""
    if not turn.village or turn.group is None:
        return None
    query = TicketQuery(
        statuses=_WORKING, act=Act.EMERGENCY, village=turn.village, opened_from=now - EVENT_WITHIN
    )
    about = turn.reading.category
    found = [t for t in uow.tickets.find(query) if about in (None, t.category)]
    return found[0] if len(found) == 1 else None


def _says_what(turn: Turn) -> bool:
    """Whether an agreement, 下街也没电了, says enough to be a report where nobody is there to agree with."""
    reading = turn.reading
    if reading.category is None or not turn.village:
        return False
    return reading.category in SHARED_SUPPLY or reading.opening >= HALF_A_REPORT


def _latest_in_window(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> Ticket | None:
    """The ticket of the latest report in the group, if its window is still open."""
    if turn.group is None:
        return None
    window = desk.settings.window + desk.settings.silence
    for other in uow.turns.latest_in(turn.group, now - window):
        if other.id == turn.id or other.cadre:
            continue
        for number in other.tickets:
            ticket = uow.tickets.get(number)
            if ticket is not None and ticket.status in _WORKING and other.reading.actionable:
                return ticket
    return None


def add_detail(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """Words, a place or a picture for a ticket: the speaker's own, or a neighbour's within the window."""
    ticket = named(uow, turn) or _own_awaiting(desk, uow, turn, now)
    if ticket is None and turn.reading.places:
        ticket = _latest_in_window(desk, uow, turn, now)
    if ticket is None or not is_legal(ticket.status, Move.ADD):
        return
    if ticket.status is Status.CLOSED and not may_still_add(ticket, turn, now):
        return
    if not may(Deed.ADD, asking_of(desk, uow, turn, now, ticket)):
        refuse(desk, uow, turn, Deed.ADD, turn.text, now, ticket)
        return
    advance(ticket, Move.ADD, by=turn.speaker.key, now=now, why=turn.text, cause=cause_of(turn))
    attach(ticket, turn)
    turn.tickets = (ticket.number,)
    before = ticket.cadre
    answered = note_place(desk, uow, ticket, turn, now)
    if turn.text and ticket.cadre == before:
        told = added(ticket, turn.name, turn.text)
        tell_cadres(desk, uow, [ticket.cadre], Kind.STATUS, told, now, ticket.number, cause=cause_of(turn))
    if answered:
        text = desk.phrases(
            "place_noted", tag=ticket.tag, place=ticket.place, holder=holder(desk.county, ticket)
        )
        reply(uow, turn, Kind.ACK, text, now, ticket.number, urgent=ticket.urgent)


def _own_awaiting(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> Ticket | None:
    """The speaker's own ticket that more can be said to: just registered, or asked where it is."""
    for ticket in own(desk, uow, turn, _WORKING):
        if now - ticket.opened_at <= desk.settings.window + desk.settings.silence:
            return ticket
        asked = ticket.place_asked and ticket.place is None
        if asked and now - ticket.opened_at <= desk.settings.place_answer_within and turn.reading.places:
            return ticket
    return None
