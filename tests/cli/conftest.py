"""The command line as somebody types it, on a database of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.cli import main
from storage.engine import open_engine
from storage.migrate import prepare
from storage.roster_store import import_roster
from storage.work import SqlWorks
from tests.casework.cast import ROSTER


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Type = Callable[..., Ran]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database, named by the environment."""
    url = f"sqlite:///{tmp_path / 'minqing.db'}"
    monkeypatch.setenv("MINQING_DATABASE_URL", url)
    monkeypatch.delenv("MINQING_CONFIG", raising=False)
    return url


@pytest.fixture
def type_in(database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Type:
    """Runs ``python -m bot`` with the given words, in this process."""

    def run(*words: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["bot", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """The database, prepared, with the cast's roster."""
    engine = open_engine(database)
    prepare(engine)
    import_roster(engine, ROSTER)
    yield engine
    engine.dispose()


@pytest.fixture
def works(engine: Engine) -> SqlWorks:
    """Transactions on it."""
    return SqlWorks(engine)
