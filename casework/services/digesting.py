"""Digests: facts read from the tickets, put into words, written to the outbox at most once (PRODUCT 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from casework.clock import at_local, local_day
from casework.county import Cadre, ChatGroup, Purpose
from casework.digest import CadreDigest, GroupDigest, LeaderDigest
from casework.digest_wording import cadre_digest, group_digest, leader_digest
from casework.lifecycle import Move
from casework.notice import Notice
from casework.permissions import is_about
from casework.ports import TicketQuery, UnitOfWork
from casework.services.desk import Desk
from casework.services.hindsight import as_of
from casework.services.standing_in import absent_for, leaves
from casework.taxonomy import OPEN, Kind, Rating, Status
from casework.ticket import Ticket

_TAKEN_BACK = frozenset({Status.MERGED, Status.WITHDRAWN})
"""Of no news to a group: told under another number, or not meant after all."""

_NO_NEWS = frozenset({Move.REMIND.value, Move.ESCALATE.value, Move.REGISTER.value, Move.ASSIGN.value})
_WORKING = OPEN - {Status.RESOLVED}
_FAVOURABLE = frozenset({Rating.SATISFIED, Rating.FAIR})


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
    touched = [t for t in touched if t.status not in _TAKEN_BACK]
    new = [t for t in touched if t.opened_at >= start]
    settled = [t for t in touched if t.status is Status.CLOSED and t.closed_at and t.closed_at >= start]
    moved = [t for t in touched if t not in new and t not in settled and _moved(t, start)]
    this_month = uow.tickets.find(
        TicketQuery(village=village, private=False, touched_from=month, touched_to=later)
    )
    ended = [t for t in this_month if t.closed_at and t.closed_at >= month and t.status is Status.CLOSED]
    rated = [t for t in ended if t.rating]
    return GroupDigest(
        day=day,
        village=group.village or group.name,
        new=new,
        moved=moved,
        settled=settled,
        open=all_open,
        month_new=sum(1 for t in this_month if t.opened_at >= month and t.status not in _TAKEN_BACK),
        month_settled=len(ended),
        month_satisfied=sum(1 for t in rated if t.rating in _FAVOURABLE),
        month_rated=len(rated),
    )


def _moved(ticket: Ticket, since: datetime) -> bool:
    return any(e.at >= since and e.move not in _NO_NEWS for e in ticket.history)


def facts_for_cadre(desk: Desk, uow: UnitOfWork, cadre: Cadre, now: datetime) -> CadreDigest:
    """What a cadre has before him, and what those have for whom he stands in."""
    acting = (cadre.id, *absent_for(uow, cadre.id, now))
    found = _in_any(uow, [TicketQuery(statuses=_WORKING, cadre=id) for id in acting])
    mine = [t for t in found if t.cadre == cadre.id or not is_about(desk.county, cadre.id, t)]
    today = local_day(now)
    overdue = [t for t in mine if t.overdue(now)]
    due = [t for t in mine if t not in overdue and t.due and local_day(t.due) == today]
    waiting = [t for t in mine if t not in overdue and t not in due and t.accepted_at is None]
    rest = [t for t in mine if t not in overdue and t not in due and t not in waiting]
    return CadreDigest(today, cadre.name, waiting, due, overdue, rest)


def facts_for_leader(desk: Desk, uow: UnitOfWork, cadre: Cadre, now: datetime) -> LeaderDigest | None:
    """The same for the area of a 包片领导 or 一站通; None for somebody who has no area."""
    duties = desk.county.duties(cadre.id)
    if not duties.led_villages and not duties.townships:
        return None

    queries = [
        *(TicketQuery(township=township) for township in duties.townships),
        *(TicketQuery(village=village) for village in duties.led_villages),
    ]

    found = _in_any(uow, [replace(q, statuses=_WORKING) for q in queries])
    working = [t for t in found if not is_about(desk.county, cadre.id, t)]
    late: dict[str, list[Ticket]] = {}
    for ticket in working:
        if ticket.overdue(now):
            holder = desk.county.cadre(ticket.cadre) if ticket.cadre else None
            late.setdefault(holder.name if holder else "未派出", []).append(ticket)
    area = "、".join(duties.townships) or "、".join(v.partition("/")[2] for v in duties.led_villages)
    today = local_day(now)
    facts = LeaderDigest(today, area, working, sorted(late.items(), key=lambda p: (-len(p[1]), p[0])))
    if today.weekday() != 0:
        return facts
    begin, end = at_local(today - timedelta(days=7), 0), at_local(today, 0)
    week = _in_any(uow, [replace(q, touched_from=begin, touched_to=end) for q in queries])
    ended = [t for t in week if t.status is Status.CLOSED and t.closed_at and begin <= t.closed_at < end]
    rated = [t for t in ended if t.rating]
    return LeaderDigest(
        today,
        area,
        working,
        facts.late,
        week_new=sum(1 for t in week if begin <= t.opened_at < end),
        week_settled=len(ended),
        week_satisfied=sum(1 for t in rated if t.rating in _FAVOURABLE),
        week_rated=len(rated),
    )


def _in_any(uow: UnitOfWork, queries: Sequence[TicketQuery]) -> list[Ticket]:
    """The tickets that fit any of the queries, each once, by number."""
    found = {t.number: t for query in queries for t in uow.tickets.find(query)}
    return [found[n] for n in sorted(found)]


def write_group_digests(desk: Desk, now: datetime) -> None:
    """18:00: one message to each group whose village has news."""
    with desk.works() as uow:
        for group in desk.county.groups(Purpose.VILLAGE):
            if group.village_key is None:
                continue
            facts = facts_for_group(uow, group, now)
            if facts.has_news:
                text = group_digest(facts, desk.county)
                _write(
                    desk, uow, Notice(Kind.DIGEST, text, now, group=group.name), f"group:{group.name}", now
                )
        uow.commit()


def write_cadre_digests(desk: Desk, now: datetime) -> None:
    """08:00 on working days: each cadre's list, and his area's for leaders."""
    if not desk.calendar.is_workday(local_day(now)):
        return
    with desk.works() as uow:
        for cadre in _with_work(desk, uow, now):
            mine = facts_for_cadre(desk, uow, cadre, now)
            if mine.has_news:
                notice = Notice(Kind.DIGEST, cadre_digest(mine), now, person=cadre.id)
                _write(desk, uow, notice, f"cadre:{cadre.id}", now)
            area = facts_for_leader(desk, uow, cadre, now)
            if area is not None and area.has_news:
                notice = Notice(Kind.DIGEST, leader_digest(area, desk.county), now, person=cadre.id)
                _write(desk, uow, notice, f"leader:{cadre.id}", now)
        uow.commit()


def _with_work(desk: Desk, uow: UnitOfWork, now: datetime) -> Sequence[Cadre]:
    """Cadres who may have something to read today: holders of open tickets, and leaders of their areas."""
    ids: dict[str, None] = {}
    for ticket in uow.tickets.find(TicketQuery(statuses=OPEN)):
        village, township = desk.county.village(ticket.village), desk.county.township(ticket.township)
        for id in (ticket.cadre, village.leader if village else None, township.lead if township else None):
            if id:
                ids.setdefault(id)
    for id, leave in leaves(uow).items():
        if id in ids and leave.covers(local_day(now)):
            ids.setdefault(leave.deputy)
    return _cadres(desk, sorted(ids))


def _cadres(desk: Desk, ids: Iterable[str]) -> list[Cadre]:
    return [cadre for id in ids if (cadre := desk.county.cadre(id)) is not None]


def _write(desk: Desk, uow: UnitOfWork, notice: Notice, whose: str, now: datetime) -> None:
    """At most once a day and addressee, also after a restart; useless when half a day late."""
    notice.once = f"digest:{whose}:{local_day(now).isoformat()}"
    notice.bell = notice.once
    notice.not_after = now + desk.settings.digest_useful_for
    uow.outbox.add(notice)


def render(desk: Desk, uow: UnitOfWork, audience: str, name: str | None, day: date) -> list[str]:
    """Digests as text without writing anything: for ``python -m bot digest``.

    Those of an earlier day tell how matters stood then.
    audience: group, cadre or leader; name: a group, a cadre's name or 工号; None for all with news.
    """
    if audience == "group":
        at = at_local(day, desk.settings.group_digest_at.hour, desk.settings.group_digest_at.minute)
        groups = [g for g in desk.county.groups(Purpose.VILLAGE) if name in (None, g.name, g.village)]
        uow = as_of(uow, at, desk.settings, desk.calendar)
        facts = [facts_for_group(uow, g, at) for g in groups]
        return [group_digest(f, desk.county) for f in facts if f.has_news]
    at = at_local(day, desk.settings.cadre_digest_at.hour, desk.settings.cadre_digest_at.minute)
    uow = as_of(uow, at, desk.settings, desk.calendar)
    chosen = (
        [c for c in desk.county.cadres() if name in (c.id, c.name)] if name else _with_work(desk, uow, at)
    )
    if audience == "cadre":
        mine = [facts_for_cadre(desk, uow, c, at) for c in chosen]
        return [cadre_digest(f) for f in mine if f.has_news]
    areas = [facts_for_leader(desk, uow, c, at) for c in chosen]
    return [leader_digest(f, desk.county) for f in areas if f is not None and f.has_news]
