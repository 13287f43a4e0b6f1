"""Everything that was said, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Text, and_, bindparam, cast, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.messages import Message, Speaker, Stage, Turn
from storage.gist import Quote
from storage.identity_tables import bindings
from storage.speakers import spoken_by
from storage.tables import entries, evidence, messages, turns

_m = messages.c
_KNOWN = select(_m.id).where(_m.transport == bindparam("via"), _m.message_id == bindparam("id"))
"""Built once: it is asked for every message of every group."""


class SqlInbox:
    """See `casework.ports.Inbox`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def add(self, message: Message) -> bool:
        """Store a message; False if it was there already (redelivery)."""
        known = self._session.execute(_KNOWN, {"via": message.transport, "id": message.message_id})
        if known.first() is not None:
            return False
        if self._session.get_bind().dialect.name == "sqlite":
            # The only writer there is: nobody can come between looking and writing.
            self._session.add(message)
            self._session.flush()
            return True
        try:
            with self._session.begin_nested():
                self._session.add(message)
        except IntegrityError:
            return False
        return True

    def get(self, id: int) -> Message | None:
        """One message by its row id."""
        found: Message | None = self._session.get(Message, id)
        return found

    def by_message_id(self, transport: str, message_id: str) -> Message | None:
        """One message by the service's id."""
        wanted = select(Message).where(_m.transport == transport, _m.message_id == message_id)
        found: Message | None = self._session.execute(wanted).scalar_one_or_none()
        return found

    def said(self, group: str | None, since: datetime, speaker: Speaker) -> Sequence[Message]:
        """What one speaker said in a group (or privately) since a moment, oldest first."""
        who = spoken_by(_m, speaker)
        wanted = select(Message).where(_m.group == group, _m.at >= since, who).order_by(_m.at, _m.id)
        return list(self._session.execute(wanted).scalars())

    def quoted(self, group: str | None, text: str) -> Message | None:
        """The latest message of a group whose text is what somebody quotes (or begins so)."""
        quote = Quote(text)
        if not quote.whole:
            return None
        rows = self._session.execute(
            select(_m.id, _m.text)
            .where(_m.group == group, quote.candidates(_m.gist), _m.recalled.is_(False))
            .order_by(_m.id.desc())
        )
        found = quote.latest((row.id, row.text) for row in rows)
        return None if found is None else self.get(found)

    def is_remarked(self, session: str, person: str) -> bool:
        """Whether an account that no code bound has spoken with this key in a login."""
        b = bindings.c
        bound = select(b.handle).where(b.session == session, b.person == person)
        wanted = (
            select(_m.id).where(_m.session == session, _m.person == person, _m.handle.not_in(bound)).limit(1)
        )
        return self._session.execute(wanted).first() is not None

    def unfinished(self) -> Sequence[Message]:
        """Messages still NEW, oldest first: what a crash left behind."""
        wanted = select(Message).where(_m.stage == Stage.NEW).order_by(_m.id)
        return list(self._session.execute(wanted).scalars())

    def forget(self, before: datetime) -> int:
        """Erase the words of DONE messages that led to nothing and are older; returns how many.

        Something came of a message that a ticket's history or evidence names, or
        whose turn ended in a ticket. The row itself stays, for a late redelivery.
        """
        self._session.flush()
        fruitless = select(turns.c.id).where(cast(turns.c.tickets, Text) == "[]")
        old = and_(
            _m.stage == Stage.DONE,
            _m.text != "",
            _m.at < before,
            or_(_m.turn.is_(None), _m.turn.in_(fruitless)),
            ~exists().where(entries.c.cause == _m.id),
            ~exists().where(evidence.c.message_id == _m.message_id),
        )
        theirs = select(Turn).where(turns.c.id.in_(select(_m.turn).where(old)))
        for turn in self._session.execute(theirs).scalars():
            turn.reading = replace(turn.reading, text="", argument="", places=(), issues=())
        blank = {"text": "", "gist": "", "quote_from": None, "quote_text": None, "reading": None}
        erased = update(Message).where(old).values(blank).execution_options(synchronize_session=False)
        return int(self._session.execute(erased).rowcount)
