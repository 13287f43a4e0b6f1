"""What people send once a matter is settled: a picture that it isn't, or what was wrong (PRODUCT 4.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from casework.messages import Medium, Message, Turn, TurnState
from casework.ports import UnitOfWork
from casework.reading import Reading
from casework.services.desk import Desk
from casework.services.finding import own
from casework.services.turning import begin, put
from casework.taxonomy import OPENING, Act, Category, Rating, Status
from casework.ticket import Ticket

WHY_WITHIN = timedelta(minutes=10)
"""How long after 不满意 the next words are taken for the reason that was asked for."""

_SEEN = frozenset({Medium.IMAGE, Medium.VIDEO})
_VERDICTS = frozenset({Act.RATE, Act.FIXED, Act.UNFIXED, Act.WITHDRAW, Act.STATUS})
_REASONS = frozenset({Act.CHAT, Act.DETAIL, Act.REQUEST})


def shown_unfixed(desk: Desk, uow: UnitOfWork, message: Message) -> Ticket | None:
    """The matter that a bare picture shows not to be solved: the speaker's, resolved last, unanswered."""
    if message.medium not in _SEEN or message.text:
        return None
    waiting = own(desk, uow, message, frozenset({Status.RESOLVED}))
    return max(waiting, key=lambda t: (t.resolved_at or t.opened_at, t.number), default=None)


def is_captionless(turn: Turn) -> bool:
    """Whether a turn is such a picture, and words may still tell what it means."""
    return turn.reading.act is Act.UNFIXED and not turn.text and turn.state is TurnState.GATHERING


def meaning(reading: Reading, ticket: Ticket | None) -> Reading | None:
    """What words behind a picture make of it: a verdict, another matter; None where they change nothing."""
    if reading.act in _VERDICTS:
        return reading
    same = ticket is not None and reading.category in (ticket.category, Category.OTHER, None)
    return reading if reading.act in OPENING and not same else None


def why_dissatisfied(uow: UnitOfWork, latest: Turn | None, reading: Reading, now: datetime) -> Ticket | None:
    """The ticket that was just rated badly, if these words can be the reason."""
    if latest is None or latest.reading.rating is not Rating.DISSATISFIED or not latest.tickets:
        return None
    if now - latest.last_at > WHY_WITHIN or reading.act not in _REASONS or reading.verb:
        return None
    ticket = uow.tickets.get(latest.tickets[0])
    if ticket is None or ticket.status is not Status.CLOSED:
        return None
    return ticket if reading.category in (ticket.category, Category.OTHER, None) else None


def may_still_add(ticket: Ticket, turn: Turn, now: datetime) -> bool:
    """Whether a closed ticket takes more: pictures with a verdict, or the reason of a bad one."""
    rated = ticket.rating is Rating.DISSATISFIED and ticket.closed_at is not None
    return not turn.text or (rated and now - (ticket.rated_at or now) <= WHY_WITHIN)


def hear_picture(
    desk: Desk,
    uow: UnitOfWork,
    message: Message,
    reading: Reading,
    village: str | None,
    now: datetime,
    last: Turn | None,
) -> None:
    """A picture by itself belongs to what its sender said last, or shows that a matter isn't solved."""
    if last is not None and last.tickets:
        begin(
            desk, uow, message, replace(reading, act=Act.DETAIL, tickets=last.tickets[:1]), village, now, now
        )
        return
    ticket = shown_unfixed(desk, uow, message)
    if ticket is not None:
        shown = replace(reading, act=Act.UNFIXED, tickets=(ticket.number,))
        begin(desk, uow, message, shown, village, now, now + desk.settings.silence)


def caption(
    desk: Desk, uow: UnitOfWork, turn: Turn, message: Message, reading: Reading, now: datetime
) -> None:
    """Words right behind such a picture say what it shows: 这下好了, or what else is broken."""
    put(turn, message)
    turn.last_at = now
    if reading.act is Act.THANKS:
        turn.state = TurnState.DONE
        return
    turn.ready_at = now + desk.settings.silence
    meant = meaning(reading, uow.tickets.get(turn.reading.tickets[0]))
    if meant is not None:
        turn.reading = meant
