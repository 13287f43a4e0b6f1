"""The visits paid to households, in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.visit import Visit
from storage.tables import visits


class SqlVisits:
    """See `casework.ports.Visits`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def add(self, visit: Visit) -> None:
        """Keep one."""
        self._session.add(visit)
        self._session.flush()

    def of_household(self, household: str) -> Sequence[Visit]:
        """Those paid to one household (户号), oldest first."""
        wanted = select(Visit).where(visits.c.household == household).order_by(visits.c.at, visits.c.id)
        return list(self._session.execute(wanted).scalars())
