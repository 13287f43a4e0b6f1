"""Small facts that outlive a process, in the database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import memory

_KEPT = select(memory.c.value).where(memory.c.key == bindparam("wanted"))
"""Built once: it is asked for every message and every notice."""


class SqlMemory:
    """See `casework.ports.Memory`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def get(self, key: str) -> str | None:
        """The value kept under a key."""
        value: str | None = self._session.execute(_KEPT, {"wanted": key}).scalar_one_or_none()
        return value

    def beginning(self, prefix: str) -> Mapping[str, str]:
        """Every value whose key begins so, by key."""
        wanted = select(memory.c.key, memory.c.value).where(memory.c.key.startswith(prefix, autoescape=True))
        return {row.key: row.value for row in self._session.execute(wanted.order_by(memory.c.key))}

    def put(self, key: str, value: str | None) -> None:
        """Keep a value; None removes it."""
        if value is None:
            self._session.execute(delete(memory).where(memory.c.key == key))
            return
        dialect = sqlite if self._session.get_bind().dialect.name == "sqlite" else postgresql
        insert = dialect.insert(memory).values(key=key, value=value)
        self._session.execute(insert.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
