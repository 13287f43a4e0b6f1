"""Everything the bot says, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.notice import Notice, NoticeState
from casework.taxonomy import Kind
from storage.gist import Quote
from storage.tables import notices

_n = notices.c

NEXT_PENDING = select(func.min(func.coalesce(_n.not_before, _n.created_at))).where(
    _n.state == NoticeState.PENDING
)


def _waits_no_longer(now: Any) -> tuple[Any, Any]:
    """To be sent, and its time has come."""
    return _n.state == NoticeState.PENDING, or_(_n.not_before.is_(None), _n.not_before <= now)


_NOW = bindparam("now", type_=_n.not_before.type)
_DUE = select(_n.id).where(*_waits_no_longer(_NOW)).order_by(_n.id)
"""Built once: it is asked for at every step."""


@cache
def _taken() -> Any:
    one = select(Notice).where(_n.id == bindparam("id"), *_waits_no_longer(_NOW))
    return one.with_for_update(skip_locked=True)


class SqlOutbox:
    """See `casework.ports.Outbox`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def add(self, notice: Notice) -> bool:
        """Write a notice down; False if its `once` key exists already."""
        if notice.once is not None and self.has(notice.once):
            return False
        if notice.once is None or self._session.get_bind().dialect.name == "sqlite":
            # The only writer there is, or nothing to collide with.
            self._session.add(notice)
            self._session.flush()
            return True
        self._session.flush()
        try:
            with self._session.begin_nested():
                self._session.add(notice)
        except IntegrityError:
            if not self.has(notice.once):
                raise
            return False
        return True

    def has(self, once: str) -> bool:
        """Whether a notice of that `once` key was ever written."""
        return self._session.execute(select(_n.id).where(_n.once == once)).first() is not None

    def get(self, id: int) -> Notice | None:
        """One notice by its row id."""
        found: Notice | None = self._session.get(Notice, id)
        return found

    def due(self, now: datetime) -> Sequence[int]:
        """Ids of what `pending` gives."""
        return [row.id for row in self._session.execute(_DUE, {"now": now})]

    def take(self, id: int, now: datetime) -> Notice | None:
        """One of them, for this transaction alone; None where it is gone or another one has it."""
        found: Notice | None = self._session.execute(_taken(), {"id": id, "now": now}).scalar_one_or_none()
        return found

    def pending(self, now: datetime) -> Sequence[Notice]:
        """Notices to be sent whose `not_before` has come, by id."""
        return self._all(*_waits_no_longer(now))

    def sent_to_group(self, group: str, since: datetime) -> int:
        """How many non-urgent notices went to a group since a moment."""
        wanted = select(func.count()).where(
            _n.group == group, _n.sent_at >= since, _n.state == NoticeState.SENT, _n.urgent.is_(False)
        )
        return int(self._session.execute(wanted).scalar_one())

    def quoted(self, group: str | None, text: str) -> Notice | None:
        """The latest notice sent there whose text is (or begins with) what somebody quotes."""
        quote = Quote(text)
        if not quote.whole:
            return None
        rows = self._session.execute(
            select(_n.id, _n.text)
            .where(_n.group == group, quote.candidates(_n.gist), _n.state == NoticeState.SENT)
            .order_by(_n.id.desc())
        )
        found = quote.latest((row.id, row.text) for row in rows)
        return None if found is None else self._session.get(Notice, found)

    def latest_ask(self, cadre: str) -> Notice | None:
        """The latest private question put to a person, for a digit that answers it."""
        wanted = (
            select(Notice)
            .where(
                _n.person == cadre,
                _n.kind == Kind.ASK,
                _n.group.is_(None),
                _n.state.in_((NoticeState.SENT, NoticeState.GATHERED)),
            )
            .order_by(_n.id.desc())
            .limit(1)
        )
        found: Notice | None = self._session.execute(wanted).scalar_one_or_none()
        return found

    def dead(self) -> Sequence[Notice]:
        """Notices that could not be delivered, by id."""
        return self._all(_n.state == NoticeState.DEAD)

    def in_flight(self) -> Sequence[Notice]:
        """Notices that were being sent when the process ended, by id."""
        return self._all(_n.state == NoticeState.SENDING)

    def _all(self, *conditions: object) -> Sequence[Notice]:
        wanted = select(Notice).where(*conditions).order_by(_n.id)
        return list(self._session.execute(wanted).scalars())
