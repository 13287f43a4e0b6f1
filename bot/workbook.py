"""The ledger (台账) as a workbook that a township office can sort, filter, print and hand in.

Three sheets: the tickets, the totals of exactly these tickets, and what the reader has to know.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.ledger import grid_name, shown, verdict_of, village_name
from bot.totals import TITLES, Total, totals
from casework.clock import BEIJING
from casework.county import County
from casework.errors import UserMistake
from casework.ticket import Ticket
from storage.whole import put_files

_DATE = "yyyy-mm-dd hh:mm"
_HEADER = PatternFill("solid", fgColor="DDE8F3")
_PRIVATE = PatternFill("solid", fgColor="FDF0D5")
_WORDS, _VALUE = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
_BOLD = Font(bold=True)
_A4 = 9
_STEERS = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet might take for a formula."""


@dataclass(frozen=True)
class _Column:
    """A column: its header, its width in characters, and what it shows of a ticket."""

    title: str
    width: int
    value: Callable[[Ticket, County, datetime], object]


_PRINTED = (
    _Column("编号", 8, lambda t, county, now: t.number),
    _Column("状态", 14, lambda t, county, now: t.state),
    _Column("是否超时", 10, lambda t, county, now: _yes(t.overdue(now))),
    _Column("类型", 10, lambda t, county, now: t.act.label),
    _Column("类别", 12, lambda t, county, now: t.category.label),
    _Column("乡镇", 12, lambda t, county, now: t.township),
    _Column("村", 12, lambda t, county, now: village_name(t, county)),
    _Column("网格", 12, lambda t, county, now: grid_name(t, county)),
    _Column("内容", 44, lambda t, county, now: t.text),
    _Column("反映人", 12, lambda t, county, now: t.reporter.name),
    _Column("反映户数", 10, lambda t, county, now: t.households),
    _Column("责任人", 12, lambda t, county, now: _name(t.cadre, county)),
    _Column("登记时间", 18, lambda t, county, now: t.opened_at),
    _Column("办结时限", 18, lambda t, county, now: t.due),
    _Column("办结时间", 18, lambda t, county, now: t.resolved_at),
    _Column("结果", 14, lambda t, county, now: t.outcome.label if t.outcome else None),
    _Column("办理情况", 40, lambda t, county, now: t.result or None),
    _Column("群众确认", 10, lambda t, county, now: verdict_of(t)),
    _Column("评价", 10, lambda t, county, now: t.rating.label if t.rating else None),
    _Column("不公开", 8, lambda t, county, now: _yes(t.private)),
)
"""What is printed, one page wide; the rest is there to be sorted by and looked up."""

_COLUMNS = (
    *_PRINTED,
    _Column("地点", 16, lambda t, county, now: t.place),
    _Column("渠道", 12, lambda t, county, now: t.channel.label),
    _Column("一起反映", 30, lambda t, county, now: "、".join(v.name for v in t.co_reporters) or None),
    _Column("代报人", 10, lambda t, county, now: _name(t.filed_by, county)),
    _Column("工号", 10, lambda t, county, now: t.cadre),
    _Column("认领人", 10, lambda t, county, now: _name(t.claimed_by, county)),
    _Column("协办部门", 16, lambda t, county, now: "、".join(t.departments) or None),
    _Column("派单理由", 30, lambda t, county, now: t.basis or None),
    _Column("签收时限", 18, lambda t, county, now: t.accept_by),
    _Column("签收时间", 18, lambda t, county, now: t.accepted_at),
    _Column("结案时间", 18, lambda t, county, now: t.closed_at),
    _Column("重新办理次数", 14, lambda t, county, now: t.reopened),
)


