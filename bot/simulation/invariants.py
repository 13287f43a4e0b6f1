"""What must hold whatever happens: looked at after every event of a simulated month.

Every open ticket has one responsible person and one due date; nothing is told twice;
no budget is exceeded outside emergencies; every message of the bot has its row in the
outbox and a cause; the figures of a digest are those of the history.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from casework.clock import BEIJING, at_local, local_day
from casework.lifecycle import Move
from casework.manners import hour_start, quiet_until
from casework.notice import Notice
from casework.ports import TicketQuery
from casework.services.desk import Desk
from casework.taxonomy import OPEN, Kind, Status
from casework.ticket import Entry, Ticket

_UNASKED = frozenset({Kind.ASSIGN, Kind.REMIND, Kind.ESCALATE, Kind.DIGEST, Kind.CONFIRM, Kind.ACK})
"""Kinds whose words differ whenever they are said anew; answers may well be the same twice."""

_DAY = re.compile(r"今日新登记 (\d+) 件，结案 (\d+) 件，在办 (\d+) 件")
_MONTH = re.compile(r"本月累计：登记 (\d+) 件，结案 (\d+) 件，评价 (\d+) 件，其中满意和基本满意 (\d+) 件")
_GONE = frozenset({Status.MERGED, Status.WITHDRAWN})


class Invariants:
    """Keeps what was said, and collects what was broken."""

    def __init__(self, desk: Desk, start: datetime) -> None:
        """Begin at `start`."""
        self._desk = desk
        self._looked = start
        self._said: Counter[tuple[str | None, ...]] = Counter()
        self._hours: Counter[tuple[str, datetime]] = Counter()
        self._days: Counter[tuple[str, date]] = Counter()
        self._fresh: list[tuple[Notice, datetime]] = []
        self.broken: list[str] = []
        self.checked = 0
        self.recounted = 0

    def heard(self, notice: Notice, now: datetime) -> None:
        """One message of the bot, as it is said."""
        self._fresh.append((notice, now))
        # What is done again after 没解决 may be told in the same words, but never for one and the same cause.
        again = str(notice.cause) if notice.kind in (Kind.CONFIRM, Kind.ASSIGN, Kind.ACK) else None
        key = (notice.group, notice.person, notice.name, notice.kind.value, notice.text, again)
        self._said[key] += 1
        if self._said[key] > 1 and notice.kind in _UNASKED:
            self._break(now, f"told twice: {notice.text}")
        if notice.id is None or (notice.cause is None and notice.bell is None):
            self._break(now, f"without row or cause: {notice.text}")
        if notice.group is not None and not notice.urgent:
            self._budget(notice.group, now)

    def _budget(self, group: str, now: datetime) -> None:
        settings = self._desk.settings
        hour, day = (group, hour_start(now)), (group, local_day(now))
        self._hours[hour] += 1
        self._days[day] += 1
        if self._hours[hour] > settings.per_hour or self._days[day] > settings.per_day:
            self._break(now, f"{group}: {self._hours[hour]} this hour, {self._days[day]} today")
        if quiet_until(now, settings) is not None:
            self._break(now, f"{group}: spoke in the quiet hours")

    def look(self, now: datetime) -> None:
        """After an event: at the tickets that it touched, and at the digests that were sent."""
        with self._desk.works.looking() as uow:
            touched = uow.tickets.find(
                TicketQuery(touched_from=self._looked, touched_to=now + timedelta(microseconds=1))
            )
            for ticket in touched:
                self._ticket(ticket, now)
            for notice, at in self._fresh:
                if notice.kind is Kind.DIGEST and notice.group is not None:
                    self._digest(notice, uow.tickets.find(TicketQuery(village=self._village(notice))), at)
        self._looked = now
        self._fresh.clear()

    def look_at_all(self, now: datetime) -> None:
        """At every open ticket, touched or not."""
        with self._desk.works.looking() as uow:
            for ticket in uow.tickets.find(TicketQuery(statuses=OPEN)):
                self._ticket(ticket, now)

    def _village(self, notice: Notice) -> str:
        group = self._desk.county.group(notice.group or "")
        return (group.village_key if group else None) or ""

    def _ticket(self, ticket: Ticket, now: datetime) -> None:
        self.checked += 1
        if ticket.is_open and (ticket.cadre is None or self._desk.county.cadre(ticket.cadre) is None):
            self._break(now, f"{ticket.tag} is nobody's")
        if ticket.is_open and ticket.due is None:
            self._break(now, f"{ticket.tag} has no due date")
        if ticket.history[-1].now is not ticket.status:
            self._break(now, f"{ticket.tag} is {ticket.status}, its history says {ticket.history[-1].now}")
        if not ticket.is_open and ticket.bell_at is not None:
            self._break(now, f"{ticket.tag} is over and still rings")

    def _digest(self, notice: Notice, tickets: Sequence[Ticket], at: datetime) -> None:
        """Recount a group's figures from nothing but the histories."""
        self.recounted += 1
        public = [t for t in tickets if not t.private]
        day = at_local(local_day(at), 0)
        month = day.replace(day=1)
        new = [t for t in public if t.history[0].at >= day and t.status not in _GONE]
        ended = {t.number: e for t in public if (e := _ending(t)) is not None}
        wanted = (len(new), sum(e.at >= day for e in ended.values()), sum(t.status.is_open for t in public))
        told = _DAY.search(notice.text)
        if told is None or tuple(map(int, told.groups())) != wanted:
            self._break(at, f"{notice.group}: told {told and told.groups()}, the history says {wanted}")
        settled = [t for t in public if t.number in ended and ended[t.number].at >= month]
        verdicts = [v for t in settled if (v := _verdict(t))]
        figures = (
            sum(t.history[0].at >= month and t.status not in _GONE for t in public),
            len(settled),
            len(verdicts),
            sum(v in ("满意", "基本满意") for v in verdicts),
        )
        said = _MONTH.search(notice.text)
        if said is None or tuple(map(int, said.groups())) != figures:
            self._break(at, f"{notice.group}: month told {said and said.groups()}, history says {figures}")

    def _break(self, now: datetime, what: str) -> None:
        self.broken.append(f"{now.astimezone(BEIJING):%m-%d %H:%M:%S} {what}")


def _ending(ticket: Ticket) -> Entry | None:
    """The entry that closed a ticket, if it is closed."""
    if ticket.status is not Status.CLOSED:
        return None
    return next(e for e in reversed(ticket.history) if e.now is Status.CLOSED and e.was is not Status.CLOSED)


def _verdict(ticket: Ticket) -> str | None:
    """The last verdict since the ticket was last opened again."""
    for entry in reversed(ticket.history):
        if entry.move == Move.REOPEN.value:
            return None
        if entry.move == Move.RATE.value:
            return entry.why
    return None
