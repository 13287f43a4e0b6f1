"""When things are due, and when a ticket next needs looking at (PRODUCT 4.1–4.5).

Everything is computed from the ticket: a bell that has rung is noted in
`ticket.rung`, and a change of deadline clears the notes that belong to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.clock import at_local, local_day
from casework.ports import WorkCalendar
from casework.settings import Settings
from casework.taxonomy import Status
from casework.ticket import Ticket

DUE_HOUR = 18
"""Due is 18:00 of the last working day."""

LADDER_STEPS = 4
"""After the cadre himself: team, 包片领导, 一站通, and the county's 一站通 where there is one."""

CLAIM_WARNING = timedelta(days=1)
"""How long before a claim lapses its volunteer is reminded."""

MAX_EMERGENCY_CALLS = 288
"""One day of calls at the default five minutes; by then the ladder of overdue matters has taken over."""


@dataclass(frozen=True)
class Bell:
    """A moment at which a ticket needs looking at.

    name: ``accept:0`` (cadre) … ``accept:4`` (一站通 of the county), ``call:n`` (emergency),
    ``half``, ``day_before``, ``due:0`` … ``due:4``, ``panel``, ``unclaimed``, ``claim_word``,
    ``release``, ``lapse``.
    """

    at: datetime
    name: str


def add_workdays(day: date, count: int, calendar: WorkCalendar) -> date:
    """The `count`-th working day after `day`, which itself isn't counted."""
    while count > 0:
        day += timedelta(days=1)
        if calendar.is_workday(day):
            count -= 1
    return day


def workday_before(day: date, calendar: WorkCalendar) -> date:
    """The last working day before `day`."""
    day -= timedelta(days=1)
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    return day


def due_after(start: datetime, workdays: int, calendar: WorkCalendar) -> datetime:
    """18:00 of the last of `workdays` working days after the day of `start`."""
    return at_local(add_workdays(local_day(start), workdays, calendar), DUE_HOUR)


def set_deadlines(ticket: Ticket, now: datetime, settings: Settings, calendar: WorkCalendar) -> None:
    """Start both clocks at `now`: acceptance and solution."""
    if ticket.urgent:
        ticket.accept_by = now + settings.emergency_accept_within
        ticket.due = now + settings.emergency_resolve_within
    else:
        ticket.accept_by = now + settings.accept_within
        ticket.due = due_after(now, settings.workdays_for(ticket.act, ticket.category), calendar)
    ticket.rung = ()
    ticket.clock_from = now


def reset_due(ticket: Ticket, due: datetime, now: datetime) -> None:
    """Move the solution's deadline at `now`; its reminders ring anew, those of acceptance don't."""
    ticket.due = due
    kept = tuple(name for name in ticket.rung if name.split(":")[0] in ("accept", "call"))
    # Half of the longer time may be over already: a reminder of it would come too late to be one.
    ticket.rung = kept if _half_time(ticket, due) > now else (*kept, "half")


def restart_acceptance(ticket: Ticket, now: datetime, settings: Settings) -> None:
    """Whoever gets it from below has the whole time to accept; the solution's clock goes on.

    An emergency has no such pause: it is called until somebody accepts.
    """
    if not ticket.urgent:
        ticket.accept_by = now + settings.accept_within
        ticket.rung = tuple(name for name in ticket.rung if not name.startswith("accept:"))


def bells(ticket: Ticket, settings: Settings, calendar: WorkCalendar) -> Iterator[Bell]:
    """Every bell of the ticket as it stands, rung or not, in no order."""
    if ticket.status is Status.RESOLVED and ticket.resolved_at:
        yield Bell(ticket.resolved_at + settings.confirm_within, "lapse")
        return
    if not ticket.is_open:
        return
    if ticket.is_offered:
        published = next(e.at for e in reversed(ticket.history) if e.move == "publish")
        yield Bell(published + settings.offer_within, "unclaimed")
        return
    if ticket.claimed_by is not None and ticket.claim_until:
        yield Bell(ticket.claim_until - CLAIM_WARNING, "claim_word")
        yield Bell(ticket.claim_until, "release")
    waiting = ticket.status in (Status.TRIAGE, Status.ASSIGNED)
    if waiting and ticket.accept_by:
        if ticket.urgent:
            for n in range(1, MAX_EMERGENCY_CALLS + 1):
                yield Bell(ticket.clock_from + n * settings.emergency_repeat, f"call:{n}")
        else:
            for step in range(LADDER_STEPS + 1):
                yield Bell(ticket.accept_by + timedelta(days=step), f"accept:{step}")
    if ticket.status is Status.CONSULTING:
        convened = next(e.at for e in reversed(ticket.history) if e.now is Status.CONSULTING != e.was)
        yield Bell(due_after(convened, settings.panel_workdays, calendar), "panel")
    if ticket.due:
        yield from _solution_bells(ticket, ticket.due, calendar)


def _solution_bells(ticket: Ticket, due: datetime, calendar: WorkCalendar) -> Iterator[Bell]:
    half = _half_time(ticket, due)
    yield Bell(half, "half")
    day_before = at_local(workday_before(local_day(due), calendar), DUE_HOUR)
    if half < day_before < due and not ticket.urgent:
        yield Bell(day_before, "day_before")
    for step in range(LADDER_STEPS + 1):
        yield Bell(due + timedelta(days=step), f"due:{step}")


def _half_time(ticket: Ticket, due: datetime) -> datetime:
    start = ticket.clock_from
    return (start + (due - start) / 2).replace(second=0, microsecond=0)


def next_bell(ticket: Ticket, settings: Settings, calendar: WorkCalendar) -> Bell | None:
    """The earliest bell that hasn't rung."""
    waiting = (b for b in bells(ticket, settings, calendar) if b.name not in ticket.rung)
    return min(waiting, key=lambda b: (b.at, b.name), default=None)


def wind(ticket: Ticket, settings: Settings, calendar: WorkCalendar) -> None:
    """Set `bell_at` to the next bell; to be called after every change of a ticket."""
    bell = next_bell(ticket, settings, calendar)
    ticket.bell_at = bell.at if bell else None
