"""Messages taken back: before anybody accepted they take the ticket with them (PRODUCT 4.8)."""

from __future__ import annotations

from datetime import datetime

from casework.deeds import Deed
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Message, Turn, TurnState
from casework.people import same_sender
from casework.ports import UnitOfWork
from casework.services.co_handling import release_departments
from casework.services.desk import Desk
from casework.services.refusing import refuse_message
from casework.services.speaking import tell_cadres, tell_voices
from casework.taxonomy import Act, Kind, Status
from casework.ticket import Ticket
from casework.wording import withdrawn_for_cadre

_UNTOUCHED = frozenset({Status.TRIAGE, Status.ASSIGNED})


def recall(desk: Desk, uow: UnitOfWork, note: Message, now: datetime) -> None:
    """Take back the message that `note` names, and what has come of it."""
    message = uow.inbox.by_message_id(note.transport, note.recall_of or "")
    if message is None or message.recalled:
        return
    if not same_sender(message, note):
        # A group's owner can remove a message; what somebody asked for stays asked for.
        turn = uow.turns.get(message.turn) if message.turn is not None else None
        number = turn.tickets[0] if turn and turn.tickets else None
        refuse_message(desk, uow, note, Deed.RECALL, "不是本人撤回", now, number)
        return
    message.recalled = True
    turn = uow.turns.get(message.turn) if message.turn is not None else None
    if turn is None:
        return
    if turn.state is TurnState.GATHERING:
        _shrink(desk, turn, message)
        return
    for number in turn.tickets:
        ticket = uow.tickets.get(number)
        if ticket is not None and is_legal(ticket.status, Move.RECALL):
            _recall_ticket(desk, uow, turn, ticket, message, now)


def _shrink(desk: Desk, turn: Turn, message: Message) -> None:
    """A gathering turn without one of its pieces, or without a supporter; without words it is no turn."""
    if message.reading is not None and message.reading.act is Act.METOO:
        turn.supporters = tuple(s for s in turn.supporters if s != message.speaker)
        return
    reading = desk.reader.read(turn.text, village=turn.village)
    if reading.actionable:
        turn.reading = reading
    else:
        turn.state = TurnState.DONE


def _recall_ticket(
    desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, message: Message, now: datetime
) -> None:
    alone = len(ticket.voices) == 1 and ticket.reporter.is_of(turn.speaker, turn.group)
    if ticket.status in _UNTOUCHED and alone and not turn.text:
        advance(ticket, Move.WITHDRAW, by=turn.speaker.key, now=now, why="报事人撤回了原话", cause=message.id)
        ticket.closed_at, ticket.bell_at = now, None
        tell_cadres(
            desk,
            uow,
            [ticket.cadre],
            Kind.STATUS,
            withdrawn_for_cadre(ticket),
            now,
            ticket.number,
            cause=message.id,
        )
        release_departments(desk, uow, ticket, now, message.id)
        tell_voices(
            desk, uow, ticket, Kind.STATUS, desk.phrases("withdrawn", tag=ticket.tag), now, cause=message.id
        )
    else:
        advance(
            ticket, Move.RECALL, by=turn.speaker.key, now=now, why="报事人撤回了一条原话", cause=message.id
        )
