"""Codes that were handed out and the accounts they bound, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.binding import Binding, Code
from storage.identity_tables import bindings, codes

_b = bindings.c


class SqlCodes:
    """See `casework.ports.Codes`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def add(self, code: Code) -> None:
        """Keep a new code."""
        self._session.add(code)
        self._session.flush()

    def remembered(self, since: datetime) -> Sequence[Code]:
        """Every code that is valid, or was at that moment, the latest first."""
        wanted = select(Code).where(codes.c.expires_at >= since).order_by(codes.c.id.desc())
        return list(self._session.execute(wanted).scalars())


class SqlBindings:
    """See `casework.ports.Bindings`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def add(self, binding: Binding) -> None:
        """Keep a new binding; whatever the account or the key was bound to in this login ends."""
        ends = (
            update(Binding)
            .where(
                _b.session == binding.session,
                (_b.handle == binding.handle) | (_b.person == binding.person),
                _b.ended_at.is_(None),
            )
            .values(ended_at=binding.at)
            .execution_options(synchronize_session=False)
        )
        self._session.execute(ends)
        self._session.add(binding)
        self._session.flush()

    def person_of(self, session: str, handle: str) -> str | None:
        """The key an account of a login is bound to."""
        wanted = select(_b.person).where(_b.session == session, _b.handle == handle, _b.ended_at.is_(None))
        person: str | None = self._session.execute(wanted).scalars().first()
        return person

    def handle_of(self, session: str, person: str) -> str | None:
        """The account of a login that is bound to a key."""
        wanted = select(_b.handle).where(_b.session == session, _b.person == person, _b.ended_at.is_(None))
        handle: str | None = self._session.execute(wanted).scalars().first()
        return handle

    def note_remark(self, person: str) -> None:
        """A remark carries the key now: no code is needed for it any more."""
        wanted = update(Binding).where(_b.person == person, _b.remarked.is_(False)).values(remarked=True)
        self._session.execute(wanted.execution_options(synchronize_session=False))

    def without_remark(self) -> Sequence[Binding]:
        """The latest binding of each key that no remark has carried since, by key."""
        wanted = select(Binding).where(_b.remarked.is_(False)).order_by(_b.person, _b.id)
        latest = {binding.person: binding for binding in self._session.execute(wanted).scalars()}
        return list(latest.values())
