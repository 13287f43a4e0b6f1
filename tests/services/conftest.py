"""A fresh database for every test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.engine import open_engine
from storage.migrate import prepare
from tests.services.office import Office


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared database, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    engine = open_engine(f"sqlite:///{path}", durable=False)
    prepare(engine)
    engine.dispose()  # the last one to close writes everything into the file itself
    return path


@pytest.fixture
def open_office(empty: Path, tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """Opens an office on a database of its own."""
    engines = []

    def opened(**how: Any) -> Office:
        path = tmp_path / f"office{len(engines)}.db"
        shutil.copy(empty, path)
        engines.append(open_engine(f"sqlite:///{path}", durable=False))
        return Office(engines[-1], **how)

    yield opened
    for engine in engines:
        engine.dispose()


@pytest.fixture
def office(open_office: Callable[..., Office]) -> Office:
    """The office of 前童镇."""
    return open_office()
