"""The migrations and the tables of the program agree, and other databases are left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

from casework.errors import BadDatabase
from storage.engine import open_engine
from storage.migrate import HEAD, prepare, upgrade, version_of
from storage.tables import metadata


def _guards(connection: Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    else:
        query = (
            "SELECT pg_get_triggerdef(t.oid) || p.prosrc FROM pg_trigger t "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal ORDER BY tgname"
        )
    return list(connection.execute(text(query)).scalars())


def _migrated(address: str) -> Engine:
    engine = open_engine(address)
    with engine.begin() as connection:
        upgrade(connection)
    return engine


def test_migrations_make_exactly_the_tables_of_the_program(empty_database: str) -> None:
    engine = _migrated(empty_database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert len(inspect(connection).get_table_names()) == len(metadata.tables) + 1
        assert compare_metadata(context, metadata) == []
        assert version_of(connection) == HEAD
    engine.dispose()


def test_a_database_made_at_once_is_the_same_as_a_migrated_one(new_address: Callable[[], str]) -> None:
    fresh, migrated = open_engine(new_address()), _migrated(new_address())
    prepare(fresh)
    with fresh.connect() as made, migrated.connect() as grown:
        assert _guards(made) == _guards(grown) != []
        counted = text("SELECT name, value FROM counters ORDER BY name")
        assert made.execute(counted).all() == grown.execute(counted).all() == [("roster", 0), ("ticket", 0)]
        assert version_of(made) == version_of(grown)
        for table in metadata.tables:
            assert _indexes(made, table) == _indexes(grown, table), table
    fresh.dispose()
    migrated.dispose()


def _indexes(connection: Connection, table: str) -> list[tuple[str, list[str]]]:
    found = inspect(connection).get_indexes(table)
    return sorted((index["name"], index["column_names"]) for index in found)


def test_head_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_preparing_again_changes_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE counters SET value = 7"))
    prepare(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT sum(value) FROM counters")).scalar() == 14


def test_a_database_of_a_newer_program_is_refused(empty_database: str) -> None:
    engine = open_engine(empty_database)
    prepare(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BadDatabase, match=r"9999.*升级程序"):
        prepare(engine)
    engine.dispose()


def test_a_database_with_somebody_elses_tables_is_refused_and_left_alone(empty_database: str) -> None:
    engine = open_engine(empty_database)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE messages (id INTEGER)"))
    with pytest.raises(BadDatabase, match="换一个空的数据库"):
        prepare(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["messages"]
    engine.dispose()
