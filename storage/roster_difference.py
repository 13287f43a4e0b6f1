"""What has to be written so that a table of the roster holds the rows of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection

from storage.roster_format import Sheet
from storage.roster_tables import table_of

_STEP = 1024
"""Room between the positions of a new file's rows, so that one put in between moves no others."""

_BATCH = 5_000


@dataclass(frozen=True)
class Counts:
    """What an import did to one file's rows.

    kept: rows that the bot has learnt and that stayed although the file hasn't got them.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0


@dataclass(frozen=True)
class Difference:
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

    def write(self, connection: Connection, told: Callable[[int], None]) -> None:
        """Remove, change, add; `told` hears how many rows are done."""
        table = self.table
        keys = [column.name for column in table.primary_key]
        this = and_(*(table.c[k] == bindparam(f"key_{k}") for k in keys))
        others = [c.name for c in table.c if c.name not in keys]
        everything = {name: bindparam(f"new_{name}") for name in others}
        done = 0
        for statement, rows in (
            (delete(table).where(this), self.removed),
            (update(table).where(this).values(everything), self.changed),
            (update(table).where(this).values(position=bindparam("new_position")), self.moved),
            (insert(table), self.added),
        ):
            for batch in _batches(rows):
                connection.execute(statement, batch)
                done += len(batch)
                told(done)


def compare(connection: Connection, sheet: Sheet, things: Sequence[Any]) -> Difference:
    """What has to be written for the rows of a file, which come in its order."""
    table = table_of(sheet.part)
    fields = fields_of(table)
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
    return Difference(table, added, changed, moved, [_named("key_", keys, key) for key in there])


def fields_of(table: Table) -> list[str]:
    """The columns that hold the fields of a row."""
    return [column.name for column in table.c if column.name != "position"]


def _values(sheet: Sheet, table: Table, things: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Each row as its columns keep it: what may be empty in a key is an empty string."""
    get = attrgetter(*fields_of(table))
    blank = blank_keys(sheet, table)
    for thing in things:
        values = get(thing)
        yield tuple("" if i in blank and v is None else v for i, v in enumerate(values)) if blank else values


def blank_keys(sheet: Sheet, table: Table) -> frozenset[int]:
    """Places of the fields that may be empty although they are part of the key."""
    optional = {column.field for column in sheet.columns if not column.starred}
    return frozenset(i for i, name in enumerate(fields_of(table)) if name in sheet.key and name in optional)


def _named(prefix: str, names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    return {prefix + name: value for name, value in zip(names, values, strict=True)}


def _others(fields: list[str], keys: list[str], values: Sequence[Any], position: int) -> dict[str, Any]:
    new = {f"new_{name}": value for name, value in zip(fields, values, strict=True) if name not in keys}
    return {**new, "new_position": position}


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rest = iter(rows)
    while batch := list(islice(rest, _BATCH)):
        yield batch