def write_ledger(
    path: Path,
    tickets: Sequence[Ticket],
    county: County,
    now: datetime,
    begin: date | None = None,
    end: date | None = None,
) -> None:
    """Write tickets as a workbook, a row each; `now` decides what is overdue.

    begin, end: the days of registration that were asked for, as the sheet 说明 tells them.
    The old file is replaced only when the new one is complete. Raises `UserMistake`
    where it cannot be written.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "台账"
    sheet.append([column.title for column in _COLUMNS])
    for ticket in tickets:
        sheet.append([_plain(column.value(ticket, county, now)) for column in _COLUMNS])
    _dress(sheet, tickets)
    _sum_up(book.create_sheet("汇总"), totals(tickets, now))
    _explain(book.create_sheet("说明"), len(tickets), now, begin, end)
    _save(book, path)


def _dress(sheet: Any, tickets: Sequence[Ticket]) -> None:
    """Header in sight, filters on, columns wide enough, dates as dates, nothing that acts as a formula."""
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    _set_page(sheet, f"A1:{get_column_letter(len(_PRINTED))}{sheet.max_row}")
    for number, column in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    _head(sheet[1])
    for row, ticket in zip(sheet.iter_rows(min_row=2), tickets, strict=True):
        for cell in row:
            if cell.value is not None:
                _tidy(cell)
            if ticket.private:
                cell.fill = _PRIVATE


def _set_page(sheet: Any, area: str) -> None:
    """Landscape, as many pages high as it takes, the header on each."""
    sheet.print_area = area
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.gridLines = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddHeader.center.text = "民情台账（内部资料）"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _head(cells: Sequence[Any]) -> None:
    for cell in cells:
        cell.font, cell.fill = _BOLD, _HEADER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _tidy(cell: Any) -> None:
    cell.alignment = _WORDS if isinstance(cell.value, str) else _VALUE
    if isinstance(cell.value, datetime):
        cell.number_format = _DATE
    elif isinstance(cell.value, str):
        cell.data_type = "s"
        # The apostrophe of a spreadsheet: it stays a text when somebody edits the cell.
        if cell.value.startswith(_STEERS):
            cell.quotePrefix = True


def _sum_up(sheet: Any, found: Sequence[tuple[str, Sequence[Total]]]) -> None:
    """The totals by status, category and village below one another, each with its sum."""
    sheet.column_dimensions["A"].width = 24
    for number in range(2, len(TITLES) + 2):
        sheet.column_dimensions[get_column_letter(number)].width = 11
    for title, lines in found:
        sheet.append([title, *TITLES])
        _head(sheet[sheet.max_row])
        for line in lines:
            sheet.append([line.name, *line.counts])
            for cell in sheet[sheet.max_row]:
                _tidy(cell)
        for cell in sheet[sheet.max_row]:
            cell.font = _BOLD
        sheet.append([])
    _set_page(sheet, f"A1:{get_column_letter(len(TITLES) + 1)}{sheet.max_row}")


def _explain(sheet: Any, count: int, now: datetime, begin: date | None, end: date | None) -> None:
    sheet.column_dimensions["A"].width = 12
    sheet.column_dimensions["B"].width = 90
    span = f"{begin or '最早'} 至 {end or '最近'} 登记的工单" if begin or end else "全部工单"
    lines = (
        ("范围", f"{span}，共 {count} 件"),
        ("导出时间", f"{now.astimezone(BEIJING):%Y-%m-%d %H:%M}（北京时间），是否超时按这一刻算"),
        ("密级", "内部资料，限乡镇一站通和县一站通保管使用，不转发到任何群"),
        ("不公开", "“不公开”为“是”的行（底色标出）涉及投诉干部、家庭、病情、贫困等，给别人看之前先删去"),
        ("投诉干部", "不得给被投诉的干部本人看到"),
        ("号码", "电话、身份证号、银行卡号已遮盖"),
        ("未确认", "办结后五天内没有人回话而结案的，不算满意"),
        ("打印", f"只打印“编号”到“{_PRINTED[-1].title}”各列，其余各列供查找和筛选"),
        ("汇总", "数字就是“台账”里各行的合计，改动台账后不会自动更新"),
    )
    for line in lines:
        sheet.append(line)
        for cell in sheet[sheet.max_row]:
            cell.alignment = _WORDS
        sheet.cell(sheet.max_row, 1).font = _BOLD


def _save(book: Any, path: Path) -> None:
    content = io.BytesIO()
    book.save(content)
    try:
        put_files({path: content.getvalue()})
    except FileNotFoundError as error:
        raise UserMistake(f"{path}: 没有“{path.parent}”这个文件夹，请先建好") from error
    except OSError as error:
        raise UserMistake(
            f"{path}: 写不进去（{error.strerror}），请检查权限和磁盘，工作簿若打开着请先关上"
        ) from error


def _plain(value: object) -> object:
    """As a spreadsheet wants it: Beijing wall-clock times, masked words without control characters."""
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).replace(tzinfo=None, microsecond=0)
    return shown(value) if isinstance(value, str) else value


def _name(key: str | None, county: County) -> str | None:
    known = county.person(key) if key else None
    return known.name if known else key


def _yes(value: bool) -> str | None:
    return "是" if value else None
