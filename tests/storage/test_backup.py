"""The commands that docs/operations.md gives for a copy, on a database that is being written."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from casework.notice import Notice, NoticeState
from casework.taxonomy import Kind
from storage.engine import open_engine
from storage.migrate import prepare
from storage.work import SqlWorks
from tests.house.source import ROOT
from tests.storage.village_cast import NINE


def documented(beginning: str) -> str:
    """The one command of the page that begins so."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^{re.escape(beginning)}.*$", page, re.M)
    return str(found)


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """The folder of a database with one notice that could not be delivered."""
    (tmp_path / "var").mkdir()
    engine = open_engine(f"sqlite:///{tmp_path}/var/minqing.db")
    prepare(engine)
    with SqlWorks(engine)() as work:
        for state in (NoticeState.DEAD, NoticeState.SENT):
            notice = Notice(Kind.STATUS, "#1 修好了", NINE, person="K001", state=state, detail="不是好友")
            work.outbox.add(notice)
        work.commit()
    return tmp_path


def test_a_copy_made_while_somebody_writes_is_whole(var: Path) -> None:
    program = re.search(r'-c "(.*)"$', documented(".venv/bin/python -c"))
    assert program is not None
    writer = sqlite3.connect(var / "var" / "minqing.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO memory VALUES ('x', 'half done')")
    subprocess.run([sys.executable, "-c", program[1]], cwd=var, check=True)
    writer.rollback()
    copy = sqlite3.connect(var / "copy.db")
    assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert copy.execute("SELECT count(*) FROM notices").fetchone() == (2,)
    assert copy.execute("SELECT count(*) FROM memory").fetchone() == (0,)


def test_the_notices_that_did_not_arrive_are_listed_whole(var: Path) -> None:
    query = re.search(r'"(SELECT .*)"$', documented("sqlite3 -readonly"))
    assert query is not None
    rows = sqlite3.connect(var / "var" / "minqing.db").execute(query[1]).fetchall()
    assert [row[2:] for row in rows] == [("K001", "不是好友", "#1 修好了")]
