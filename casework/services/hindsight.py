"""The tickets as they stood at a moment that is past, told from their histories.

For digests of earlier days. Who holds a ticket is not told: the history names
cadres in words only, so that the holder is today's.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import datetime

from casework.deadlines import set_deadlines
from casework.lifecycle import Move
from casework.ports import TicketQuery, Tickets, UnitOfWork, WorkCalendar
from casework.settings import Settings
from casework.taxonomy import OPEN, Status
from casework.ticket import Entry, Ticket

_RESTARTS = frozenset({Move.REOPEN.value, Move.DECIDE.value})
"""Moves that start the clocks anew."""

_MOVES_DUE = _RESTARTS | {Move.EXTEND.value}
_UNACCEPTED = frozenset({Status.TRIAGE, Status.ASSIGNED})
_ENDED = frozenset(Status) - OPEN | {Status.RESOLVED}


def as_of(uow: UnitOfWork, moment: datetime, settings: Settings, calendar: WorkCalendar) -> UnitOfWork:
    """The same transaction, whose `tickets.find` answers as it would have at `moment`."""
    then = copy(uow)
    then.tickets = _TicketsThen(uow.tickets, moment, settings, calendar)
    return then


class _TicketsThen:
    """Finds tickets by what they were; everything else is the ledger's own."""

    def __init__(
        self, tickets: Tickets, moment: datetime, settings: Settings, calendar: WorkCalendar
    ) -> None:
        self._moment = moment
        self._settings = settings
        self._calendar = calendar
        self._then: dict[int, Ticket] = {}
        self.next_number = tickets.next_number
        self.add = tickets.add
        self.get = tickets.get
        self.ringing = tickets.ringing
        self._find = tickets.find

    def find(self, query: TicketQuery) -> list[Ticket]:
        """Every ticket that fitted then, by number; each is one object, however often it is found."""
        anywhere = replace(query, statuses=None)
        if query.touched_from is None and query.touched_to is None:
            # What nothing has happened to since is what it was.
            anywhere = replace(anywhere, touched_from=self._moment)
        found = {t.number: t for q in (query, anywhere) for t in self._find(q)}
        known = (self._rewound(found[n]) for n in sorted(found) if found[n].opened_at <= self._moment)
        return [t for t in known if query.statuses is None or t.status in query.statuses]

    def _rewound(self, ticket: Ticket) -> Ticket:
        if ticket.number not in self._then:
            self._then[ticket.number] = rewind(ticket, self._moment, self._settings, self._calendar)
        return self._then[ticket.number]


def rewind(ticket: Ticket, moment: datetime, settings: Settings, calendar: WorkCalendar) -> Ticket:
    """A ticket as it was at a moment after its registration; itself where nothing has happened since.

    An extension that a reopening ended later is not known any more.
    """
    past = [e for e in ticket.history if e.at <= moment]
    since = ticket.history[len(past) :]
    if not since:
        return ticket
    status = next((e.now for e in reversed(past) if e.now is not None), ticket.status)
    rated = ticket.rated_at is not None and ticket.rated_at <= moment
    then = replace(
        ticket,
        status=status,
        accepted_at=None if status in _UNACCEPTED else _since(past, _UNACCEPTED),
        resolved_at=_since(past, OPEN - {Status.RESOLVED}) if status in _ENDED else None,
        closed_at=None if status.is_open else _since(past, OPEN),
        outcome=ticket.outcome if status in _ENDED else None,
        rating=ticket.rating if rated else None,
        rated_at=ticket.rated_at if rated else None,
        rated_by=ticket.rated_by if rated else None,
        reopened=sum(e.move == Move.REOPEN.value for e in past),
        merged_into=ticket.merged_into if status is Status.MERGED else None,
        voices=[v for v in ticket.voices if v.at <= moment],
        history=past,
        evidence=[e for e in ticket.evidence if e.at <= moment],
    )
    if any(e.move in _MOVES_DUE for e in since):
        starts = [ticket.opened_at, *(e.at for e in past if e.move in _RESTARTS)]
        set_deadlines(then, starts[-1], settings, calendar)
    return then


def _since(past: list[Entry], before: frozenset[Status]) -> datetime | None:
    """When the ticket last left one of the statuses `before`."""
    left = (e.at for e in reversed(past) if e.was in before and e.now not in before)
    return next(left, None)
