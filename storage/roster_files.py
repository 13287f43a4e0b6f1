"""The roster as files: read from a folder or workbook, all or nothing, and written back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from casework.county import Roster
from casework.errors import BadRoster, Fault
from storage.bulk import Told, building, counted, nobody
from storage.roster_check import check
from storage.roster_format import SHEETS, Sheet
from storage.roster_rows import ReadSheet, read_rows, write_row
from storage.roster_source import RawTable, read_source
from storage.types import SEPARATOR
from storage.whole import put_files


@building()
def read_roster(path: Path, told: Told = nobody) -> Roster:
    """The roster in a folder of CSV files or an .xlsx workbook.

    Raises `BadRoster` with one fault for each bad row of any file, and for each
    file that is missing or cannot be read.
    """
    tables = {table.name: table for table in read_source(path, told)}
    faults = list(_strange_tables(tables))
    suffix = ".csv" if path.is_dir() else ""
    sheets: dict[str, ReadSheet] = {}
    for sheet in SHEETS:
        if sheet.name in tables:
            sheets[sheet.name] = read_rows(sheet, tables[sheet.name])
        elif sheet.needed:
            faults.append(Fault(sheet.name + suffix, 1, "缺少这个必需的表，请补上"))
            # What refers to it would only repeat that it is missing.
            sheets[sheet.name] = ReadSheet(sheet, sheet.name + suffix, usable=False)
    check(sheets)
    for read in sheets.values():
        faults += [Fault(read.label, row, "；".join(what)) for row, what in sorted(read.wrong.items())]
    if faults:
        raise BadRoster(faults)
    return Roster(**{read.sheet.part: tuple(thing for _, thing in read.rows) for read in sheets.values()})


def write_roster(path: Path, roster: Roster, told: Told = nobody) -> None:
    """Write every file of the roster: a workbook if `path` ends in .xlsx, else CSV files in that folder.

    Raises `BadRoster` where it cannot be written.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            _write_workbook(path, roster, told)
        else:
            _write_folder(path, roster, told)
    except OSError as error:
        raise BadRoster([Fault(str(path), 1, f"写不进去（{error.strerror}），请检查路径和权限")]) from error


def _strange_tables(tables: dict[str, RawTable]) -> Iterator[Fault]:
    """A misspelt name must not pass for a file left out, which would empty it."""
    names = [sheet.name for sheet in SHEETS]
    for table in tables.values():
        if table.name not in names:
            yield Fault(table.label, 1, f"不认识的表，请改名或移走，可用的表名：{SEPARATOR.join(names)}")


def _rows(sheet: Sheet, roster: Roster) -> Iterator[list[str]]:
    yield [column.name for column in sheet.columns]
    for thing in getattr(roster, sheet.part):
        yield write_row(sheet, thing)


def _write_folder(folder: Path, roster: Roster, told: Told) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for sheet in SHEETS:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(counted(sheet.name, _rows(sheet, roster), told))
        # With a BOM spreadsheet programs take it for UTF-8.
        files[folder / f"{sheet.name}.csv"] = text.getvalue().encode("utf-8-sig")
    put_files(files)


def _write_workbook(path: Path, roster: Roster, told: Told) -> None:
    book = Workbook(write_only=True)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        for row in counted(sheet.name, _rows(sheet, roster), told):
            page.append([_cell(page, text) for text in row])
    content = io.BytesIO()
    book.save(content)
    put_files({path: content.getvalue()})


def _cell(page: Any, text: str) -> Any:
    """Text stays text: what begins like a formula must not become one."""
    if not text.startswith("="):
        return text or None
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    return cell
