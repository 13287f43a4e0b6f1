"""What a speaker said a moment ago and may belong to what he says now (PRODUCT 1.3)."""

from __future__ import annotations

from datetime import datetime

from casework.messages import Message, TurnState
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.taxonomy import Act

MAX_PIECES = 8
"""How many of a speaker's earlier pieces are read together with a new one."""


def recent_words(desk: Desk, uow: UnitOfWork, message: Message, now: datetime) -> list[Message]:
    """The speaker's own messages within the window that have come to nothing, oldest first."""
    said = uow.inbox.said(message.group, now - desk.settings.window, message.speaker)
    others = [m for m in said if m.id != message.id and not m.recalled and not m.recall_of]
    return [m for m in others if _is_free(uow, m)][-MAX_PIECES:]


def _is_free(uow: UnitOfWork, message: Message) -> bool:
    """Whether a message is part of no turn, or of one that found nothing that it could have added to."""
    if message.turn is None:
        return True
    turn = uow.turns.get(message.turn)
    idle = turn is not None and turn.state is TurnState.DONE and not turn.tickets
    return idle and turn is not None and turn.reading.act is Act.DETAIL and not turn.reading.verb


def earlier_pieces(
    desk: Desk, uow: UnitOfWork, message: Message, village: str | None, now: datetime
) -> list[Message]:
    """What a speaker sent just before the report itself and belongs to it.

    Everything within the window, as long as all of it together still reads as a
    report; else only pictures, and words that say where.
    """
    pieces = recent_words(desk, uow, message, now)
    words = [p.text for p in pieces if p.text]
    if words and desk.reader.read("\n".join([*words, message.text]), village=village).actionable:
        return pieces
    return [m for m in pieces if m.is_media or (m.reading is not None and m.reading.places)]
