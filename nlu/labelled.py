"""Labelled messages in tab-separated files, as `python -m nlu evaluate` takes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from casework.taxonomy import Act, Category


class BadFile(Exception):
    """A file that cannot be scored; the text is `FILE:LINE: what is wrong`."""


@dataclass(frozen=True)
class Labelled:
    """One message with what it should be read as.

    acts: every act that is right, the first the best. categories: likewise;
    empty where none was given. places: None where the file has no such column.
    gray: either reaction is fine. source: where the message came from, "" if unknown.
    """

    text: str
    acts: tuple[Act, ...]
    categories: tuple[Category, ...] = ()
    places: tuple[str, ...] | None = None
    gray: bool = False
    source: str = ""

    @property
    def place_is_home(self) -> bool:
        """Whether the place is only where the sender lives; such a row's place is not scored."""
        return self.source.endswith("|home")


def read_labelled(path: Path) -> list[Labelled]:
    """The rows of a file with a header line; `text` and `act` are the columns it must have.

    Raises BadFile.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{path}:1: {_reason(error)}") from error
    header = lines[0].rstrip("\r").split("\t")
    for needed in ("text", "act"):
        if needed not in header:
            raise BadFile(f"{path}:1: column {needed!r} is missing")
    rows: list[Labelled] = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip("\r"):
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) > len(header):
            raise BadFile(f"{path}:{number}: {len(cells)} cells under {len(header)} columns")
        cells += [""] * (len(header) - len(cells))
        try:
            rows.append(_row(dict(zip(header, cells, strict=True))))
        except ValueError as error:
            raise BadFile(f"{path}:{number}: {error}") from error
    if not rows:
        raise BadFile(f"{path}:2: no rows")
    return rows


def _row(cells: dict[str, str]) -> Labelled:
    notes = cells.get("note", "").replace(",", " ").replace(";", " ").replace("，", " ").split()
    acts = [_act(cells["act"])] + [
        _act(note.removeprefix("alt:")) for note in notes if note.startswith("alt:")
    ]
    second = cells.get("second_category") or cells.get("second") or ""
    categories = [_category(code) for code in (cells.get("category", ""), second) if code]
    places = tuple(p for p in cells["place"].split("|") if p) if "place" in cells else None
    source = cells.get("source", "") + ("|home" if "home" in notes else "")
    text = cells["text"].replace("\\n", "\n")
    return Labelled(text, tuple(acts), tuple(categories), places, cells.get("gray") == "1", source)


def _act(code: str) -> Act:
    try:
        return Act(code)
    except ValueError:
        raise ValueError(f"unknown act {code!r}") from None


def _category(code: str) -> Category:
    try:
        return Category(code)
    except ValueError:
        raise ValueError(f"unknown category {code!r}") from None


def _reason(error: Exception) -> str:
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else "cannot be read"
