"""What every room's tests may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.compose import Model, load_model
from bot.config import Config
from storage.engine import open_engine


@pytest.fixture(scope="session")
def model() -> Iterator[Model]:
    """The trained model of this checkout, loaded once for all. Train it first: `make train`."""
    loaded = load_model(Config().model_dir)
    yield loaded
    loaded.dialogue.close()


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A PostgreSQL server of our own, with an engine on its maintenance database."""
    pgserver = pytest.importorskip("pgserver", reason="PostgreSQL for tests is not installed")
    folder = tmp_path_factory.mktemp("pg")
    try:
        server = pgserver.get_server(folder, cleanup_mode="delete")
    except Exception as error:
        pytest.skip(f"PostgreSQL does not start here: {error}")
    engine = open_engine(server.get_uri())
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    yield engine
    engine.dispose()
    server.cleanup()
