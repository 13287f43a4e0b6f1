"""How notices are written: to whom somebody's words are answered, who is told of a ticket.

Nothing is sent here. A notice is a row of the outbox, written in the same
transaction as the change that it tells of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from casework.messages import Turn
from casework.notice import Notice
from casework.permissions import is_about
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.services.standing_in import stand_in_on
from casework.staff_wording import filed_for_others, standing_in
from casework.taxonomy import Kind
from casework.ticket import Ticket

_PERSONAL = frozenset({Kind.ANSWER, Kind.ASK})
"""What is for nobody but the one it is said to."""


_NUMBER = re.compile(r"^\s*(?:[#＃]\s*\d{1,7}|\d{1,7}\s*[#＃号])[\s，,：:]*")


def without_number(text: str) -> str:
    """Words about a ticket without the number that they begin with: whatever repeats them says it anyway."""
    return _NUMBER.sub("", text, count=1).strip()


def cause_of(turn: Turn) -> int | None:
    """The inbox id of the message that led to a turn."""
    return turn.messages[0].id if turn.messages else None


def reply(
    uow: UnitOfWork,
    turn: Turn,
    kind: Kind,
    text: str,
    now: datetime,
    ticket: int | None = None,
    urgent: bool = False,
) -> None:
    """Answer the speaker of a turn where he spoke: with his name in a group, plainly in private."""
    last = turn.messages[-1] if turn.messages else None
    uow.outbox.add(
        Notice(
            kind=kind,
            text=f"@{turn.name} {text}" if turn.group else text,
            created_at=now,
            group=turn.group,
            person=turn.person,
            name=turn.name,
            ticket=ticket,
            urgent=urgent,
            answers=True,
            cause=cause_of(turn),
            handle=last.handle if last else None,
            session=last.session if last else None,
        )
    )


def reply_privately(
    uow: UnitOfWork, turn: Turn, kind: Kind, text: str, now: datetime, ticket: int | None = None
) -> None:
    """Answer the speaker of a turn in private, wherever he spoke; somebody unverified by his account."""
    uow.outbox.add(
        Notice(
            kind=kind,
            text=text,
            created_at=now,
            person=turn.person,
            name=turn.name,
            ticket=ticket,
            answers=True,
            cause=cause_of(turn),
            handle=None if turn.person else turn.handle,
            session=None if turn.person else turn.session,
        )
    )


def tell_cadres(
    desk: Desk,
    uow: UnitOfWork,
    cadres: Iterable[str | None],
    kind: Kind,
    text: str,
    now: datetime,
    ticket: int | None = None,
    urgent: bool = False,
    once: str | None = None,
    cause: int | None = None,
    bell: str | None = None,
) -> None:
    """Tell cadres (工号) something in private, each once; `once` is made unique per addressee.

    Whoever stands in for one of them today hears it too, with for whom.
    """
    told = {cadre: text for cadre in cadres if cadre}
    for cadre, deputy in _deputies(desk, uow, told, kind, ticket, cause, now).items():
        told.setdefault(deputy, standing_in(desk.county, cadre, text))
    for cadre, words in told.items():
        uow.outbox.add(
            Notice(
                kind=kind,
                text=words,
                created_at=now,
                person=cadre,
                ticket=ticket,
                urgent=urgent,
                once=f"{once}:{cadre}" if once else None,
                cause=cause,
                bell=bell,
            )
        )


def _deputies(
    desk: Desk,
    uow: UnitOfWork,
    cadres: Iterable[str],
    kind: Kind,
    number: int | None,
    cause: int | None,
    now: datetime,
) -> dict[str, str]:
    """Who has to hear it too: never who caused it, nor whom a private matter is about."""
    if kind in _PERSONAL:
        return {}
    stand_in = stand_in_on(uow, now)
    found = {cadre: deputy for cadre in cadres if (deputy := stand_in(cadre))}
    if not found:
        return {}
    ticket = uow.tickets.get(number) if number is not None else None
    said = uow.inbox.get(cause) if cause is not None else None
    return {
        cadre: deputy
        for cadre, deputy in found.items()
        if not (said and said.person == deputy) and not (ticket and is_about(desk.county, deputy, ticket))
    }


def tell_voices(
    desk: Desk,
    uow: UnitOfWork,
    ticket: Ticket,
    kind: Kind,
    text: str,
    now: datetime,
    cause: int | None = None,
    bell: str | None = None,
    once: str | None = None,
) -> None:
    """Tell those who raised a ticket how it goes.

    In the group of the reporter, addressed to him; a private matter and a matter
    raised in private are told in private, where that is possible at all. Whoever
    had it registered for somebody else hears it as well.
    """
    reporter = ticket.reporter
    if ticket.filed_by is not None:
        _tell_filer(desk, uow, ticket, kind, text, now, cause, bell)
    if reporter.group and not ticket.private:
        notice = Notice(kind=kind, text=f"@{reporter.name} {text}", created_at=now, group=reporter.group)
    elif reporter.person or not reporter.group:
        notice = Notice(kind=kind, text=text, created_at=now)
    else:
        return
    notice.person, notice.name = reachable_at(desk, uow, ticket), reporter.name
    if ticket.filed_by is not None and notice.person is None:
        return
    notice.ticket, notice.urgent, notice.cause = ticket.number, ticket.urgent, cause
    notice.bell, notice.once = bell, once
    uow.outbox.add(notice)


def reachable_at(desk: Desk, uow: UnitOfWork, ticket: Ticket) -> str | None:
    """The key at which the reporter hears of it; of a household filed for, the member who spoke last.

    None where nobody is known by a key, or no member has ever spoken.
    """
    reporter = ticket.reporter
    home = desk.county.household(reporter.person) if ticket.filed_by and reporter.person else None
    if home is None:
        return reporter.person
    return uow.turns.last_speaker((home.id, *(f"{home.id}/{name}" for name in (home.head, *home.members))))


def _tell_filer(
    desk: Desk,
    uow: UnitOfWork,
    ticket: Ticket,
    kind: Kind,
    text: str,
    now: datetime,
    cause: int | None,
    bell: str | None,
) -> None:
    """Nobody is told what he has done himself, nor twice what is his to handle."""
    said = uow.inbox.get(cause) if cause is not None else None
    if ticket.filed_by != ticket.cadre and not (said and said.person == ticket.filed_by):
        words = filed_for_others(ticket, text)
        tell_cadres(desk, uow, [ticket.filed_by], kind, words, now, ticket.number, cause=cause, bell=bell)
