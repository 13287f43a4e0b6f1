"""What a workbook shows its reader and keeps from a program: merged cells, formulas without a result."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casework.errors import Fault

_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+(\d+):[A-Z]+\d+)"')
_FORMULA = re.compile(rb'<c r="([A-Z]+(\d+))"[^>]*><f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v>[^<]+</v>)?')


def pitfalls(file: Path, book: Any) -> Iterator[Fault]:
    """Cells of an open workbook whose value cannot be had, in the order of its sheets."""
    with zipfile.ZipFile(file) as archive:
        for sheet in book.worksheets:
            content = archive.read(sheet._worksheet_path)
            for found in _MERGED.finditer(content):
                cells = found[1].decode()
                yield Fault(sheet.title, int(found[2]), f"{cells} 是合并的单元格，请取消合并，每一格都填上")
            for found in _FORMULA.finditer(content):
                if not found[0].endswith(b"</v>"):
                    what = f"{found[1].decode()} 是公式，文件里没有它的结果，请在表格软件里打开后重新保存"
                    yield Fault(sheet.title, int(found[2]), what)
