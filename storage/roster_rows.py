"""Cells of the township's files become rows of the roster, and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.answers import LONGEST_ANSWER
from casework.county import Purpose
from casework.taxonomy import Category, category_of
from storage.roster_format import Column, Form, Sheet
from storage.roster_source import RawTable
from storage.types import SEPARATOR

_LETTERS = "ABCD"
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?")
_FORMULA_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"})
_NO_SLASH = frozenset({"乡镇", "村", "网格", "户号", "工号"})


@dataclass
class ReadSheet:
    """A sheet with its rows; `wrong` says by row number what is wrong there, in order.

    A bad row is kept as far as it goes, so that what refers to it is not called wrong too.
    usable: False where the header already was wrong.
    """

    sheet: Sheet
    label: str
    rows: list[tuple[int, Any]] = field(default_factory=list)
    wrong: dict[int, list[str]] = field(default_factory=dict)
    usable: bool = True

    def blame(self, row: int, what: str) -> None:
        """Note that something is wrong with a row."""
        self.wrong.setdefault(row, []).append(what)


def read_rows(sheet: Sheet, table: RawTable) -> ReadSheet:
    """Every row of a table, with what is wrong in its cells."""
    read = ReadSheet(sheet, table.label)
    _check_header(read, table.header)
    read.usable = not read.wrong
    if not read.usable:
        return read
    plan = [
        (column, table.header.index(column.name) if column.name in table.header else None)
        for column in sheet.columns
    ]
    width = len(table.header)
    for number, cells in table.rows:
        if len(cells) > width and any(cells[width:]):
            read.blame(number, f"比表头多出了内容“{next(filter(None, cells[width:]))}”，请检查逗号或列")
        values: dict[str, Any] = {}
        filled = len(cells)
        for column, at in plan:
            _read_cell(read, number, column, cells[at] if at is not None and at < filled else "", values)
        _finish(read, number, values)
        read.rows.append((number, sheet.kind(**values)))
    return read


def write_row(sheet: Sheet, thing: Any) -> list[str]:
    """One row as cells, in the order of the sheet's columns."""
    cells = []
    options = iter(getattr(thing, "options", ()))
    for column in sheet.columns:
        value = next(options, "") if column.form is Form.OPTION else getattr(thing, column.field)
        cells.append(_write_cell(column, value))
    return cells


def _check_header(read: ReadSheet, header: Sequence[str]) -> None:
    known = [column.name for column in read.sheet.columns]
    for name in dict.fromkeys(header):
        if not name:
            read.blame(1, "有一列没有表头，请补上或删去这一列")
        elif name not in known:
            read.blame(1, f"不认识的列“{name}”，可用的列：{SEPARATOR.join(known)}")
        elif list(header).count(name) > 1:
            read.blame(1, f"“{name}”列重复，请留一列")
    for column in read.sheet.columns:
        if column.starred and column.name not in header:
            read.blame(1, f"缺少必填的列“{column.name}”，请补上")


def _read_cell(read: ReadSheet, row: int, column: Column, cell: str, values: dict[str, Any]) -> None:
    form = column.form
    if cell in _FORMULA_ERRORS:
        read.blame(row, f"“{column.name}”是出错的公式：{cell}，请改成文字")
    if not cell:
        if column.starred:
            read.blame(row, f"“{column.name}”是空的，必须填写")
    elif column.name in _NO_SLASH and "/" in cell:
        read.blame(row, f"“{column.name}”里不能有“/”：{cell}")
    if form is Form.TEXT:
        values[column.field] = cell
    elif form is Form.OPTIONAL:
        values[column.field] = cell or None
    elif form is Form.LISTED:
        values[column.field] = _split(cell)
    elif form is Form.PURPOSE:
        values[column.field] = _read_purpose(read, row, cell)
    elif form is Form.CATEGORIES:
        values[column.field] = _read_categories(read, row, cell)
    elif form is Form.DATE:
        values[column.field] = _read_date(read, row, cell)
    elif form is Form.OPTION:
        values[column.field] = (*values.get(column.field, ()), cell)
    else:
        values[column.field] = unicodedata.normalize("NFKC", cell).upper()


def _split(cell: str) -> tuple[str, ...]:
    if SEPARATOR not in cell:
        return (cell,) if cell else ()
    return tuple(dict.fromkeys(filter(None, map(str.strip, cell.split(SEPARATOR)))))


def _read_purpose(read: ReadSheet, row: int, cell: str) -> Purpose:
    try:
        return Purpose(cell)
    except ValueError:
        if cell:
            read.blame(row, f"用途“{cell}”不认识，请填 {SEPARATOR.join(p.value for p in Purpose)} 之一")
        return Purpose.VILLAGE


def _read_date(read: ReadSheet, row: int, cell: str) -> str:
    match = _DATE.fullmatch(cell)
    try:
        if match:
            year, month, day = (int(part or 1) for part in match.groups())
            iso = date(year, month, day).isoformat()
            return iso if match[3] else iso[:7]
    except ValueError:
        match = None
    if cell:
        read.blame(row, f"日期“{cell}”不对，请写成 2026-03-02 的样子")
    return cell


def _read_categories(read: ReadSheet, row: int, cell: str) -> tuple[Category, ...]:
    found: dict[Category, None] = {}
    for word in _split(cell):
        category = category_of(word)
        if category is None:
            labels = SEPARATOR.join(c.label for c in Category)
            read.blame(row, f"类别“{word}”不认识，请用：{labels}")
        else:
            found[category] = None
    return tuple(found)


def _finish(read: ReadSheet, row: int, values: dict[str, Any]) -> None:
    if "options" in values:
        values["options"] = _trim(values["options"])
        _check_answer(read, row, values["options"], values["answer"])
    if "phrasings" in values and len(values["answer"]) > LONGEST_ANSWER:
        said = len(values["answer"])
        read.blame(row, f"“答案”有 {said} 字，一条微信发不下，请缩短到 {LONGEST_ANSWER} 字以内")
    if values.get("village") and values.get("township", "") is None:
        read.blame(row, f"填了村“{values['village']}”就要填乡镇，因为各乡镇的村会重名")


def _trim(options: tuple[str, ...]) -> tuple[str, ...]:
    end = max((i for i, option in enumerate(options, start=1) if option), default=0)
    return options[:end]


def _check_answer(read: ReadSheet, row: int, options: tuple[str, ...], answer: str) -> None:
    for letter, option in zip(_LETTERS, options, strict=False):
        if not option:
            read.blame(row, f"选项{letter}是空的，后面却还有选项，请补上或前移")
    if not answer or answer in ("对", "错"):
        return
    if answer not in tuple(_LETTERS):
        read.blame(row, f"答案“{answer}”不对，请填 A、B、C、D、对、错 之一")
    elif _LETTERS.index(answer) >= len(options):
        read.blame(row, f"答案是 {answer}，却没有选项{answer}，请补上选项或改答案")


def _write_cell(column: Column, value: Any) -> str:
    if column.form is Form.CATEGORIES:
        return SEPARATOR.join(category.label for category in value)
    if column.form is Form.LISTED:
        return SEPARATOR.join(value)
    if column.form is Form.PURPOSE:
        return str(value.value)
    return value or ""
