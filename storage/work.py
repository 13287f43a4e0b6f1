"""One transaction over everything that is remembered."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from casework.errors import Conflict
from casework.identity_ports import Bindings, Codes, Refusals
from casework.ports import Corrections, Due, Faqs, Inbox, Memory, Outbox, Places, Tickets, Turns, Visits
from storage.bindings import SqlBindings, SqlCodes
from storage.corrections import SqlCorrections
from storage.engine import reading
from storage.faqs import SqlFaqs
from storage.inbox import SqlInbox
from storage.learning import CHANGED
from storage.mappings import map_casework
from storage.memory import SqlMemory
from storage.outbox import NEXT_PENDING, SqlOutbox
from storage.places import SqlPlaces
from storage.refusals import SqlRefusals
from storage.tickets import NEXT_BELL, SqlTickets
from storage.turns import NEXT_READY, SqlTurns
from storage.visits import SqlVisits

_DUE = select(*(next.scalar_subquery() for next in (NEXT_READY, NEXT_BELL, NEXT_PENDING)))
"""One question, since it is asked at every step of a replay and every second of the service."""


class SqlUnitOfWork:
    """One transaction; see `casework.ports.UnitOfWork`.

    What was read stays usable after the end. Raises `Conflict` where a ticket was
    changed by another transaction since it was read, `BadDatabase` where the
    database fails (disk full, connection lost).
    """

    def __init__(self, engine: Engine, learnt: Callable[[], None]) -> None:
        """Nothing begins before the first look at the database; `learnt` hears of a changed roster."""
        self._learnt = learnt
        self._session = Session(engine, future=True, expire_on_commit=False)
        self.tickets: Tickets = SqlTickets(self._session)
        self.inbox: Inbox = SqlInbox(self._session)
        self.turns: Turns = SqlTurns(self._session)
        self.outbox: Outbox = SqlOutbox(self._session)
        self.memory: Memory = SqlMemory(self._session)
        self.places: Places = SqlPlaces(self._session)
        self.faqs: Faqs = SqlFaqs(self._session)
        self.codes: Codes = SqlCodes(self._session)
        self.bindings: Bindings = SqlBindings(self._session)
        self.refusals: Refusals = SqlRefusals(self._session)
        self.corrections: Corrections = SqlCorrections(self._session)
        self.visits: Visits = SqlVisits(self._session)

    def __enter__(self) -> SqlUnitOfWork:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; what was not committed never happened."""
        # Closing rolls back without expiring what was read, as Session.rollback would.
        self._session.close()
        if isinstance(error, StaleDataError):
            raise Conflict(str(error)) from error

    def due(self) -> Due:
        """When there is something to do next."""
        return Due(*self._session.execute(_DUE).one())

    def commit(self) -> None:
        """Make it last."""
        self._session.commit()
        if self._session.info.pop(CHANGED, False):
            self._learnt()


class SqlWorks:
    """Begins transactions on one engine."""

    def __init__(self, engine: Engine, learnt: Callable[[], None] = lambda: None) -> None:
        """Use an engine whose database is prepared; `learnt` is called when the roster has grown."""
        self._learnt = learnt
        map_casework()
        self._engine = engine
        self._reading = reading(engine)

    def __call__(self) -> SqlUnitOfWork:
        """A new unit of work. On SQLite writers queue: two of them in one thread wait for each other."""
        return SqlUnitOfWork(self._engine, self._learnt)

    def looking(self) -> SqlUnitOfWork:
        """A unit of work that only reads: it never waits for a writer, nor holds one up."""
        return SqlUnitOfWork(self._reading, self._learnt)
