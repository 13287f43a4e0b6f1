"""What cadres do with tickets (PRODUCT 4.1–4.3, 4.6).

Each step is found in `STEPS` by its act; `handle` finds the ticket meant, asks
where that is unclear, checks the right to it, and runs the step.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from casework.deeds import DEEDS, Deed
from casework.errors import Refused
from casework.messages import Turn
from casework.ports import UnitOfWork
from casework.services import handing_on, panels, returning, settling
from casework.services.desk import Desk
from casework.services.finding import about
from casework.services.refusing import OFTEN, refuse
from casework.services.speaking import reply
from casework.services.targeting import explain, target
from casework.services.turning import take_turn
from casework.taxonomy import OPEN, Act, Kind, Status
from casework.ticket import Ticket

Step = Callable[[Desk, UnitOfWork, Turn, Ticket, datetime], None]

_WAITING = frozenset({Status.TRIAGE, Status.ASSIGNED})
_WORKING = OPEN - {Status.RESOLVED}

STEPS: dict[Act, tuple[frozenset[Status], Step]] = {
    Act.ACCEPT: (_WAITING, settling.accept),
    Act.PROGRESS: (_WORKING, settling.report_progress),
    Act.RESOLVE: (_WORKING, settling.resolve),
    Act.TRANSFER: (_WORKING, handing_on.transfer),
    Act.RETURN: (_WAITING | {Status.ACCEPTED}, returning.give_back),
    Act.EXTEND: (_WORKING, handing_on.extend),
    Act.REJECT: (_WORKING, settling.reject),
    Act.CONSULT: (_WORKING, panels.convene),
    Act.DECIDE: (frozenset({Status.CONSULTING}), panels.decide),
}
"""Per act: the statuses among which its ticket is looked for, and what it does."""


def handle(desk: Desk, turn_id: int, now: datetime) -> None:
    """Do what a verified cadre's turn asks for; a turn that is done is left alone."""
    take_turn(desk, turn_id, now, handle_turn)


def handle_turn(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """The same within a transaction."""
    statuses, step = STEPS[turn.reading.act]
    deed = DEEDS[turn.reading.act]
    try:
        ticket = target(desk, uow, turn, now, deed, statuses, about(turn))
        if ticket is not None:
            step(desk, uow, turn, ticket, now)
    except Refused as error:
        explain(desk, uow, turn, deed, error, now)


def refuse_attempt(desk: Desk, turn_id: int, now: datetime) -> None:
    """A cadre's command from somebody who isn't one: refused, recorded, nothing changed (PRODUCT 3.2).

    Whoever goes on in a group gets silence: he would use up what the bot may say there. The 一站通 knows.
    """
    take_turn(desk, turn_id, now, _refuse_attempt)


def _refuse_attempt(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    number = turn.reading.tickets[0] if turn.reading.tickets else None
    ticket = uow.tickets.get(number) if number is not None else None
    tried = refuse(desk, uow, turn, Deed.COMMAND, turn.text, now, ticket)
    told = turn.group is None or tried <= OFTEN
    if ticket is not None and told:
        text = desk.phrases("refused_attempt", tag=f"#{number}")
        reply(uow, turn, Kind.REFUSE, text, now, number)
    elif number is not None and told:
        reply(uow, turn, Kind.REFUSE, desk.phrases("no_such_ticket", tag=f"#{number}"), now)
