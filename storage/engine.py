"""A database address becomes an engine, set up so that what was said survives and writers queue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from casework.errors import BadDatabase
from storage.trouble import bad_database, tell_of_trouble

BUSY_SECONDS = 30
"""How long a writer waits for another one on SQLite, and for an answer of PostgreSQL when connecting."""

HINT = "应写成 sqlite:////文件夹/民情.db 或 postgresql://用户:密码@主机/库名"


def open_engine(url: str, *, durable: bool = True) -> Engine:
    """Open a database and see that it answers.

    url: a SQLAlchemy URL of SQLite or PostgreSQL.
    durable: whether a commit survives a power cut. Only a temporary database that
        is thrown away afterwards may do without; a commit is then some ten times quicker.

    Raises `BadDatabase` where the address is wrong, nobody answers, or it cannot be written.
    """
    address = _address(url)
    shown = address.render_as_string(hide_password=True)
    options: dict[str, Any] = {"future": True, "json_serializer": _json}
    if address.get_backend_name() == "sqlite":
        _see_folder(address, shown)
        options["connect_args"] = {"timeout": BUSY_SECONDS, "check_same_thread": False}
        engine = create_engine(address, poolclass=QueuePool, **options)
        _set_up_sqlite(engine, durable)
    else:
        options["connect_args"] = {"connect_timeout": BUSY_SECONDS}
        engine = create_engine(address, pool_pre_ping=True, executemany_mode="values_plus_batch", **options)
    tell_of_trouble(engine)
    try:
        with engine.connect():
            pass
    except DBAPIError as error:
        engine.dispose()
        raise bad_database(engine, error) from error
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that only read: they neither wait for a writer nor hold one up."""
    quick: Engine = engine.execution_options(reading=True)
    return quick


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        backend = address.get_backend_name()
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise BadDatabase(f"数据库地址写得不对：{url.partition('://')[0]}://…，{HINT}") from error
    if backend not in ("sqlite", "postgresql"):
        raise BadDatabase(f"不支持 {backend} 数据库，{HINT}")
    return address


def _see_folder(address: URL, shown: str) -> None:
    if address.database in (None, "", ":memory:"):
        # Each connection would have a database of its own.
        raise BadDatabase(f"数据库 {shown} 没有写文件名，{HINT}")
    if not Path(str(address.database)).absolute().parent.is_dir():
        raise BadDatabase(f"数据库 {shown} 所在的文件夹不存在，请先建立文件夹或改正地址")


def _set_up_sqlite(engine: Engine, durable: bool) -> None:
    synchronous = "FULL" if durable else "OFF"

    def connected(connection: Any, record: Any) -> None:
        # The driver would begin transactions by itself, and only at the first write:
        # too late, since two readers that both want to write then can never go on.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={synchronous}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.close()

    def begun(connection: Any) -> None:
        only_reads = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
