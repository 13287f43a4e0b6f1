"""The roster in the database: taken in as a whole, with only what differs written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from casework.county import Roster
from storage import roster_tables
from storage.engine import reading
from storage.roster_format import SHEETS, Sheet
from storage.tables import counters

_STEP = 1024
"""Room between the positions of a new file's rows, so that one put in between moves no others."""

_BATCH = 5_000


@dataclass(frozen=True)
class Counts:
    """What an import did to one file's rows."""

    added: int = 0
    changed: int = 0
    removed: int = 0


def import_roster(engine: Engine, roster: Roster) -> Mapping[str, Counts]:
    """Make the database hold exactly this roster, in one transaction; counts by file name.

    The version grows if anything changed; taking in the same roster again changes nothing.
    """
    counted = {}
    with engine.begin() as connection:
        # Two imports at once take turns.
        version = counters.c.name == "roster"
        connection.execute(select(counters.c.value).where(version).with_for_update())
        changed = False
        for sheet in SHEETS:
            difference = _compare(connection, sheet, getattr(roster, sheet.part))
            difference.write(connection)
            counted[sheet.name] = difference.counts
            changed = changed or difference.any
        if changed:
            connection.execute(update(counters).where(version).values(value=counters.c.value + 1))
    return counted


def export_roster(engine: Engine) -> Roster:
    """The roster as it was taken in, in the order of its files."""
    with reading(engine).connect() as connection:
        return Roster(**{sheet.part: load_rows(connection, sheet.part) for sheet in SHEETS})


def roster_version(connection: Connection) -> int:
    """How many imports have changed something."""
    return int(connection.execute(select(counters.c.value).where(counters.c.name == "roster")).scalar_one())


def load_rows(connection: Connection, part: str, *where: Any) -> tuple[Any, ...]:
    """Rows of one file (a field of `Roster`), those that meet the conditions, in order."""
    sheet = _SHEET_OF[part]
    table = table_of(part)
    fields = _fields(table)
    rows = connection.execute(select(*(table.c[f] for f in fields)).where(*where).order_by(table.c.position))
    blank = _blank_keys(sheet, table)
    return tuple(_thing(sheet, fields, row, blank) for row in rows)


def table_of(part: str) -> Table:
    """The table that keeps one file."""
    return getattr(roster_tables, part)


_SHEET_OF = {sheet.part: sheet for sheet in SHEETS}


@dataclass(frozen=True)
class _Difference:
    """What has to be written so that a table holds a file's rows."""

    table: Table
    added: Sequence[dict[str, Any]]
    changed: Sequence[dict[str, Any]]
    moved: Sequence[dict[str, Any]]
    removed: Sequence[dict[str, Any]]

    @property
    def counts(self) -> Counts:
        """How many rows; one that only stands elsewhere in the file has not changed."""
        return Counts(len(self.added), len(self.changed), len(self.removed))

    @property
    def any(self) -> bool:
        """Whether there is a difference."""
        return bool(self.added or self.changed or self.moved or self.removed)

    def write(self, connection: Connection) -> None:
        """Remove, change, add."""
        table = self.table
        keys = [column.name for column in table.primary_key]
        this = and_(*(table.c[k] == bindparam(f"key_{k}") for k in keys))
        others = [c.name for c in table.c if c.name not in keys]
        everything = {name: bindparam(f"new_{name}") for name in others}
        for statement, rows in (
            (delete(table).where(this), self.removed),
            (update(table).where(this).values(everything), self.changed),
            (update(table).where(this).values(position=bindparam("new_position")), self.moved),
            (insert(table), self.added),
        ):
            for batch in _batches(rows):
                connection.execute(statement, batch)


def _compare(connection: Connection, sheet: Sheet, things: Sequence[Any]) -> _Difference:
    table = table_of(sheet.part)
    fields = _fields(table)
    keys = [column.name for column in table.primary_key]
    at = [fields.index(k) for k in keys]
    there = {}
    for *values, position in connection.execute(select(*(table.c[f] for f in fields), table.c.position)):
        there[tuple(values[i] for i in at)] = (tuple(values), position)
    step = 1 if there else _STEP
    added, changed, moved = [], [], []
    last = 0
    for values in _values(sheet, table, things):
        key = tuple(values[i] for i in at)
        old = there.pop(key, None)
        position = old[1] if old and old[1] > last else last + step
        last = position
        if old is None:
            added.append({**dict(zip(fields, values, strict=True)), "position": position})
        elif old[0] != values:
            changed.append({**_named("key_", keys, key), **_others(fields, keys, values, position)})
        elif old[1] != position:
            moved.append({**_named("key_", keys, key), "new_position": position})
    return _Difference(table, added, changed, moved, [_named("key_", keys, key) for key in there])


def _fields(table: Table) -> list[str]:
    return [column.name for column in table.c if column.name != "position"]


def _values(sheet: Sheet, table: Table, things: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Each row as its columns keep it: what may be empty in a key is an empty string."""
    get = attrgetter(*_fields(table))
    blank = _blank_keys(sheet, table)
    for thing in things:
        values = get(thing)
        yield tuple("" if i in blank and v is None else v for i, v in enumerate(values)) if blank else values


def _blank_keys(sheet: Sheet, table: Table) -> frozenset[int]:
    optional = {column.field for column in sheet.columns if not column.starred}
    return frozenset(i for i, name in enumerate(_fields(table)) if name in sheet.key and name in optional)


def _thing(sheet: Sheet, fields: list[str], row: Sequence[Any], blank: frozenset[int]) -> Any:
    values = ((v or None) if i in blank else v for i, v in enumerate(row))
    return sheet.kind(**dict(zip(fields, values, strict=True)))


def _named(prefix: str, names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    return {prefix + name: value for name, value in zip(names, values, strict=True)}


def _others(fields: list[str], keys: list[str], values: Sequence[Any], position: int) -> dict[str, Any]:
    new = {f"new_{name}": value for name, value in zip(fields, values, strict=True) if name not in keys}
    return {**new, "new_position": position}


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rest = iter(rows)
    while batch := list(islice(rest, _BATCH)):
        yield batch
