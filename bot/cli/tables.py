"""The ledger in a terminal: a line a ticket, or two where the window is too narrow for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.cli.columns import cut, line, screen, widths
from bot.ledger import grid_name, remarks, shown, verdict_of, village_name
from casework.clock import BEIJING
from casework.county import County
from casework.privacy import gist
from casework.taxonomy import OPEN
from casework.ticket import Ticket

_LEAST_WORDS = 24
"""Columns that the words of a matter need beside the rest; with fewer they get a line of their own."""

_NO_LIMIT = 10_000
_STYLES = {"超时": "bold red", "未签收超时": "bold red", "急件": "bold red", "不公开": "yellow"}


def print_tickets(
    tickets: Sequence[Ticket], county: County, now: datetime, *, console: Console | None = None
) -> None:
    """The tickets and their totals.

    In a terminal nothing is wider than the window; where nobody is looking a ticket
    is always one line with everything in it, so that it can be searched.
    """
    console = console or screen()
    if tickets:
        draw = _for_reading if console.is_terminal else _for_searching
        draw(tickets, county, now, console)
    console.print(_totals(tickets, now))


def _for_searching(tickets: Sequence[Ticket], county: County, now: datetime, console: Console) -> None:
    titles = ("编号", "状态", "类别", "村", "网格", "责任人", "登记", "办结时限", "备注", "反映人")
    rows, villages = [titles], _Villages(county)
    for ticket in tickets:
        rows.append(
            (
                ticket.tag,
                ticket.state,
                ticket.category.label,
                villages.of(ticket),
                grid_name(ticket, county) or "",
                person(county, ticket.cadre),
                moment(ticket.opened_at),
                moment(ticket.due),
                " ".join(remarks(ticket, now)),
                shown(ticket.reporter.name),
            )
        )
    columns = widths(rows, [_NO_LIMIT] * len(titles))
    ends = ["内容", *(_one_line(t, _NO_LIMIT) for t in tickets)]
    for cells, end in zip(rows, ends, strict=True):
        console.print(f"{line(cells, columns)}  {end}", soft_wrap=True)


def _for_reading(tickets: Sequence[Ticket], county: County, now: datetime, console: Console) -> None:
    titles = ("编号", "状态", "类别", "村 网格", "责任人", "办结时限")
    rows, villages = [titles], _Villages(county)
    for ticket in tickets:
        holder = county.cadre(ticket.cadre) if ticket.cadre else None
        rows.append(
            (
                ticket.tag,
                ticket.state,
                ticket.category.label,
                f"{villages.of(ticket)} {grid_name(ticket, county) or '网格未定'}",
                holder.name if holder else ticket.cadre or "",
                _short(ticket.due, now),
            )
        )
    columns = widths(rows, (6, 12, 8, 24, 8, 16))
    notes = [_remarks(ticket, now) for ticket in tickets]
    head = sum(columns) + 2 * len(columns)
    aside = max((cell_len(note.plain) + 2 for note in notes if note.plain), default=0)
    left = console.width - head - aside
    one_line = left >= _LEAST_WORDS
    title = line(titles, columns).rstrip()
    if one_line:
        title = line((*titles, "备注", "内容"), (*columns, aside - 2, 4)) if aside else f"{title}  内容"
    console.print(Text(title, style="bold"))
    for cells, note, ticket in zip(rows[1:], notes, tickets, strict=True):
        if one_line:
            gap = " " * (aside - cell_len(note.plain))
            row = Text.assemble(line(cells, columns), "  ", note, gap, _one_line(ticket, left))
            console.print(row, soft_wrap=True)
        else:
            lead = Text.assemble(" " * (columns[0] + 2), note, "  " if note.plain else "")
            rest = console.width - cell_len(lead.plain)
            console.print(line(cells, columns).rstrip(), soft_wrap=True)
            console.print(Text.assemble(lead, _one_line(ticket, rest)), soft_wrap=True)


def _remarks(ticket: Ticket, now: datetime) -> Text:
    return Text(" ").join(Text(words, style=_STYLES.get(words, "")) for words in remarks(ticket, now))


def _one_line(ticket: Ticket, width: int) -> str:
    return cut(gist(shown(ticket.text), _NO_LIMIT), width)


def _totals(tickets: Sequence[Ticket], now: datetime) -> str:
    """``共 9 件：在办 4、超时 3、……``: what is nought is left out."""
    counts = (
        ("在办", sum(t.status in OPEN for t in tickets)),
        ("超时", sum(t.overdue(now) for t in tickets)),
        ("未确认", sum(verdict_of(t) == "未确认" for t in tickets)),
        ("不公开", sum(t.private for t in tickets)),
    )
    told = "、".join(f"{what} {count}" for what, count in counts if count)
    return f"共 {len(tickets)} 件" + (f"：{told}" if told else "")


class _Villages:
    """Names of villages, with their townships where two bear one name."""

    def __init__(self, county: County) -> None:
        self._county = county
        names = Counter(v.name for t in county.townships() for v in county.villages(t.name))
        self._shared = {name for name, count in names.items() if count > 1}

    def of(self, ticket: Ticket) -> str:
        name = village_name(ticket, self._county)
        return f"{ticket.township}{name}" if name in self._shared else name


def person(county: County, key: str | None) -> str:
    """``王某某（K001）``, ``陈小红（H0012）``; somebody known by display name only, as he is."""
    if key is None:
        return ""
    known = county.person(key)
    return f"{known.name}（{key.partition('/')[0]}）" if known else shown(key)


def moment(at: datetime | None) -> str:
    """``2026-06-10 09:00`` in Beijing, "" for none."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at else ""


def _short(at: datetime | None, now: datetime) -> str:
    """The same without the year, where it is this one."""
    this_year = at is not None and at.astimezone(BEIJING).year == now.astimezone(BEIJING).year
    return moment(at)[5:] if this_year else moment(at)
