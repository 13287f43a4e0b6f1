"""The roster changed while running, one row at a time, as if its next import had come already."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from storage.tables import counters

_ROOM = 1024
"""Room after the last row, as an import of the file leaves it."""

CHANGED = "roster changed"
"""In a session's notes: whether it has changed the roster."""

_VERSION = counters.c.name == "roster"


def take_turn(session: Session) -> None:
    """Wait for whoever else changes the roster: two who learn, or one who imports."""
    session.execute(select(counters.c.value).where(_VERSION).with_for_update())


def put_row(session: Session, table: Table, values: dict[str, Any]) -> bool:
    """Put a row behind the last one; False where there is one of its key. The turn must be taken."""
    same = [column == values[column.name] for column in table.primary_key]
    if session.execute(select(table.c.position).where(*same)).first() is not None:
        return False
    last = session.execute(select(func.coalesce(func.max(table.c.position), 0))).scalar_one()
    session.execute(insert(table).values(**values, position=last + _ROOM))
    _count(session)
    return True


def take_row(session: Session, table: Table, key: dict[str, Any]) -> bool:
    """Take a row out; False where there is none. The turn must be taken."""
    done = session.execute(delete(table).where(*(table.c[name] == value for name, value in key.items())))
    if done.rowcount:
        _count(session)
    return bool(done.rowcount)


def _count(session: Session) -> None:
    session.execute(update(counters).where(_VERSION).values(value=counters.c.value + 1))
    session.info[CHANGED] = True
