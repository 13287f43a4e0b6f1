"""What cadres corrected, in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.correction import Correction, Learning
from storage.tables import corrections


class SqlCorrections:
    """See `casework.ports.Corrections`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def add(self, correction: Correction) -> None:
        """Keep one."""
        self._session.add(correction)
        self._session.flush()

    def new(self) -> Sequence[Correction]:
        """Those nobody has looked at, oldest first."""
        wanted = select(Correction).where(corrections.c.state == Learning.NEW).order_by(corrections.c.id)
        return list(self._session.execute(wanted).scalars())
