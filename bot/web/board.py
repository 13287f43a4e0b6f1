"""The tickets beside the chat: number, category, status, holder, due; the history on a click."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.ledger import village_name, what_happened
from bot.web.markup import Markup, join, lines, tag
from casework.clock import BEIJING
from casework.county import County
from casework.privacy import gist, mask
from casework.taxonomy import Status
from casework.ticket import Entry, Ticket
from casework.wording import holder, moment, reporters

SIGNS = {
    Status.TRIAGE: "？",
    Status.ASSIGNED: "○",
    Status.ACCEPTED: "◐",
    Status.CONSULTING: "◇",
    Status.RESOLVED: "◕",
    Status.CLOSED: "●",
    Status.REJECTED: "✕",
    Status.MERGED: "⇒",
    Status.WITHDRAWN: "↩",
}
"""A sign beside each status, so that colour isn't the only difference."""

HISTORY = 60
"""How many of a ticket's latest entries are shown: an emergency nobody accepts gets hundreds."""


def board(tickets: Sequence[Ticket], county: County, now: datetime) -> Markup:
    """Every ticket, as given."""
    if not tickets:
        return tag("p", "还没有工单。在群里说一件烦心事，过十几秒就有了。", class_="note")
    return join(*(_ticket(ticket, county, now) for ticket in tickets))


def _ticket(ticket: Ticket, county: County, now: datetime) -> Markup:
    overdue = ticket.overdue(now)
    summary = tag(
        "summary",
        tag("span", tag("b", ticket.tag, class_="number"), f"〔{ticket.category.label}〕", _status(ticket)),
        tag("span", gist(ticket.text, 40), class_="gist"),
        tag("span", village_name(ticket, county), " · ", holder(county, ticket), class_="line"),
        tag("span", _due(ticket), tag("strong", " ⚠ 超期") if overdue else None, class_="line"),
        tag("span", *_marks(ticket), class_="marks"),
    )
    facts = tag("dl", *(part for name, value in _facts(ticket) if value for part in _fact(name, value)))
    earlier = len(ticket.history) - HISTORY
    left_out = tag("li", f"更早的 {earlier} 条没有列出") if earlier > 0 else None
    entries = (_entry(entry, county) for entry in ticket.history[-HISTORY:])
    history = tag("ol", left_out, *entries, class_="history")
    content = (summary, facts, tag("h3", "经过"), history)
    return tag("details", *content, class_=f"ticket {ticket.status.value}", id=f"ticket-{ticket.number}")


def _status(ticket: Ticket) -> Markup:
    sign = tag("span", SIGNS[ticket.status], aria_hidden="true")
    return tag("span", sign, " ", ticket.status.label, class_="status")


def _due(ticket: Ticket) -> str:
    if ticket.closed_at:
        return f"{moment(ticket.closed_at)} 结案"
    return f"期限 {moment(ticket.due)}" if ticket.due else ""


def _marks(ticket: Ticket) -> list[Markup]:
    marks = ["急难险情"] if ticket.urgent else []
    marks += ["不公开"] if ticket.private else []
    marks += [f"{len(ticket.voices)}户反映"] if ticket.co_reporters else []
    marks += [f"第{ticket.reopened}次重办"] if ticket.reopened else []
    marks += [ticket.outcome.label] if ticket.outcome else []
    marks += [ticket.rating.label] if ticket.rating else []
    return [tag("span", mark, class_="badge") for mark in marks]


def _facts(ticket: Ticket) -> list[tuple[str, str]]:
    return [
        ("原话", mask(ticket.text)),
        ("地点", ticket.place or ""),
        ("反映人", reporters(ticket)),
        ("渠道", ticket.channel.label),
        ("派单理由", ticket.basis),
        ("签收期限", moment(ticket.accept_by) if ticket.accept_by and not ticket.accepted_at else ""),
        ("结果", mask(ticket.result)),
    ]


def _fact(name: str, value: str) -> tuple[Markup, Markup]:
    return tag("dt", name), tag("dd", lines(value))


def _entry(entry: Entry, county: County) -> Markup:
    at = entry.at.astimezone(BEIJING)
    person = county.person(entry.by)
    who = "民情通" if entry.by == "bot" else person.name if person else entry.by
    when = tag("time", f"{at.month}月{at.day}日 {at:%H:%M}", datetime=at.isoformat(timespec="seconds"))
    moved = ""
    if entry.now and entry.was is not entry.now:
        moved = f"（{entry.now.label}）"
    return tag("li", when, " ", tag("b", who), " ", what_happened(entry), moved)
