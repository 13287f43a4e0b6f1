"""The digests in words: one message each, no private matter, no telephone number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casework.clock import local_day
from casework.county import County
from casework.digest import CadreDigest, Chart, GroupDigest, LeaderDigest, Week
from casework.ticket import Ticket
from casework.wording import LISTED, end_word, head, holder, moment

CHART_LABELS = ("登记", "结案", "超时")
"""What the three bars of a village stand for in the weekly picture."""


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _listed(tickets: Sequence[Ticket], lines: Sequence[str]) -> list[str]:
    more = len(tickets) - LISTED
    return [*lines[:LISTED], *([f"……另有{more}件"] if more > 0 else [])]


def group_digest(facts: GroupDigest, county: County) -> str:
    """The daily digest of a village's group."""
    lines = [
        f"【民情日报】{facts.village} {_day(facts.day)}",
        f"今日新登记 {len(facts.new)} 件，结案 {len(facts.settled)} 件，在办 {len(facts.open)} 件",
    ]
    fresh = [t for t in facts.new if t not in facts.settled]
    parts = (
        ("新登记", fresh, [f"{head(t)}（{_stands(t, county)}）" for t in fresh]),
        ("有进展", facts.moved, [f"{head(t)}（{_stands(t, county)}）" for t in facts.moved]),
        ("已结案", facts.settled, [_settled(t) for t in facts.settled]),
        ("还在办", facts.older, [f"{head(t)}（{_stands(t, county)}）" for t in facts.older]),
    )
    for title, tickets, entries in parts:
        if tickets:
            lines.append(f"{title}：")
            lines += _listed(tickets, entries)
    rated = _rated(facts.month_rated, facts.month_satisfied)
    lines.append(f"本月累计：登记 {facts.month_new} 件，结案 {facts.month_settled} 件{rated}")
    return "\n".join(lines)


def _rated(rated: int, satisfied: int) -> str:
    """The villagers' verdicts, once there are any."""
    return f"，评价 {rated} 件，其中满意和基本满意 {satisfied} 件" if rated else ""


def _stands(ticket: Ticket, county: County) -> str:
    """The status, and with whom it is as long as it is open."""
    return f"{ticket.state}，{holder(county, ticket)}" if ticket.is_open else ticket.status.label


def _settled(ticket: Ticket) -> str:
    outcome = ticket.outcome.label if ticket.outcome else ticket.status.label
    verdict = ticket.rating.label if ticket.rating else "未确认" if ticket.unconfirmed else ""
    return f"{head(ticket)}（{'，'.join(filter(None, (outcome, verdict)))}）"


def cadre_digest(facts: CadreDigest) -> str:
    """A cadre's morning list."""
    lines = [f"【今日清单】{facts.name} {_day(facts.day)}"]
    parts = (
        ("已超时", facts.overdue),
        ("今天到期", facts.due_today),
        ("等您签收", facts.waiting),
        ("正在办理", facts.in_hand),
    )
    for title, tickets in parts:
        if tickets:
            lines.append(f"{title} {len(tickets)} 件：")
            lines += _listed(tickets, [f"{head(t)}{_by(t, facts.day)}" for t in tickets])
    return "\n".join(lines)


def _by(ticket: Ticket, day: date) -> str:
    """By when it has to be solved; where that isn't what is late, by when it should have been accepted."""
    if ticket.accepted_at is None and ticket.accept_by and ticket.due and local_day(ticket.due) >= day:
        return f"，{moment(ticket.accept_by)}前签收，{moment(ticket.due)}前{end_word(ticket)}"
    return f"，{moment(ticket.due)}前{end_word(ticket)}" if ticket.due else ""


def leader_digest(facts: LeaderDigest, county: County) -> str:
    """A leader's morning: what is open in his area, who is late, what is due; on Mondays the week."""
    lines = [f"【今日汇总】{facts.area} {_day(facts.day)}"]
    if facts.open:
        lines.append(
            f"在办 {len(facts.open)} 件：已超时 {facts.overdue}，今天到期 {len(facts.due_today)}，"
            f"待签收 {len(facts.waiting)}"
        )
    for name, tickets in facts.late[:LISTED]:
        lines.append(f"{name} 超时 {len(tickets)} 件：{_tags(tickets)}")
    if len(facts.late) > LISTED:
        lines.append(f"……另有{len(facts.late) - LISTED}人超时")
    for title, tickets in (("今天到期", facts.due_today), ("待签收", facts.waiting)):
        if tickets:
            lines.append(f"{title}：")
            lines += _listed(tickets, [f"{_named(t)}（{holder(county, t)}）" for t in tickets])
    if facts.week is not None and facts.week.has_news:
        lines.append(_week(facts.week))
    return "\n".join(lines)


def _named(ticket: Ticket) -> str:
    """As `head`, but for those who only oversee it without what somebody told in confidence."""
    return f"{ticket.tag}〔{ticket.category.label}〕不公开" if ticket.private else head(ticket)


def _tags(tickets: Sequence[Ticket]) -> str:
    more = len(tickets) - LISTED
    return "、".join(t.tag for t in tickets[:LISTED]) + (f"等{len(tickets)}件" if more > 0 else "")


def _week(week: Week) -> str:
    unfixed = f"（其中未能解决 {week.unfixed} 件）" if week.unfixed else ""
    return (
        f"上周（{_day(week.begin)}至{_day(week.end)}）：登记 {week.new} 件，结案 {week.settled} 件{unfixed}"
        f"{_rated(week.rated, week.satisfied)}"
    )


def week_chart(facts: LeaderDigest) -> Chart | None:
    """The picture beside the week's figures; None on other days and where there is nothing to show."""
    week = facts.week
    if week is None or not week.has_news:
        return None
    return Chart(f"{facts.area} {_day(week.begin)}至{_day(week.end)}", week.bars)
