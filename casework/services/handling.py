"""What cadres do with tickets (PRODUCT 4.1–4.3, 4.6).

Each step is found in `STEPS` by its act; `handle` finds the ticket meant, asks
where that is unclear, checks the right to it, and runs the step.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from casework.errors import IllegalMove, NotYours, UnknownTicket
from casework.lifecycle import Move
from casework.messages import Turn, TurnState
from casework.permissions import DEEDS, Deed, may
from casework.ports import UnitOfWork
from casework.services import handing_on, settling
from casework.services.desk import Desk
from casework.services.finding import resolve_cadre_target
from casework.services.pending import ask_which
from casework.services.refusing import asking_of, refuse
from casework.services.speaking import reply, reply_privately
from casework.taxonomy import OPEN, Act, Kind, Status
from casework.ticket import Ticket
from casework.wording import holder

Step = Callable[[Desk, UnitOfWork, Turn, Ticket, datetime], None]

_WAITING = frozenset({Status.TRIAGE, Status.ASSIGNED})
_WORKING = OPEN - {Status.RESOLVED}

STEPS: dict[Act, tuple[Move, frozenset[Status], Step]] = {
    Act.ACCEPT: (Move.ACCEPT, _WAITING, settling.accept),
    Act.PROGRESS: (Move.PROGRESS, _WORKING, settling.report_progress),
    Act.RESOLVE: (Move.RESOLVE, _WORKING, settling.resolve),
    Act.TRANSFER: (Move.TRANSFER, _WORKING, handing_on.transfer),
    Act.RETURN: (Move.RETURN, _WAITING | {Status.ACCEPTED}, handing_on.give_back),
    Act.EXTEND: (Move.EXTEND, _WORKING, handing_on.extend),
    Act.REJECT: (Move.REJECT, _WORKING, settling.reject),
    Act.CONSULT: (Move.CONSULT, _WORKING, handing_on.convene),
    Act.DECIDE: (Move.DECIDE, frozenset({Status.CONSULTING}), handing_on.decide),
}
"""Per act: the move it makes, the statuses among which its ticket is looked for, and what it does."""


def handle(desk: Desk, turn_id: int, now: datetime) -> None:
    """Do what a verified cadre's turn asks for; a turn that is done is left alone."""
    with desk.works() as uow:
        turn = uow.turns.get(turn_id)
        if turn is None or turn.state is TurnState.DONE:
            return
        handle_turn(desk, uow, turn, now)
        turn.state = TurnState.DONE
        uow.commit()


def handle_turn(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """The same within a transaction."""
    move, statuses, step = STEPS[turn.reading.act]
    try:
        ticket, mine = resolve_cadre_target(desk, uow, turn, now, statuses, _fits(turn))
        if ticket is None:
            _clarify(desk, uow, turn, move, mine, now)
            return
        if not may(DEEDS[turn.reading.act], asking_of(desk, uow, turn, now, ticket)):
            raise NotYours(ticket.number, ticket.cadre)
        turn.tickets = (ticket.number,)
        step(desk, uow, turn, ticket, now)
    except UnknownTicket as error:
        text = desk.phrases("no_such_ticket", tag=f"#{error.number}")
        reply_privately(uow, turn, Kind.REFUSE, text, now)
    except NotYours as error:
        _refuse_not_yours(desk, uow, turn, error, now)
    except IllegalMove as error:
        text = desk.phrases(
            "refused_move", tag=f"#{error.number}", status=error.status.label, move=error.move.label
        )
        reply_privately(uow, turn, Kind.REFUSE, text, now, error.number)


def _fits(turn: Turn) -> Callable[[Ticket], bool]:
    """Whether a ticket is about what the cadre's words are about."""
    words = turn.reading.text

    def fits(ticket: Ticket) -> bool:
        if ticket.place and ticket.place in words:
            return True
        return turn.reading.category is not None and turn.reading.category is ticket.category

    return fits


def _clarify(desk: Desk, uow: UnitOfWork, turn: Turn, move: Move, mine: list[Ticket], now: datetime) -> None:
    """Several tickets may be meant: ask. None may: a command deserves a word, mere words silence."""
    if mine:
        ask_which(uow, turn, mine, desk.phrases("ask_which"), now)
    elif turn.reading.explicit:
        text = desk.phrases("nothing_waiting", move=move.label)
        reply_privately(uow, turn, Kind.REFUSE, text, now)


def _refuse_not_yours(desk: Desk, uow: UnitOfWork, turn: Turn, error: NotYours, now: datetime) -> None:
    ticket = uow.tickets.get(error.number)
    if ticket is None:
        return
    deed = DEEDS[turn.reading.act]
    refuse(desk, uow, turn, deed, turn.text, now, ticket)
    who = "一站通" if ticket.private else holder(desk.county, ticket)
    if deed is Deed.DECIDE:
        who = "包片领导"
    text = desk.phrases("refused_not_yours", tag=ticket.tag, holder=who)
    reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number)


def refuse_attempt(desk: Desk, turn_id: int, now: datetime) -> None:
    """A cadre's command from somebody who isn't one: refused, recorded, nothing changed (PRODUCT 3.2)."""
    with desk.works() as uow:
        turn = uow.turns.get(turn_id)
        if turn is None or turn.state is TurnState.DONE:
            return
        number = turn.reading.tickets[0] if turn.reading.tickets else None
        ticket = uow.tickets.get(number) if number is not None else None
        refuse(desk, uow, turn, Deed.COMMAND, turn.text, now, ticket)
        if ticket is not None:
            text = desk.phrases("refused_attempt", tag=f"#{number}")
            reply(uow, turn, Kind.REFUSE, text, now, number)
        elif number is not None:
            reply(uow, turn, Kind.REFUSE, desk.phrases("no_such_ticket", tag=f"#{number}"), now)
        turn.state = TurnState.DONE
        uow.commit()
