"""Columns in a terminal, where a Chinese character is as wide as two letters."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console

_PIPE_WIDTH = 200
"""Columns where nobody is looking."""

_GAP = "  "


def screen() -> Console:
    """Where the command line prints; what is said in it is never taken for markup."""
    console = Console(highlight=False, markup=False, emoji=False)
    return console if console.is_terminal else Console(highlight=False, markup=False, width=_PIPE_WIDTH)


def cut(text: str, width: int) -> str:
    """`text` in at most `width` columns, with … where something was cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…"


def widths(rows: Sequence[Sequence[str]], most: Sequence[int]) -> list[int]:
    """How wide each column has to be for these rows, and at most may be."""
    return [min(max(map(cell_len, cells)), limit) for cells, limit in zip(zip(*rows), most)]  # noqa: B905


def line(cells: Sequence[str], columns: Sequence[int]) -> str:
    """One row, each cell filled up or cut to its column."""
    return _GAP.join(set_cell_size(cut(c, w), w) for c, w in zip(cells, columns, strict=True))
