"""Tickets in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.ledger import grid_name, village_name, what_happened
from casework.clock import BEIJING
from casework.county import County
from casework.privacy import gist, mask
from casework.ticket import Ticket

_BOT = "bot"
_PIPE_WIDTH = 200
"""Columns where nobody is looking: a line a ticket, so that it can be searched."""


def print_tickets(tickets: Sequence[Ticket], county: County, now: datetime) -> None:
    """A line a ticket, and how many there are."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("编号", "状态", "类别", "村", "网格", "内容", "责任人", "登记", "办结时限", ""):
        table.add_column(title, no_wrap=title != "内容")
    for ticket in tickets:
        late = ticket.overdue(now)
        cells = (
            ticket.tag,
            ticket.state,
            ticket.category.label,
            village_name(ticket, county),
            grid_name(ticket, county) or "",
            gist(ticket.text),
            _person(county, ticket.cadre),
            _moment(ticket.opened_at),
            _moment(ticket.due),
            Text("超时", style="bold red") if late else "",
        )
        table.add_row(*cells)
    console = _console()
    if tickets:
        console.print(table)
    console.print(f"共 {len(tickets)} 件")


def print_ticket(ticket: Ticket, county: County, now: datetime) -> None:
    """Everything about one ticket, its whole history last."""
    facts = Table(box=None, show_header=False, pad_edge=False)
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(overflow="fold")
    for title, value in _facts(ticket, county, now):
        if value:
            facts.add_row(title, Text(value))
    history = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("时间", "谁", "经过"):
        history.add_column(title, no_wrap=title != "经过", overflow="fold")
    for entry in ticket.history:
        who = "民情通" if entry.by == _BOT else _person(county, entry.by)
        history.add_row(_moment(entry.at), Text(who), Text(what_happened(entry)))
    console = _console()
    console.print(Text(f"{ticket.tag}〔{ticket.category.label}〕{ticket.state}", style="bold"))
    console.print(facts)
    console.print()
    console.print(history)


def _facts(ticket: Ticket, county: County, now: datetime) -> list[tuple[str, str]]:
    place = " ".join(filter(None, (village_name(ticket, county), grid_name(ticket, county), ticket.place)))
    return [
        ("内容", mask(ticket.text)),
        ("类型", f"{ticket.act.label} · {ticket.channel.label}" + (" · 不公开" if ticket.private else "")),
        ("地点", f"{ticket.township} {place}"),
        ("反映人", "、".join(v.key if v.key == v.name else f"{v.name}（{v.key}）" for v in ticket.voices)),
        ("责任人", _person(county, ticket.cadre)),
        ("认领人", _person(county, ticket.claimed_by)),
        ("派单理由", ticket.basis),
        ("登记", _moment(ticket.opened_at)),
        ("签收时限", _moment(ticket.accept_by)),
        ("办结时限", _moment(ticket.due) + ("（已超时）" if ticket.overdue(now) else "")),
        ("结案", _moment(ticket.closed_at)),
        (
            "结果",
            "：".join(filter(None, (ticket.outcome.label if ticket.outcome else "", mask(ticket.result)))),
        ),
        ("评价", ticket.rating.label if ticket.rating else ""),
        ("重新办理", f"{ticket.reopened} 次" if ticket.reopened else ""),
        ("附件", "、".join(e.file for e in ticket.evidence if e.file)),
    ]


def _person(county: County, key: str | None) -> str:
    """``王某某（K001）``; somebody known by display name only, as he is."""
    if key is None:
        return ""
    person = county.person(key)
    return f"{person.name}（{key}）" if person else key


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at else ""


def _console() -> Console:
    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, markup=False, width=_PIPE_WIDTH)
