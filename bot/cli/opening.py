"""What most commands begin with: the settings, the database, the roster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.config import VAR, Config, load_config

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from storage.county import SqlCounty
    from storage.work import SqlWorks


@dataclass(frozen=True)
class Books:
    """An open database: its tickets and its roster."""

    engine: Engine
    works: SqlWorks
    county: SqlCounty


def settings_of(context: typer.Context) -> Config:
    """The settings that ``--config`` and the environment name. Raises `BadSettings`."""
    path = context.find_root().params.get("config")
    return load_config(Path(path) if path else None)


@contextmanager
def open_books(config: Config) -> Iterator[Books]:
    """The database, brought up to date and closed afterwards. Raises `BadDatabase`."""
    from storage.county import SqlCounty
    from storage.engine import open_engine
    from storage.migrate import prepare
    from storage.work import SqlWorks

    if config.database_url == Config().database_url:
        VAR.mkdir(exist_ok=True)
    engine = open_engine(config.database_url)
    try:
        prepare(engine)
        yield Books(engine, SqlWorks(engine), SqlCounty(engine))
    finally:
        engine.dispose()
