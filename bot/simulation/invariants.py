"""What must hold whatever happens: looked at after every event of a simulated month.

Every open ticket has one responsible person and one due date; nothing is told twice;
no budget is exceeded outside emergencies; every message of the bot has its row in the
outbox and a cause, a message in the inbox or a bell; the figures of a digest are those
of the history.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from bot.simulation.recounting import recount
from casework.clock import BEIJING, local_day
from casework.manners import hour_start, quiet_until
from casework.notice import Notice, NoticeState
from casework.ports import TicketQuery, UnitOfWork
from casework.services.desk import Desk
from casework.taxonomy import OPEN, Kind
from casework.ticket import Ticket

_PRESSING = frozenset({Kind.REMIND, Kind.ESCALATE, Kind.DIGEST})
"""Kinds whose words differ whenever they are said anew."""


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
        # The same words may be said again, of what is done anew after 没解决 or to who asks a second
        # time, but never for one and the same cause; a bell that presses never uses them again.
        bell = None if notice.kind in _PRESSING else notice.bell
        cause = str(notice.cause) if notice.cause is not None else bell
        key = (notice.group, notice.person, notice.name, notice.kind.value, notice.text, cause)
        self._said[key] += 1
        if self._said[key] > 1:
            self._break(now, f"told twice: {notice.text}")
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
                self._traces(uow, notice, at)
            digests = [(n, at) for n, at in self._fresh if n.kind is Kind.DIGEST]
            everything = uow.tickets.find(TicketQuery()) if digests else []
            for notice, at in digests:
                self.recounted += 1
                for wrong in recount(self._desk.county, notice, everything, at):
                    self._break(at, wrong)
        self._looked = now
        self._fresh.clear()

    def look_at_all(self, now: datetime) -> None:
        """At every open ticket, touched or not."""
        with self._desk.works.looking() as uow:
            for ticket in uow.tickets.find(TicketQuery(statuses=OPEN)):
                self._ticket(ticket, now)

    def _traces(self, uow: UnitOfWork, notice: Notice, at: datetime) -> None:
        """From what was said back to its row, and to what was heard or fell due."""
        row = uow.outbox.get(notice.id) if notice.id is not None else None
        if row is None or row.state is not NoticeState.SENT:
            self._break(at, f"no row in the outbox: {notice.text}")
        if notice.bell is None and (notice.cause is None or uow.inbox.get(notice.cause) is None):
            self._break(at, f"without a cause: {notice.text}")
        ticket = uow.tickets.get(notice.ticket) if notice.ticket is not None else None
        if notice.urgent and (ticket is None or not ticket.urgent):
            self._break(at, f"beyond the budget, and no emergency: {notice.text}")

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

    def _break(self, now: datetime, what: str) -> None:
        self.broken.append(f"{now.astimezone(BEIJING):%m-%d %H:%M:%S} {what}")
