"""The digests in words: one message each, no private matter, no telephone number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casework.county import County
from casework.digest import CadreDigest, GroupDigest, LeaderDigest
from casework.ticket import Ticket
from casework.wording import LISTED, head, holder, moment


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
        ("新登记", fresh, [f"{head(t)}（{t.status.label}，{holder(county, t)}）" for t in fresh]),
        ("有进展", facts.moved, [f"{head(t)}（{t.status.label}）" for t in facts.moved]),
        ("已结案", facts.settled, [_settled(t) for t in facts.settled]),
        ("还在办", facts.older, [f"{head(t)}（{t.status.label}，{holder(county, t)}）" for t in facts.older]),
    )
    for title, tickets, entries in parts:
        if tickets:
            lines.append(f"{title}：")
            lines += _listed(tickets, entries)
    lines.append(
        f"本月累计：登记 {facts.month_new} 件，结案 {facts.month_settled} 件，"
        f"评价 {facts.month_rated} 件，其中满意和基本满意 {facts.month_satisfied} 件"
    )
    return "\n".join(lines)


def _settled(ticket: Ticket) -> str:
    outcome = ticket.outcome.label if ticket.outcome else ticket.status.label
    return f"{head(ticket)}（{outcome}{'，' + ticket.rating.label if ticket.rating else ''}）"


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
            lines += _listed(tickets, [f"{head(t)}{_due(t)}" for t in tickets])
    return "\n".join(lines)


def _due(ticket: Ticket) -> str:
    return f"，{moment(ticket.due)}前办结" if ticket.due else ""


def leader_digest(facts: LeaderDigest, county: County) -> str:
    """A leader's morning list."""
    lines = [f"【今日汇总】{facts.area} {_day(facts.day)}", f"在办 {len(facts.open)} 件"]
    for name, tickets in facts.late:
        lines.append(f"{name} 超时 {len(tickets)} 件：{'、'.join(t.tag for t in tickets)}")
    if facts.week_new is not None:
        lines.append(
            f"上周：登记 {facts.week_new} 件，办结 {facts.week_settled} 件，"
            f"评价 {facts.week_rated} 件，其中满意和基本满意 {facts.week_satisfied} 件"
        )
    return "\n".join(lines)
