"""The scene that every attempt finds, built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from storage.engine import open_engine
from storage.migrate import prepare
from storage.roster_files import read_roster
from storage.roster_store import import_roster
from tests.bot.conftest import COUNTY
from tests.bot.conftest import county_file as county_file
from tests.identity.stand import Stand
from tests.postgresql import new_database


@pytest.fixture(scope="session")
def scene(county_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A database with the four matters of `tests.identity.attempts`, and the time it is there."""
    file = tmp_path_factory.mktemp("scene") / "scene.db"
    shutil.copy(county_file, file)
    engine = open_engine(f"sqlite:///{file}", durable=False)
    later = set_scene(engine)
    engine.dispose()
    return file, later


def set_scene(engine: Engine) -> datetime:
    """Four matters on the demo county; the time it is then."""
    stand = Stand(engine)
    stand.say("王婶", "桥头路基坏了", account="王婶的号")
    stand.settle()
    stand.say("雅芬", "桥头水管漏水", key="H0003/周雅芬")
    stand.settle()
    stand.say("李叔", "桥头路灯不亮", account="李叔的号")
    stand.say("赵姐", "我家也是", account="赵姐的号")
    stand.settle()
    stand.say("小妹", "童海波态度差", key="H0004/卢小妹", group=None)
    stand.settle()
    stand.say("童海波", "#2 办结 换了接头", key="K001", group=None)
    stand.say("童海波", "#3 办结 换了灯泡", key="K001", group=None)
    stand.settle(3600)
    assert [t["status"] for t in stand.dump()["tickets"]] == ["assigned", "resolved", "resolved", "assigned"]  # type: ignore[attr-defined]
    assert stand.refusals() == []
    return stand.now


@pytest.fixture
def engine(scene: tuple[Path, datetime], tmp_path: Path) -> Iterator[Engine]:
    """A copy of the scene."""
    shutil.copy(scene[0], tmp_path / "bot.db")
    opened = open_engine(f"sqlite:///{tmp_path}/bot.db", durable=False)
    prepare(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def stand(engine: Engine, scene: tuple[Path, datetime]) -> Stand:
    """Events are handed in."""
    return Stand(engine, scene[1])


@pytest.fixture(scope="session")
def scene_on_postgresql(postgresql_server: Engine) -> str:
    """The scene in a database to be copied; its name."""
    address = new_database(postgresql_server)
    engine = open_engine(address)
    prepare(engine)
    import_roster(engine, read_roster(COUNTY))
    set_scene(engine)
    engine.dispose()
    return str(engine.url.database)


@pytest.fixture(params=["sqlite", "postgresql"])
def either_engine(
    request: pytest.FixtureRequest, scene: tuple[Path, datetime], tmp_path: Path
) -> Iterator[Engine]:
    """A copy of the scene in either database."""
    if request.param == "sqlite":
        shutil.copy(scene[0], tmp_path / "bot.db")
        opened = open_engine(f"sqlite:///{tmp_path}/bot.db", durable=False)
    else:
        template = request.getfixturevalue("scene_on_postgresql")
        opened = open_engine(new_database(request.getfixturevalue("postgresql_server"), template))
    yield opened
    opened.dispose()
