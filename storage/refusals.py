"""What was refused, in the database. Only added to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.deeds import Deed
from casework.refusal import Refusal
from storage.identity_tables import refusals

_r = refusals.c


class SqlRefusals:
    """See `casework.ports.Refusals`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def add(self, refusal: Refusal) -> None:
        """Write one down."""
        self._session.add(refusal)
        self._session.flush()

    def since(self, moment: datetime) -> Sequence[Refusal]:
        """Every refusal since a moment, oldest first."""
        wanted = select(Refusal).where(_r.at >= moment).order_by(_r.id)
        return list(self._session.execute(wanted).scalars())

    def by_speaker(self, refusal: Refusal, since: datetime, deed: Deed | None = None) -> int:
        """How often whoever tried this has been refused since a moment (at one deed)."""
        if refusal.person is not None:
            who = _r.person == refusal.person
        elif refusal.handle is not None:
            who = (_r.handle == refusal.handle) & (_r.session == refusal.session)
        else:
            who = _r.person.is_(None) & (_r.name == refusal.name) & (_r.group == refusal.group)
        return self._count(since, who, deed)

    def on_ticket(self, number: int, since: datetime) -> int:
        """How often somebody has been refused on a ticket since a moment."""
        return self._count(since, _r.ticket == number, None)

    def in_group(self, group: str, since: datetime, deed: Deed) -> int:
        """How often somebody has been refused at one deed in a group since a moment."""
        return self._count(since, _r.group == group, deed)

    def _count(self, since: datetime, which: object, deed: Deed | None) -> int:
        wanted = select(func.count()).select_from(refusals).where(_r.at >= since, which)
        if deed is not None:
            wanted = wanted.where(_r.deed == deed)
        return int(self._session.execute(wanted).scalar_one())
