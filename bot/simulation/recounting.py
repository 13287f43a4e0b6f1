"""The figures of a digest, counted once more from nothing but the histories of the tickets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from casework.clock import at_local, local_day
from casework.county import County
from casework.lifecycle import Move
from casework.notice import Notice
from casework.permissions import is_about
from casework.taxonomy import OPEN, Outcome, Status
from casework.ticket import Entry, Ticket

_DAY = re.compile(r"今日新登记 (\d+) 件，结案 (\d+) 件，在办 (\d+) 件")
_MONTH = re.compile(
    r"本月累计：登记 (\d+) 件，结案 (\d+) 件(?:，评价 (\d+) 件，其中满意和基本满意 (\d+) 件)?"
)
_MINE = re.compile(r"^(已超时|今天到期|等您签收|正在办理) (\d+) 件：$", re.MULTILINE)
_AREA = re.compile(r"在办 (\d+) 件：已超时 (\d+)，今天到期 (\d+)，待签收 (\d+)")
_WEEK = re.compile(
    r"上周（.*）：登记 (\d+) 件，结案 (\d+) 件(?:（其中未能解决 (\d+) 件）)?"
    r"(?:，评价 (\d+) 件，其中满意和基本满意 (\d+) 件)?"
)
_GONE = frozenset({Status.MERGED, Status.WITHDRAWN})
_FAVOURABLE = frozenset({"满意", "基本满意"})


def recount(county: County, digest: Notice, tickets: Sequence[Ticket], at: datetime) -> Iterator[str]:
    """What a digest sent at `at` told wrongly, in words; `tickets` are all there are."""
    if digest.group is not None:
        group = county.group(digest.group)
        village = group.village_key if group else None
        public = [t for t in tickets if t.village == village and not t.private]
        yield from _compare(digest, _DAY, _day(public, at))
        yield from _compare(digest, _MONTH, _since(public, at_local(local_day(at).replace(day=1), 0), at))
        return
    if _AREA.search(digest.text):
        yield from _compare(digest, _AREA, _open(_led(county, digest, tickets), at))
    if _WEEK.search(digest.text):
        end = at_local(local_day(at) - timedelta(days=local_day(at).weekday()), 0)
        led = _led(county, digest, tickets)
        begin = end - timedelta(days=7)
        new, ended, *rated = _since(led, begin, end)
        unfixed = sum(t.outcome is Outcome.UNFIXED for t in _ended(led, begin, end))
        yield from _compare(digest, _WEEK, (new, ended, unfixed, *rated))
    if told := dict(_MINE.findall(digest.text)):
        mine = Counter(_standing(t, at) for t in tickets if t.cadre == digest.person and _working(t))
        if {name: int(count) for name, count in told.items()} != mine:
            yield f"{digest.person}: told {told}, the history says {dict(mine)}"


def _compare(digest: Notice, figures: re.Pattern[str], wanted: Iterable[int]) -> Iterator[str]:
    found = figures.search(digest.text)
    said, counted = [int(n) for n in found.groups("0")] if found else [], list(wanted)
    if said != counted:
        yield f"{digest.group or digest.person}: told {said}, the history says {counted}"


def _day(tickets: Sequence[Ticket], at: datetime) -> tuple[int, int, int]:
    """Of a day up to `at`: registered, ended, and open now."""
    new, ended, *_ = _since(tickets, at_local(local_day(at), 0), at)
    return new, ended, sum(t.history[-1].now in OPEN for t in tickets)


def _since(tickets: Sequence[Ticket], begin: datetime, end: datetime) -> tuple[int, int, int, int]:
    """Within a stretch of time: registered, ended; of these rated, and rated well."""
    ended = _ended(tickets, begin, end)
    verdicts = [v for t in ended if (v := _verdict(t))]
    new = sum(begin <= t.history[0].at <= end and t.status not in _GONE for t in tickets)
    return new, len(ended), len(verdicts), sum(v in _FAVOURABLE for v in verdicts)


def _open(tickets: Sequence[Ticket], at: datetime) -> tuple[int, int, int, int]:
    """Of an area: at work, late, due today, waiting to be accepted."""
    states = Counter(_standing(t, at) for t in tickets if _working(t))
    return sum(states.values()), states["已超时"], states["今天到期"], states["等您签收"]


def _led(county: County, digest: Notice, tickets: Sequence[Ticket]) -> list[Ticket]:
    """The tickets of a leader's area, but those about himself."""
    me = digest.person or ""
    duties = county.duties(me)
    return [
        t
        for t in tickets
        if (duties.whole or t.township in duties.townships or t.village in duties.led_villages)
        and not is_about(county, me, t)
    ]


def _working(ticket: Ticket) -> bool:
    """Whether its last entry leaves somebody something to do."""
    return ticket.history[-1].now in OPEN - {Status.RESOLVED}


def _standing(ticket: Ticket, at: datetime) -> str:
    """Under which heading of a morning's list it belongs."""
    waits = ticket.history[-1].now in (Status.TRIAGE, Status.ASSIGNED)
    if (ticket.due and ticket.due < at) or (waits and ticket.accept_by and ticket.accept_by < at):
        return "已超时"
    if ticket.due and local_day(ticket.due) == local_day(at):
        return "今天到期"
    return "等您签收" if waits and not ticket.is_offered else "正在办理"


def _ended(tickets: Sequence[Ticket], begin: datetime, end: datetime) -> list[Ticket]:
    """Those closed within a stretch of time and not reopened since."""
    return [t for t in tickets if (e := _ending(t)) is not None and begin <= e.at <= end]


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
