"""Turns: begun with a message, added to, read as a whole, done once (PRODUCT 1.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from casework.messages import Message, Stage, Turn, TurnState
from casework.ports import UnitOfWork
from casework.reading import Reading
from casework.services.desk import Desk
from casework.taxonomy import Act

Step = Callable[[Desk, UnitOfWork, Turn, datetime], object]
"""What is done about a turn within a transaction."""


def take_turn(desk: Desk, turn_id: int, now: datetime, step: Step) -> None:
    """Do something about a turn in one transaction, and it is done; one that is done is left alone."""
    with desk.works() as uow:
        turn = uow.turns.get(turn_id)
        if turn is None or turn.state is TurnState.DONE:
            return
        step(desk, uow, turn, now)
        turn.state = TurnState.DONE
        uow.commit()


def begin(
    desk: Desk,
    uow: UnitOfWork,
    message: Message,
    reading: Reading,
    village: str | None,
    now: datetime,
    ready_at: datetime,
    earlier: list[Message] | None = None,
    cadre: bool = False,
) -> None:
    """A new turn, answered at `ready_at` unless more is said; `earlier` are pieces that came before."""
    turn = Turn(
        group=message.group,
        person=message.person,
        name=message.name,
        village=village,
        reading=reading,
        first_at=earlier[0].at if earlier else message.at,
        last_at=now,
        ready_at=ready_at,
        cadre=cadre,
        handle=message.handle,
        session=message.session,
    )
    uow.turns.add(turn)
    for piece in [*(earlier or []), message]:
        put(turn, piece)
    settle_reading(desk, turn, joint=bool(earlier))


def put(turn: Turn, message: Message) -> None:
    """Make a message part of a turn."""
    turn.messages.append(message)
    message.turn = turn.id
    message.stage = Stage.GATHERED


def settle_reading(desk: Desk, turn: Turn, joint: bool) -> None:
    """Read all pieces together where there are several; places named in any of them are the turn's."""
    if joint:
        together = desk.reader.read(turn.text, village=turn.village)
        urgent = turn.reading.act is Act.EMERGENCY
        if together.actionable and (not urgent or together.act is Act.EMERGENCY):
            turn.reading = together
    spans = {s.text: s for s in turn.reading.places}
    for message in turn.messages:
        for span in message.reading.places if message.reading else ():
            if not any(span.text in known for known in spans):
                spans[span.text] = span
    turn.reading = replace(turn.reading, places=tuple(spans.values()))


def add_piece(desk: Desk, turn: Turn, message: Message, now: datetime) -> None:
    """One more piece of a gathering turn: read everything together, wait for the next silence."""
    put(turn, message)
    turn.last_at = now
    turn.ready_at = max(turn.ready_at, min(now + desk.settings.silence, turn.first_at + desk.settings.window))
    settle_reading(desk, turn, joint=bool(message.text))
