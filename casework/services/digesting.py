"""Digests put into words and written to the outbox at most once (PRODUCT 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from casework.chain import above
from casework.clock import at_local, local_day
from casework.county import Cadre, Purpose
from casework.digest_wording import cadre_digest, group_digest, leader_digest, week_chart
from casework.notice import Notice
from casework.ports import TicketQuery, UnitOfWork
from casework.services.desk import Desk
from casework.services.digest_facts import (
    A_WEEK,
    facts_for_cadre,
    facts_for_group,
    facts_for_leader,
    opens_week,
    villages_with_news,
)
from casework.services.hindsight import as_of
from casework.services.standing_in import leaves
from casework.taxonomy import OPEN, Kind
from casework.ticket import Ticket


def write_group_digests(desk: Desk, now: datetime) -> None:
    """18:00: one message to each group whose village has news."""
    with desk.works() as uow:
        news = villages_with_news(uow, now)
        for group in desk.county.groups(Purpose.VILLAGE):
            if group.village_key not in news:
                continue
            facts = facts_for_group(uow, group, now)
            if facts.has_news:
                notice = Notice(Kind.DIGEST, group_digest(facts, desk.county), now, group=group.name)
                _write(desk, uow, notice, f"group:{group.name}", now)
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
                chart = week_chart(area)
                notice.picture = chart.dumps() if chart else None
                _write(desk, uow, notice, f"leader:{cadre.id}", now)
        uow.commit()


def _with_work(desk: Desk, uow: UnitOfWork, now: datetime) -> Sequence[Cadre]:
    """Cadres who may have something to read today: holders of open tickets, and leaders of their areas."""
    ids: dict[str, None] = {}
    for ticket in _talked_of(desk, uow, now):
        steps = above(desk.county, desk.county.village(ticket.village), ticket.township)
        for id in (ticket.cadre, *(id for _, leaders in steps for id in leaders)):
            if id:
                ids.setdefault(id)
    for id, leave in leaves(uow).items():
        if id in ids and leave.covers(local_day(now)):
            ids.setdefault(leave.deputy)
    return _cadres(desk, sorted(ids))


def _talked_of(desk: Desk, uow: UnitOfWork, now: datetime) -> list[Ticket]:
    """What is open, and on the first working day of a week what was touched in the week before."""
    found = list(uow.tickets.find(TicketQuery(statuses=OPEN)))
    today = local_day(now)
    if opens_week(today, desk.calendar):
        end = at_local(today - timedelta(days=today.weekday()), 0)
        found += uow.tickets.find(TicketQuery(touched_from=end - A_WEEK, touched_to=end))
    return found


def _cadres(desk: Desk, ids: Iterable[str]) -> list[Cadre]:
    return [cadre for id in ids if (cadre := desk.county.cadre(id)) is not None]


def _write(desk: Desk, uow: UnitOfWork, notice: Notice, whose: str, now: datetime) -> None:
    """At most once a day and addressee, also after a restart; useless when half a day late."""
    notice.once = f"digest:{whose}:{local_day(now).isoformat()}"
    notice.bell = notice.once
    notice.not_after = now + desk.settings.digest_useful_for
    uow.outbox.add(notice)


def render(desk: Desk, uow: UnitOfWork, audience: str, name: str | None, day: date) -> list[tuple[str, str]]:
    """Digests as text, each with whom it is for, without writing anything: for ``python -m bot digest``.

    Those of an earlier day tell how matters stood then.
    audience: group, cadre or leader; name: a group or its village (with or without the
    township), a cadre's name or 工号; None for all with news.
    """
    if audience == "group":
        at = at_local(day, desk.settings.group_digest_at.hour, desk.settings.group_digest_at.minute)
        groups = [
            g for g in desk.county.groups(Purpose.VILLAGE) if name in (None, g.name, g.village, g.village_key)
        ]
        uow = as_of(uow, at, desk.settings, desk.calendar)
        news = [(g.name, facts_for_group(uow, g, at)) for g in groups]
        return [(to, group_digest(f, desk.county)) for to, f in news if f.has_news]
    at = at_local(day, desk.settings.cadre_digest_at.hour, desk.settings.cadre_digest_at.minute)
    uow = as_of(uow, at, desk.settings, desk.calendar)
    if name:
        chosen: Sequence[Cadre] = [c for c in desk.county.cadres() if name in (c.id, c.name)]
    else:
        chosen = _with_work(desk, uow, at)
    if audience == "cadre":
        mine = [(f"{c.id} {c.name}", facts_for_cadre(desk, uow, c, at)) for c in chosen]
        return [(to, cadre_digest(f)) for to, f in mine if f.has_news]
    areas = [(f"{c.id} {c.name}", facts_for_leader(desk, uow, c, at)) for c in chosen]
    return [(to, leader_digest(f, desk.county)) for to, f in areas if f is not None and f.has_news]
