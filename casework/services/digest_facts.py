"""What digests tell, read from the tickets (PRODUCT 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from casework.clock import at_local, local_day
from casework.county import Cadre, ChatGroup, Duties
from casework.digest import Bar, CadreDigest, GroupDigest, LeaderDigest, Week
from casework.lifecycle import Move
from casework.permissions import is_about
from casework.ports import TicketQuery, UnitOfWork, WorkCalendar
from casework.services.desk import Desk
from casework.services.standing_in import absent_for
from casework.taxonomy import OPEN, Outcome, Rating, Status
from casework.ticket import Ticket

TAKEN_BACK = frozenset({Status.MERGED, Status.WITHDRAWN})
"""Of no news to a group: told under another number, or not meant after all."""

NO_NEWS = frozenset({Move.REMIND.value, Move.ESCALATE.value, Move.REGISTER.value, Move.ASSIGN.value})
WORKING = OPEN - {Status.RESOLVED}
FAVOURABLE = frozenset({Rating.SATISFIED, Rating.FAIR})

NAMED_VILLAGES = 3
"""An area of more villages is told by the first and their number."""

A_WEEK = timedelta(days=7)


def facts_for_group(uow: UnitOfWork, group: ChatGroup, now: datetime) -> GroupDigest:
    """A group's day up to `now`, without anything private."""
    day = local_day(now)
    start, month = at_local(day, 0), at_local(day.replace(day=1), 0)
    village = group.village_key or ""
    later = now + timedelta(microseconds=1)
    all_open = uow.tickets.find(TicketQuery(statuses=OPEN, village=village, private=False))
    touched = uow.tickets.find(
        TicketQuery(village=village, private=False, touched_from=start, touched_to=later)
    )
    touched = [t for t in touched if t.status not in TAKEN_BACK]
    new = [t for t in touched if t.opened_at >= start]
    settled = [t for t in touched if t.status is Status.CLOSED and t.closed_at and t.closed_at >= start]
    moved = [t for t in touched if t not in new and t not in settled and _moved(t, start)]
    this_month = uow.tickets.find(
        TicketQuery(village=village, private=False, touched_from=month, touched_to=later)
    )
    ended = _ended(this_month, month, later)
    return GroupDigest(
        day=day,
        village=group.village or group.name,
        new=new,
        moved=moved,
        settled=settled,
        open=all_open,
        month_new=sum(1 for t in this_month if t.opened_at >= month and t.status not in TAKEN_BACK),
        month_settled=len(ended),
        month_satisfied=sum(1 for t in ended if t.rating in FAVOURABLE),
        month_rated=sum(1 for t in ended if t.rating),
    )


def villages_with_news(uow: UnitOfWork, now: datetime) -> set[str]:
    """Keys of the villages where anything public was touched on the day of `now`."""
    start = at_local(local_day(now), 0)
    query = TicketQuery(private=False, touched_from=start, touched_to=now + timedelta(microseconds=1))
    return {t.village for t in uow.tickets.find(query)}


def _moved(ticket: Ticket, since: datetime) -> bool:
    return any(e.at >= since and e.move not in NO_NEWS for e in ticket.history)


def _ended(tickets: Iterable[Ticket], begin: datetime, end: datetime) -> list[Ticket]:
    """Those closed within a stretch of time and not reopened since."""
    return [t for t in tickets if t.status is Status.CLOSED and t.closed_at and begin <= t.closed_at < end]


def facts_for_cadre(desk: Desk, uow: UnitOfWork, cadre: Cadre, now: datetime) -> CadreDigest:
    """What a cadre has before him, and what those have for whom he stands in."""
    acting = (cadre.id, *absent_for(uow, cadre.id, now))
    found = _in_any(uow, [TicketQuery(statuses=WORKING, cadre=id) for id in acting])
    mine = [t for t in found if t.cadre == cadre.id or not is_about(desk.county, cadre.id, t)]
    overdue, due, waiting, rest = _sorted_out(mine, now)
    return CadreDigest(local_day(now), cadre.name, waiting, due, overdue, rest)


def _sorted_out(
    tickets: Sequence[Ticket], now: datetime
) -> tuple[list[Ticket], list[Ticket], list[Ticket], list[Ticket]]:
    """Overdue, due today, waiting to be accepted, the rest: each ticket in the first that fits."""
    overdue: list[Ticket] = []
    due: list[Ticket] = []
    waiting: list[Ticket] = []
    rest: list[Ticket] = []
    for ticket in tickets:
        if ticket.overdue(now):
            overdue.append(ticket)
        elif ticket.due and local_day(ticket.due) == local_day(now):
            due.append(ticket)
        else:
            (waiting if ticket.accepted_at is None and not ticket.is_offered else rest).append(ticket)
    return overdue, due, waiting, rest


