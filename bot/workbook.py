"""The ledger (台账) as a workbook that a township office can sort, filter and print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.ledger import grid_name, village_name
from casework.clock import BEIJING
from casework.county import County
from casework.errors import UserMistake
from casework.privacy import mask
from casework.ticket import Ticket

_DATE = "yyyy-mm-dd hh:mm"
_HEADER = PatternFill("solid", fgColor="DDE8F3")


@dataclass(frozen=True)
class _Column:
    """A column: its header, its width in characters, and what it shows of a ticket."""

    title: str
    width: int
    value: Callable[[Ticket, County, datetime], object]


_COLUMNS = (
    _Column("编号", 8, lambda t, county, now: t.number),
    _Column("状态", 14, lambda t, county, now: t.status.label),
    _Column("是否超时", 10, lambda t, county, now: _yes(t.overdue(now))),
    _Column("类型", 10, lambda t, county, now: t.act.label),
    _Column("类别", 12, lambda t, county, now: t.category.label),
    _Column("渠道", 12, lambda t, county, now: t.channel.label),
    _Column("乡镇", 12, lambda t, county, now: t.township),
    _Column("村", 12, lambda t, county, now: village_name(t, county)),
    _Column("网格", 12, lambda t, county, now: grid_name(t, county)),
    _Column("地点", 16, lambda t, county, now: t.place),
    _Column("内容", 44, lambda t, county, now: mask(t.text)),
    _Column("反映人", 14, lambda t, county, now: t.reporter.name),
    _Column("反映户数", 10, lambda t, county, now: t.households),
    _Column("责任人", 12, lambda t, county, now: _cadre(t, county)),
    _Column("工号", 10, lambda t, county, now: t.cadre),
    _Column("派单理由", 30, lambda t, county, now: t.basis),
    _Column("登记时间", 18, lambda t, county, now: t.opened_at),
    _Column("签收时限", 18, lambda t, county, now: t.accept_by),
    _Column("签收时间", 18, lambda t, county, now: t.accepted_at),
    _Column("办结时限", 18, lambda t, county, now: t.due),
    _Column("办结时间", 18, lambda t, county, now: t.resolved_at),
    _Column("结案时间", 18, lambda t, county, now: t.closed_at),
    _Column("结果", 12, lambda t, county, now: t.outcome.label if t.outcome else None),
    _Column("办理情况", 44, lambda t, county, now: mask(t.result)),
    _Column("评价", 12, lambda t, county, now: t.rating.label if t.rating else None),
    _Column("重新办理次数", 14, lambda t, county, now: t.reopened),
    _Column("不公开", 10, lambda t, county, now: _yes(t.private)),
)


def write_ledger(path: Path, tickets: Sequence[Ticket], county: County, now: datetime) -> None:
    """Write tickets as a workbook, a row each; `now` decides what is overdue.

    The old file is replaced only when the new one is complete. Raises
    `UserMistake` where it cannot be written.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "台账"
    sheet.append([column.title for column in _COLUMNS])
    for ticket in tickets:
        sheet.append([_plain(column.value(ticket, county, now)) for column in _COLUMNS])
    _dress(sheet)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        book.save(unfinished)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise UserMistake(
            f"{path}: 写不进去（{error.strerror}），请检查文件夹和权限，工作簿若打开着请先关上"
        ) from error


def _dress(sheet: Any) -> None:
    """Header in sight, filters on, columns wide enough, dates as dates, nothing that acts as a formula."""
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for number, column in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEADER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, datetime):
                cell.number_format = _DATE
            elif isinstance(cell.value, str):
                cell.data_type = "s"
                cell.alignment = Alignment(vertical="top", wrap_text=True)


def _plain(value: object) -> object:
    """As a spreadsheet wants it: Beijing wall-clock times, no control characters."""
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).replace(tzinfo=None, microsecond=0)
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value


def _cadre(ticket: Ticket, county: County) -> str | None:
    cadre = county.cadre(ticket.cadre) if ticket.cadre else None
    return cadre.name if cadre else None


def _yes(value: bool) -> str | None:
    return "是" if value else None
