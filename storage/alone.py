"""One service to a database: two would say everything twice."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import Engine

from casework.errors import BadDatabase

_LOCK = 0x6D696E72
"""PostgreSQL's number of the lock."""


_KEEPALIVE = {"tcp_keepalives_idle": 30, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 3}
"""Seconds of silence, seconds between questions, questions without an answer."""


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Be the one service on a database; the end of the process, however it comes, lets it go.

    Looking at the ledger, importing and exporting go on beside it. Raises
    `BadDatabase` where another service runs.
    """
    if engine.dialect.name == "sqlite":
        with _lock_file(engine):
            yield
        return
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        # The server notices within a minute that our machine has lost its power, not after two hours.
        for setting, value in _KEEPALIVE.items():
            connection.execute(text(f"SET {setting} = {value}"))
        if not connection.execute(text(f"SELECT pg_try_advisory_lock({_LOCK})")).scalar():
            raise _not_alone(engine)
        try:
            yield
        finally:
            connection.execute(text(f"SELECT pg_advisory_unlock({_LOCK})"))


@contextmanager
def _lock_file(engine: Engine) -> Iterator[None]:
    with Path(f"{engine.url.database}-run").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _not_alone(engine) from None
        yield


def _not_alone(engine: Engine) -> BadDatabase:
    shown = engine.url.render_as_string(hide_password=True)
    return BadDatabase(f"已有一个 bot run 正在用数据库 {shown}，请先停掉它，或给这一个另设数据库")
