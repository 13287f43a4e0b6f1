"""A wrong address is a sentence that says what to do, and a right one is set up to last."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.config import ROOT
from casework.errors import BadDatabase
from storage.county import SqlCounty
from storage.engine import open_engine
from storage.migrate import prepare
from storage.roster_files import read_roster
from storage.roster_store import import_roster
from storage.work import SqlWorks
from tests.little_room import room_for


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("民情.db", "sqlite:////"),
        ("", "sqlite:////"),
        ("mysql://root@localhost/x", "sqlite:////"),
        ("nosuch://x", "sqlite:////"),
        ("sqlite://", "没有写文件名"),
        ("sqlite:///:memory:", "没有写文件名"),
        ("postgresql+nosuch://x/y", "postgresql://"),
        ("postgresql://u:secret@127.0.0.1:1/x", "用不了"),
    ],
)
def test_a_wrong_address_says_what_to_write(url: str, says: str) -> None:
    with pytest.raises(BadDatabase, match=says) as caught:
        open_engine(url)
    assert "secret" not in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDatabase, match="文件夹不存在"):
        open_engine(f"sqlite:///{tmp_path}/没有/民情.db")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "民情.db").write_text("户号,乡镇\n" * 500, encoding="utf-8")
    with pytest.raises(BadDatabase, match="用不了"):
        open_engine(f"sqlite:///{tmp_path}/民情.db")


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 0)])
def test_a_live_sqlite_survives_a_power_cut_and_a_temporary_one_is_quick(
    tmp_path: Path, durable: bool, level: int
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/民情.db", durable=durable)
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("synchronous", "journal_mode", "foreign_keys")
        }
    engine.dispose()
    assert found == {"synchronous": level, "journal_mode": "wal", "foreign_keys": 1}


def test_a_database_that_fails_on_the_way_is_a_bad_database(engine: Engine) -> None:
    works = SqlWorks(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE memory RENAME TO gone"))
    try:
        with pytest.raises(BadDatabase, match="用不了"), works() as work:
            work.memory.get("x")
    finally:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE gone RENAME TO memory"))


def test_what_one_process_committed_the_next_one_finds(tmp_path: Path) -> None:
    for expected in ("None", "一"):
        engine = open_engine(f"sqlite:///{tmp_path}/民情.db")
        prepare(engine)
        with SqlWorks(engine)() as work:
            assert str(work.memory.get("x")) == expected
            work.memory.put("x", "一")
            work.commit()
        engine.dispose()


def test_an_import_that_finds_no_room_takes_nothing_and_says_so(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/民情.db")
    prepare(engine)
    roster = read_roster(ROOT / "examples" / "county")
    with room_for(600_000), pytest.raises(BadDatabase, match="磁盘"):
        import_roster(engine, roster)
    assert list(SqlCounty(engine).cadres()) == []
    import_roster(engine, roster)
    assert len(SqlCounty(engine).cadres()) == len(roster.cadres)
    engine.dispose()


def test_a_database_that_another_program_holds_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.BUSY_SECONDS", 0.1)
    holder = open_engine(f"sqlite:///{tmp_path}/民情.db")
    prepare(holder)
    engine = open_engine(f"sqlite:///{tmp_path}/民情.db")
    with holder.begin(), pytest.raises(BadDatabase, match="另一个程序正占着它"):
        prepare(engine)
    prepare(engine)
    holder.dispose()
    engine.dispose()
