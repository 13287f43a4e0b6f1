"""Which ticket a cadre's act or command is for, and what he is told where the rules do not allow it.

Both kinds go the same way: a number or quoted message wins, else the only one that
it can be; several are asked about, none is said; then the right to it is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from casework.deeds import Deed
from casework.errors import IllegalMove, NotYours, Refused, UnknownTicket
from casework.messages import Turn
from casework.permissions import may
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.services.finding import resolve_cadre_target
from casework.services.pending import ask_which
from casework.services.refusing import asking_of, refuse
from casework.services.speaking import reply_privately
from casework.taxonomy import Kind, Status
from casework.ticket import Ticket
from casework.wording import holder


def target(
    desk: Desk,
    uow: UnitOfWork,
    turn: Turn,
    now: datetime,
    deed: Deed,
    statuses: frozenset[Status],
    fits: Callable[[Ticket], bool] | None = None,
) -> Ticket | None:
    """The one ticket meant, which the cadre has the right to; None where he was asked or told.

    statuses: where it is looked for when he names none. fits: which of several is meant.
    Raises `UnknownTicket` or `NotYours`.
    """
    ticket, mine = resolve_cadre_target(desk, uow, turn, now, deed, statuses, fits)
    if ticket is None:
        if mine:
            ask_which(uow, turn, mine, desk.phrases("ask_which"), now)
        elif turn.reading.explicit:
            # A command deserves a word, mere words silence.
            text = desk.phrases("nothing_waiting", move=deed.label)
            reply_privately(uow, turn, Kind.REFUSE, text, now)
        return None
    if not may(deed, asking_of(desk, uow, turn, now, ticket)):
        raise NotYours(ticket.number, ticket.cadre)
    turn.tickets = (ticket.number,)
    return ticket


def explain(desk: Desk, uow: UnitOfWork, turn: Turn, deed: Deed, error: Refused, now: datetime) -> None:
    """Tell who tried, in private, why nothing was done."""
    if isinstance(error, UnknownTicket):
        text = desk.phrases("no_such_ticket", tag=f"#{error.number}")
        reply_privately(uow, turn, Kind.REFUSE, text, now)
    elif isinstance(error, NotYours):
        _refuse(desk, uow, turn, deed, error, now)
    elif isinstance(error, IllegalMove):
        text = desk.phrases(
            "refused_move", tag=f"#{error.number}", status=error.status.label, move=error.move.label
        )
        reply_privately(uow, turn, Kind.REFUSE, text, now, error.number)
    else:
        raise error


def _refuse(desk: Desk, uow: UnitOfWork, turn: Turn, deed: Deed, error: NotYours, now: datetime) -> None:
    ticket = uow.tickets.get(error.number)
    if ticket is None:
        return
    refuse(desk, uow, turn, deed, turn.text, now, ticket)
    who = "一站通" if ticket.private else holder(desk.county, ticket)
    if deed is Deed.DECIDE:
        who = "包片领导"
    text = desk.phrases("refused_not_yours", tag=ticket.tag, holder=who)
    reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number)
