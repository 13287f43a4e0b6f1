"""The ledger on paper: ``tickets``, ``show``, ``export``."""

from __future__ import annotations

import json
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Optional

import typer

from bot.cli.days import day_of
from bot.cli.opening import Books, open_books, settings_of
from casework.clock import SystemClock, at_local
from casework.errors import UserMistake
from casework.ports import TicketQuery
from casework.taxonomy import OPEN, Status

if TYPE_CHECKING:
    from casework.ports import UnitOfWork
    from casework.ticket import Ticket

_JSON = typer.Option(False, "--json", help="每行一个 JSON 对象。")
_STATUS = typer.Option(
    None,
    "--status",
    metavar="S",
    help="只列这种状态：代码或名称，如 assigned、已派单；open 为全部在办。",
)
_VILLAGE = typer.Option(None, "--village", metavar="V", help="只列这个村：村名，或 乡镇/村。")
_OVERDUE = typer.Option(False, "--overdue", help="只列超时的。")
_OF_WISHES = {
    "待认领": frozenset({Status.TRIAGE, Status.ASSIGNED}),
    "已认领": frozenset({Status.ACCEPTED}),
}
"""How a wish stands is shown by words of its own, which are no status."""

_NUMBER = typer.Argument(..., metavar="NUMBER", help="工单编号，如 12 或 #12。", show_default=False)
_FILE = typer.Argument(..., metavar="FILE.xlsx", help="要写的工作簿。", show_default=False)
_FROM = typer.Option(None, "--from", metavar="D", help="从这天登记的起，如 2026-06-01。")
_TO = typer.Option(None, "--to", metavar="D", help="到这天登记的止（含当天）。")


def tickets(
    context: typer.Context,
    as_json: bool = _JSON,
    status: Optional[str] = _STATUS,
    village: Optional[str] = _VILLAGE,
    overdue: bool = _OVERDUE,
) -> None:
    """列出台账里的工单。"""
    statuses = _statuses(status) if status else None
    config = settings_of(context)
    now = SystemClock().now()
    with open_books(config) as books, books.works.looking() as uow:
        villages = _villages(books, uow, village) if village else [None]
        found = [t for v in villages for t in uow.tickets.find(TicketQuery(statuses=statuses, village=v))]
        if overdue:
            found = [t for t in found if t.overdue(now)]
        if status in _OF_WISHES:
            found = [t for t in found if t.state == status]
        found.sort(key=lambda t: t.number)
        if as_json:
            from bot.ledger import ticket_json

            for ticket in found:
                print(json.dumps(ticket_json(ticket, books.county, now), ensure_ascii=False))
        else:
            from bot.cli.tables import print_tickets

            print_tickets(found, books.county, now)


def show(context: typer.Context, number: str = _NUMBER) -> None:
    """一张工单的全部经过。"""
    match = re.fullmatch(r"[#＃]?\s*(\d{1,9})\s*[#＃号]?", number)
    if match is None:
        raise typer.BadParameter(f"“{number}”不是工单编号，请写 12 或 #12", param_hint="NUMBER")
    config = settings_of(context)
    with open_books(config) as books, books.works.looking() as uow:
        ticket = uow.tickets.get(int(match[1]))
        if ticket is None:
            raise UserMistake(f"没有 #{int(match[1])} 这个编号，用 tickets 可以列出全部")
        from bot.cli.pages import print_ticket

        print_ticket(ticket, books.county, SystemClock().now())


def export(
    context: typer.Context, file: Path = _FILE, begin: Optional[str] = _FROM, end: Optional[str] = _TO
) -> None:
    """把台账导出为工作簿（内部资料，含不公开事项）。"""
    if file.suffix.lower() != ".xlsx":
        raise typer.BadParameter("文件名要以 .xlsx 结尾", param_hint="FILE.xlsx")
    first, last = day_of(begin, "--from"), day_of(end, "--to")
    if first and last and first > last:
        raise typer.BadParameter(f"{first} 晚于 {last}", param_hint="--from")
    config = settings_of(context)
    query = TicketQuery(
        opened_from=at_local(first, 0) if first else None,
        opened_to=at_local(last + timedelta(days=1), 0) if last else None,
    )
    from bot.workbook import write_ledger

    with open_books(config) as books, books.works.looking() as uow:
        found: list[Ticket] = list(uow.tickets.find(query))
        write_ledger(file, found, books.county, SystemClock().now(), first, last)
    private = sum(ticket.private for ticket in found)
    print(f"已导出 {len(found)} 件到 {file}" + (f"，其中不公开 {private} 件，请勿外传" if private else ""))


def _statuses(wanted: str) -> frozenset[Status]:
    if wanted == "open":
        return OPEN
    if wanted in _OF_WISHES:
        return _OF_WISHES[wanted]
    found = frozenset(s for s in Status if wanted in (s.value, s.label))
    if not found:
        known = "、".join(f"{s.value} {s.label}" for s in Status)
        raise typer.BadParameter(f"没有“{wanted}”这种状态，可用：open 在办、{known}", param_hint="--status")
    return found


def _villages(books: Books, uow: UnitOfWork, wanted: str) -> list[str | None]:
    """Keys of every village of that name: some names stand in several townships.

    A village that has left the roster is still found by its tickets.
    """
    keys = [v.key for v in books.county.villages()]
    found = [key for key in keys if _is_village(key, wanted)]
    if not found:
        found = sorted({t.village for t in uow.tickets.find(TicketQuery()) if _is_village(t.village, wanted)})
    if not found:
        raise UserMistake(f"花名册里没有“{wanted}”，请写村名或 乡镇/村")
    if len(found) > 1:
        print(f"有 {len(found)} 个“{wanted}”，都列出：{'、'.join(found)}", file=sys.stderr)
    return list(found)


def _is_village(key: str, wanted: str) -> bool:
    return wanted in (key, key.replace("/", ""), key.rpartition("/")[2])
