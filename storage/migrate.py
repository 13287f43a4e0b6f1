"""Bringing a database to the version of the program."""

from __future__ import annotations

from sqlalchemy import insert, inspect, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from casework.errors import BadDatabase
from storage import identity_tables, roster_tables  # noqa: F401  (their tables belong to the metadata)
from storage.append_only import guard
from storage.tables import COUNTERS, counters, metadata
from storage.trouble import bad_database

HEAD = "0008"
"""The version that the tables in this program make up."""

_LOCK = 0x6D696E71
"""PostgreSQL's number of our lock: two processes that start together take turns."""


def prepare(engine: Engine) -> None:
    """Make the tables in an empty database, or bring an older one up to date.

    Raises `BadDatabase` where a newer program has written the database, or it holds
    tables of something else.
    """
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            version = version_of(connection)
            if version is None:
                _create(connection)
            elif version != HEAD:
                upgrade(connection)
    except DBAPIError as error:
        raise bad_database(engine, error) from error


def version_of(connection: Connection) -> str | None:
    """The version of a database, None where it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def upgrade(connection: Connection) -> None:
    """Run every migration that is still to be run, within the connection's transaction."""
    # Only an older database pays for importing Alembic.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    version = version_of(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise BadDatabase(f"数据库的版本是 {version}，比程序的 {HEAD} 新。请升级程序，或用旧版本的数据库备份")
    command.upgrade(config, "head")


def _create(connection: Connection) -> None:
    """All tables at once: a replay begins with a fresh database and must not wait for migrations."""
    metadata.create_all(connection, checkfirst=False)
    guard(connection)
    connection.execute(insert(counters), [{"name": name, "value": 0} for name in COUNTERS])
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
