"""Both databases: a SQLite file, and a real PostgreSQL started once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, text
from sqlalchemy.engine import Engine

from storage.engine import open_engine
from storage.migrate import prepare
from storage.tables import COUNTERS, counters, messages, metadata, notices, turns
from storage.work import SqlWorks
from tests.postgresql import new_database

_COUNT = itertools.count(1)


@pytest.fixture(scope="session")
def prepared_postgresql(postgresql_server: Engine) -> Iterator[Engine]:
    """One prepared database for all tests, which `engine` empties: much quicker than one for each."""
    opened = open_engine(new_database(postgresql_server))
    prepare(opened)
    yield opened
    opened.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of a new database without a table."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path}/minqing_{next(_COUNT)}.db"
    server = request.getfixturevalue("postgresql_server")
    return lambda: new_database(server)


@pytest.fixture()
def empty_database(new_address: Callable[[], str]) -> str:
    """The address of a database without a table."""
    return new_address()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A prepared database with nothing in it."""
    if request.param == "postgresql":
        opened = request.getfixturevalue("prepared_postgresql")
        _empty(opened)
        yield opened
        return
    opened = open_engine(f"sqlite:///{tmp_path}/minqing.db", durable=False)
    prepare(opened)
    yield opened
    opened.dispose()


@pytest.fixture()
def works(engine: Engine) -> SqlWorks:
    """Units of work on a prepared database."""
    return SqlWorks(engine)


def _empty(engine: Engine) -> None:
    with engine.begin() as connection:
        # A replica fires no triggers: the one that guards the history would refuse this.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in metadata.sorted_tables:
            connection.execute(delete(table))
        for table in (turns, messages, notices):
            connection.execute(text(f"ALTER SEQUENCE {table.name}_id_seq RESTART"))
        connection.execute(insert(counters), [{"name": name, "value": 0} for name in COUNTERS])