def facts_for_leader(desk: Desk, uow: UnitOfWork, cadre: Cadre, now: datetime) -> LeaderDigest | None:
    """The same for the area of a 包片领导 or 一站通; None for somebody who has no area."""
    duties = desk.county.duties(cadre.id)
    if not duties.led_villages and not duties.townships:
        return None
    queries = [
        *(TicketQuery(township=township) for township in duties.townships),
        *(TicketQuery(village=village) for village in duties.led_villages),
    ]
    if duties.whole:
        queries = [TicketQuery()]
    working = _known_to(desk, cadre, _in_any(uow, [replace(q, statuses=WORKING) for q in queries]))
    overdue, due, waiting, _ = _sorted_out(working, now)
    late: dict[str, list[Ticket]] = {}
    for ticket in overdue:
        holder = desk.county.cadre(ticket.cadre) if ticket.cadre else None
        late.setdefault(holder.name if holder else "未派出", []).append(ticket)
    today = local_day(now)
    week = None
    if opens_week(today, desk.calendar):
        end = today - timedelta(days=today.weekday())
        begin = end - A_WEEK
        touched = [replace(q, touched_from=at_local(begin, 0), touched_to=at_local(end, 0)) for q in queries]
        week = _week(desk, begin, end, _known_to(desk, cadre, _in_any(uow, touched)), overdue)
    return LeaderDigest(
        today,
        _area(duties),
        working,
        waiting,
        due,
        sorted(late.items(), key=lambda p: (-len(p[1]), p[0])),
        week,
    )


def opens_week(day: date, calendar: WorkCalendar) -> bool:
    """Whether it is the first working day of its week: Monday, or the next one after a holiday."""
    before = (day - timedelta(days=n) for n in range(1, day.weekday() + 1))
    return calendar.is_workday(day) and not any(calendar.is_workday(d) for d in before)


def _week(desk: Desk, begin: date, end: date, touched: Sequence[Ticket], overdue: Sequence[Ticket]) -> Week:
    first, last = at_local(begin, 0), at_local(end, 0)
    new = [t for t in touched if first <= t.opened_at < last and t.status not in TAKEN_BACK]
    ended = _ended(touched, first, last)
    villages = dict.fromkeys(t.village for t in sorted((*new, *ended, *overdue), key=lambda t: t.village))
    one = len(villages) == 1

    def name(ticket: Ticket) -> str:
        grid = desk.county.grid(ticket.grid) if ticket.grid else None
        village = ticket.village.partition("/")[2] or ticket.township
        return (grid.name if grid else "网格未定") if one else village

    names = dict.fromkeys(name(t) for t in sorted((*new, *ended, *overdue), key=lambda t: t.number))
    counted = [[name(t) for t in tickets] for tickets in (new, ended, overdue)]
    return Week(
        begin=begin,
        end=end - timedelta(days=1),
        new=len(new),
        settled=len(ended),
        unfixed=sum(1 for t in ended if t.outcome is Outcome.UNFIXED),
        satisfied=sum(1 for t in ended if t.rating in FAVOURABLE),
        rated=sum(1 for t in ended if t.rating),
        bars=tuple(Bar(n, *(names_of.count(n) for names_of in counted)) for n in names),
    )


def _area(duties: Duties) -> str:
    if duties.whole:
        return "全县"
    if duties.townships:
        return "、".join(duties.townships)
    names = [v.partition("/")[2] for v in duties.led_villages]
    return "、".join(names) if len(names) <= NAMED_VILLAGES else f"{names[0]}等{len(names)}村"


def _in_any(uow: UnitOfWork, queries: Sequence[TicketQuery]) -> list[Ticket]:
    """The tickets that fit any of the queries, each once, by number."""
    found = {t.number: t for query in queries for t in uow.tickets.find(query)}
    return [found[n] for n in sorted(found)]


def _known_to(desk: Desk, cadre: Cadre, tickets: Sequence[Ticket]) -> list[Ticket]:
    """Those that aren't about the reader."""
    return [t for t in tickets if not is_about(desk.county, cadre.id, t)]
