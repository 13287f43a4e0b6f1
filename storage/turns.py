"""Turns being gathered or answered, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from casework.messages import Speaker, Turn, TurnState
from storage.speakers import spoken_by
from storage.tables import turns

_t = turns.c

NEXT_READY = select(func.min(_t.ready_at)).where(_t.state == TurnState.GATHERING)


class SqlTurns:
    """See `casework.ports.Turns`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def add(self, turn: Turn) -> None:
        """Keep a new turn; it has an id afterwards."""
        self._session.add(turn)
        self._session.flush()

    def get(self, id: int) -> Turn | None:
        """One turn, with its messages."""
        found: Turn | None = self._session.get(Turn, id)
        return found

    def latest_of(self, group: str | None, speaker: Speaker, since: datetime) -> Turn | None:
        """The latest turn of a speaker whose last message is not older than `since`."""
        theirs = select(Turn).where(_t.group == group, _t.last_at >= since, spoken_by(_t, speaker))
        wanted = theirs.order_by(_t.last_at.desc(), _t.id.desc()).limit(1)
        found: Turn | None = self._session.execute(wanted).scalar_one_or_none()
        return found

    def last_speaker(self, persons: Sequence[str]) -> str | None:
        """Which of these people has spoken to the bot last."""
        theirs = select(_t.person).where(_t.person.in_(persons))
        wanted = theirs.order_by(_t.last_at.desc(), _t.id.desc()).limit(1)
        found: str | None = self._session.execute(wanted).scalar_one_or_none()
        return found

    def latest_in(self, group: str, since: datetime) -> Sequence[Turn]:
        """Turns of a group whose last message is not older than `since`, latest first."""
        wanted = (
            select(Turn)
            .where(_t.group == group, _t.last_at >= since)
            .order_by(_t.last_at.desc(), _t.id.desc())
        )
        return list(self._session.execute(wanted).scalars())

    def ready(self, now: datetime) -> Sequence[Turn]:
        """Turns whose gathering is over, by `ready_at` and id."""
        over = (_t.state == TurnState.GATHERING) & (_t.ready_at <= now)
        wanted = select(Turn).where(over).order_by(_t.ready_at, _t.id)
        return list(self._session.execute(wanted).scalars())

    def finish(self, id: int) -> None:
        """A turn needs nothing more, if it did."""
        gathering = _t.state == TurnState.GATHERING
        live = update(turns).where(_t.id == id, gathering).values(state=TurnState.DONE)
        self._session.execute(live)
