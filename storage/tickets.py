"""The tickets in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, select, update
from sqlalchemy.orm import Session

from casework.messages import Speaker
from casework.ports import TicketQuery
from casework.taxonomy import OPEN
from casework.ticket import Ticket
from storage.speakers import spoken_by
from storage.tables import counters, entries, tickets, voices

_t = tickets.c

NEXT_BELL = select(func.min(_t.bell_at)).where(_t.status.in_(OPEN), _t.bell_at.is_not(None))


class SqlTickets:
    """See `casework.ports.Tickets`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def next_number(self) -> int:
        """Take the next number. Others who want one wait until this transaction has ended."""
        row = counters.c.name == "ticket"
        self._session.execute(update(counters).where(row).values(value=counters.c.value + 1))
        return int(self._session.execute(select(counters.c.value).where(row)).scalar_one())

    def add(self, ticket: Ticket) -> None:
        """Keep a new ticket; written at once, so that what refers to it finds it."""
        self._session.add(ticket)
        self._session.flush()

    def get(self, number: int) -> Ticket | None:
        """One ticket, or None."""
        found: Ticket | None = self._session.get(Ticket, number)
        return found

    def find(self, query: TicketQuery) -> Sequence[Ticket]:
        """Every ticket that fits, by number."""
        wanted = select(Ticket).where(*_conditions(query)).order_by(_t.number)
        return list(self._session.execute(wanted).scalars())

    def ringing(self, now: datetime) -> Ticket | None:
        """The open ticket whose `bell_at` came first, of those whose `bell_at` has come."""
        rung = select(Ticket).where(_t.status.in_(OPEN), _t.bell_at <= now)
        found: Ticket | None = self._session.execute(
            rung.order_by(_t.bell_at, _t.number).limit(1)
        ).scalar_one_or_none()
        return found


def _conditions(query: TicketQuery) -> list[Any]:
    same = {
        _t.act: query.act,
        _t.channel: query.channel,
        _t.category: query.category,
        _t.township: query.township,
        _t.village: query.village,
        _t.cadre: query.cadre,
        _t.pending: query.pending,
        _t.private: query.private,
        _t.claimed_by: query.claimed_by,
    }
    found = [column == value for column, value in same.items() if value is not None]
    if query.statuses is not None:
        found.append(_t.status.in_(query.statuses))
    if query.grids is not None:
        found.append(_t.grid.in_(query.grids))
    found += _within(_t.opened_at, query.opened_from, query.opened_to)
    touched = _within(entries.c.at, query.touched_from, query.touched_to)
    if touched:
        found.append(exists().where(entries.c.ticket == _t.number, *touched))
    voice = _voice(query)
    if voice:
        found.append(exists().where(voices.c.ticket == _t.number, and_(*voice)))
    return found


def _within(column: Any, begin: datetime | None, end: datetime | None) -> list[Any]:
    return [c for c in (begin and column >= begin, end and column < end) if c is not None]


def _voice(query: TicketQuery) -> list[Any]:
    """One voice that fits; a bare display name never means somebody verified (PRODUCT 3.3)."""
    v = voices.c
    found = []
    if query.person is not None:
        found.append(v.person == query.person)
    if query.household is not None:
        found.append(v.household == query.household)
    if query.voice_name is not None:
        named = Speaker(None, query.voice_name, query.voice_handle, query.voice_session)
        found.append(spoken_by(v, named) if query.person is None else v.name == query.voice_name)
    if query.voice_group is not None:
        found.append(v.group == query.voice_group)
    return found
