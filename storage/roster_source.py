"""Reading the township's files as they are: a folder of CSV files, or a workbook."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from casework.errors import BadRoster, Fault
from storage.bulk import Told, counted, nobody
from storage.roster_pitfalls import pitfalls

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError),
    *(AttributeError, KeyError, TypeError, ValueError),
)
"""What reading a damaged workbook ends in, a sheet with nothing but a chart among it."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")


@dataclass(frozen=True)
class RawTable:
    """One file or worksheet before anybody has looked at it.

    name: which sheet it is; label: how people know the file.
    rows: (row number, cells), the header being row 1, rows without a word left out.
    """

    name: str
    label: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_source(path: Path, told: Told = nobody) -> list[RawTable]:
    """Everything in a folder or workbook; raises `BadRoster` where it cannot be read.

    `told` hears how far it is.
    """
    if path.is_dir():
        return _read_folder(path, told)
    if not path.exists():
        raise _bad(str(path), "没有这个文件夹或工作簿，请检查路径")
    if path.suffix.lower() != ".xlsx":
        raise _bad(path.name, "只认存放 CSV 文件的文件夹或 .xlsx 工作簿，请另存为其中一种")
    return _read_workbook(path, told)


def _read_folder(folder: Path, told: Told) -> list[RawTable]:
    tables, faults = [], []
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() == ".csv" and not file.name.startswith((".", "~")):
            try:
                tables.append(_read_csv(file, told))
            except BadRoster as error:
                faults += error.faults
    if faults:
        raise BadRoster(faults)
    return tables


def _read_csv(file: Path, told: Told) -> RawTable:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise _bad(file.name, f"读不出来（{error.strerror}），请检查权限") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise _bad(file.name, "不是 UTF-8 编码，请在表格软件里另存为“CSV UTF-8”", row) from error
    lines = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True):
            lines.append(cells)
    except csv.Error as error:
        raise _bad(file.name, f"CSV 格式不对（{error}），请检查引号", len(lines) + 1) from error
    return _table(file.stem.strip(), file.name, lines, told)


def _read_workbook(file: Path, told: Told) -> list[RawTable]:
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        try:
            faults = list(pitfalls(file, book))
            if faults:
                raise BadRoster(faults)
            return [
                table
                for sheet in book.worksheets
                if (table := _table(sheet.title.strip(), sheet.title, _sheet_rows(sheet), told)).header
            ]
        finally:
            book.close()
    except _BROKEN as error:
        raise _bad(
            file.name, "工作簿打不开，可能已损坏、设有密码或带图表页，请只留表格，另存为 .xlsx"
        ) from error


def _sheet_rows(sheet: Any) -> Iterator[list[str]]:
    # Some programs write a wrong extent into the sheet; the rows themselves tell the truth.
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(values_only=True):
        yield [_shown(value) for value in cells]


def _shown(value: object) -> str:
    """A workbook's value as its reader sees it: numbers without ``.0``, dates without a midnight."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _table(name: str, label: str, lines: Iterable[list[str]], told: Told) -> RawTable:
    header: tuple[str, ...] = ()
    rows = []
    for row, raw in enumerate(counted(name, lines, told), start=1):
        cells = tuple(map(_clean, raw))
        if row == 1:
            header = _trimmed(cells)
        elif any(cells):
            rows.append((row, cells))
    return RawTable(name, label, header, tuple(rows))


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = max((i for i, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:end]


def _clean(cell: str) -> str:
    if cell.isprintable():
        return cell.strip()
    return _CONTROL.sub("", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _bad(file: str, what: str, row: int = 1) -> BadRoster:
    return BadRoster([Fault(file, row, what)])
