"""Databases on the PostgreSQL that the tests start."""

from __future__ import annotations

import itertools

from sqlalchemy import text
from sqlalchemy.engine import Engine

_COUNT = itertools.count(1)


def new_database(server: Engine, template: str = "template0") -> str:
    """The address of a new database: empty, or a copy of one that nobody is connected to."""
    name = f"minqing_{next(_COUNT)}"
    with server.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    return str(server.url.set(database=name).render_as_string(hide_password=False))
