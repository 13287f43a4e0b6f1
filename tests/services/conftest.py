"""A fresh database for every test, on one engine: what SQLAlchemy has compiled once stays compiled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from storage.engine import open_engine
from storage.migrate import prepare
from tests.services.office import Office


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine on a prepared, empty database."""
    opened = open_engine(f"sqlite:///{tmp_path_factory.mktemp('office')}/office.db", durable=False)
    prepare(opened)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def empty(engine: Engine) -> bytes:
    """The empty database; the last connection to close writes everything into the file itself."""
    engine.dispose()
    return Path(engine.url.database or "").read_bytes()


@pytest.fixture
def office(engine: Engine, empty: bytes) -> Iterator[Office]:
    """The office of 前童镇."""
    yield Office(engine)
    engine.dispose()
    Path(engine.url.database or "").write_bytes(empty)
