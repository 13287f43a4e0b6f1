"""Refusals: polite or silent, always written down, and told to the 一站通 when they repeat (PRODUCT 3.2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from casework.chain import onestops
from casework.clock import local_day
from casework.deeds import Deed
from casework.messages import Message, Turn
from casework.permissions import Asking, township_of
from casework.ports import UnitOfWork
from casework.refusal import Refusal
from casework.services.desk import Desk
from casework.services.speaking import cause_of, tell_cadres
from casework.services.standing_in import absent_for
from casework.staff_wording import refusals_repeat
from casework.taxonomy import Kind
from casework.ticket import Ticket

WITHIN = timedelta(hours=1)
OFTEN = 3
"""So many refusals of one speaker, or on one ticket, within `WITHIN` are told to the 一站通, once a day."""


def asking_of(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime, ticket: Ticket | None = None) -> Asking:
    """Who asks, as `permissions.may` wants it."""
    absent = absent_for(uow, turn.person, now) if turn.cadre and turn.person else ()
    return Asking(desk.county, turn.speaker, turn.group, ticket, absent=absent)


def refuse(
    desk: Desk, uow: UnitOfWork, turn: Turn, deed: Deed, why: str, now: datetime, ticket: Ticket | None = None
) -> int:
    """Write down what a turn tried; how often its speaker has tried within the hour.

    What is said about it is up to the use case.
    """
    refusal = Refusal(
        at=now,
        deed=deed,
        name=turn.name,
        why=why,
        person=turn.person,
        group=turn.group,
        handle=turn.handle,
        session=turn.session,
        ticket=ticket.number if ticket else None,
        cause=cause_of(turn),
    )
    write_down(desk, uow, refusal, now)
    return uow.refusals.by_speaker(refusal, now - WITHIN, deed)


def refuse_message(
    desk: Desk,
    uow: UnitOfWork,
    message: Message,
    deed: Deed,
    why: str,
    now: datetime,
    ticket: int | None = None,
) -> None:
    """The same for a message that never became a turn."""
    refusal = Refusal(
        at=now,
        deed=deed,
        name=message.name,
        why=why,
        person=message.person,
        group=message.group,
        handle=message.handle,
        session=message.session,
        ticket=ticket,
        cause=message.id,
    )
    write_down(desk, uow, refusal, now)


def write_down(desk: Desk, uow: UnitOfWork, refusal: Refusal, now: datetime) -> None:
    """Keep a refusal, and tell the 一站通 where they repeat."""
    uow.refusals.add(refusal)
    day = local_day(now).isoformat()
    count = uow.refusals.by_speaker(refusal, now - WITHIN)
    if count >= OFTEN:
        who = refusal.person or f"{refusal.session}/{refusal.handle or refusal.name}"
        alarm(
            desk,
            uow,
            refusal,
            refusals_repeat(refusal.who, refusal.deed.label, count),
            f"refused:{who}:{day}",
            now,
        )
    if refusal.ticket is not None:
        count = uow.refusals.on_ticket(refusal.ticket, now - WITHIN)
        if count >= OFTEN:
            words = refusals_repeat(f"#{refusal.ticket}", refusal.deed.label, count)
            alarm(desk, uow, refusal, words, f"refused:#{refusal.ticket}:{day}", now)


def alarm(desk: Desk, uow: UnitOfWork, refusal: Refusal, words: str, once: str, now: datetime) -> None:
    """Tell the 一站通 concerned, once per key."""
    ticket = uow.tickets.get(refusal.ticket) if refusal.ticket is not None else None
    group = desk.county.group(refusal.group) if refusal.group else None
    township = ticket.township if ticket else group.township if group else None
    if township is None and refusal.person is not None:
        township = township_of(desk.county, refusal.person)
    told = onestops(desk.county, township)
    # Nobody is alarmed about himself by himself alone.
    others = [lead for lead in told if lead != refusal.person] or onestops(desk.county, None)
    tell_cadres(desk, uow, others, Kind.ESCALATE, words, now, once=once, bell=once, cause=refusal.cause)
