"""What can only be seen with the whole roster in view: duplicates, and names that stand nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from casework.answers import bare_question
from storage.roster_format import Column, Form, Refers
from storage.roster_rows import ReadSheet

Known = Mapping[Refers, "frozenset[Any] | None"]
"""The keys of each sheet that others refer to; None where the sheet itself could not be read."""

_TOGETHER_WITH: Mapping[Refers, tuple[str, ...]] = {
    Refers.TOWNSHIP: (),
    Refers.VILLAGE: ("township",),
    Refers.GRID: ("township", "village"),
    Refers.CADRE: (),
    Refers.HOUSEHOLD: (),
}
"""The fields of the same row that make a value a key: villages repeat between townships."""


def check(sheets: Mapping[str, ReadSheet]) -> None:
    """Note in every sheet what is wrong between its rows and with what they refer to."""
    known = {refers: _keys(sheets.get(refers.value)) for refers in Refers}
    outsiders = _outsiders(sheets.get("部门"))
    for read in sheets.values():
        _check_duplicates(read)
        is_good = _quick_look(read, known)
        for row, thing in read.rows:
            if is_good(thing):
                continue
            excused = read.sheet.name == "干部" and thing.id in outsiders
            for what in _strangers(read, thing, known, excused):
                read.blame(row, what)
    if "问答" in sheets:
        _check_wordings(sheets["问答"])
    if "干部" in sheets and "农户" in sheets:
        _check_keys_apart(sheets["干部"], sheets["农户"])


def _keys(read: ReadSheet | None) -> frozenset[Any] | None:
    if read is None:
        return frozenset()
    if not read.usable:
        return None
    key = attrgetter(*read.sheet.key)
    return frozenset(key(thing) for _, thing in read.rows)


def _check_duplicates(read: ReadSheet) -> None:
    fields = read.sheet.key
    starred = {column.field for column in read.sheet.columns if column.starred}
    first: dict[tuple[str | None, ...], int] = {}
    for row, thing in read.rows:
        key = tuple(getattr(thing, name) for name in fields)
        if not all(value for name, value in zip(fields, key, strict=True) if name in starred):
            continue
        seen = first.setdefault(key, row)
        if seen != row:
            read.blame(row, f"“{'/'.join(filter(None, key))}”与第 {seen} 行重复，请删去一行")


def _check_wordings(read: ReadSheet) -> None:
    """The same question in two rows of one village, or township, would never be answered."""
    first: dict[tuple[str | None, str | None, str], int] = {}
    for row, faq in read.rows:
        for way in (faq.question, *faq.phrasings):
            bare = bare_question(way)
            if not bare:
                continue
            seen = first.setdefault((faq.township, faq.village, bare), row)
            if seen != row and _is_double(read, row, seen):
                read.blame(row, f"“{way}”第 {seen} 行已经有了（问题或问法），请删去一处")


def _is_double(read: ReadSheet, row: int, other: int) -> bool:
    """Whether it hasn't been said yet that two rows are the same."""
    return not any(f"第 {other} 行" in what for what in read.wrong.get(row, ()))


def _outsiders(departments: ReadSheet | None) -> frozenset[str]:
    """Contacts of departments sit in the county's offices and need not be of any township."""
    rows = departments.rows if departments else []
    return frozenset(contact for _, thing in rows for contact in thing.contacts)


def _quick_look(read: ReadSheet, known: Known) -> Callable[[Any], bool]:
    """Whether all that a row refers to is there, as far as that is quickly told: nearly always it is."""
    looks = []
    for column in read.sheet.columns:
        if column.refers is not None:
            where = _TOGETHER_WITH[column.refers]
            looks.append((attrgetter(*where, column.field), column.form is Form.LISTED, known[column.refers]))

    def is_good(thing: Any) -> bool:
        for get, listed, keys in looks:
            value = get(thing)
            if keys is None or value in (None, ()) or (listed and keys.issuperset(value)):
                continue
            if listed or value not in keys:
                return False
        return True

    return is_good


def _strangers(read: ReadSheet, thing: Any, known: Known, excused: bool) -> Iterator[str]:
    """What a row refers to in vain. Where the village is unknown, its grid is not complained of too."""
    lost = False
    for column in read.sheet.columns:
        if column.refers is None or (excused and column.refers is Refers.TOWNSHIP):
            continue
        keys = known[column.refers]
        where = tuple(getattr(thing, name) for name in _TOGETHER_WITH[column.refers])
        if keys is None or (lost and where) or not all(where):
            continue
        for value in _values(column, thing):
            if ((*where, value) if where else value) not in keys:
                within = f"（{'/'.join(where)}）" if where else ""
                sheet = column.refers.value
                yield f"{column.name}“{value}”{within}不在“{sheet}”表里，请改正或先在那里登记"
                lost = lost or column.refers in (Refers.TOWNSHIP, Refers.VILLAGE)


def _values(column: Column, thing: Any) -> tuple[str, ...]:
    value = getattr(thing, column.field)
    if column.form is Form.LISTED:
        return tuple(value)
    return (value,) if value else ()


def _check_keys_apart(cadres: ReadSheet, households: ReadSheet) -> None:
    """工号 and 户号 are both keys of people: one must never look like the other."""
    taken = {thing.id for _, thing in cadres.rows if thing.id}
    for row, thing in households.rows:
        if thing.id in taken:
            households.blame(row, f"户号“{thing.id}”已是一位干部的工号，请换一个")
