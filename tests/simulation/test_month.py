"""Some days of simulated traffic: whatever people do, the invariants hold."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.cli.simulate import figures
from bot.compose import Model, open_database, set_desk
from bot.simulation.invariants import Invariants
from bot.simulation.month import Month, MonthPlay
from casework.clock import at_local
from casework.notice import Notice
from casework.services.desk import Desk
from casework.settings import Settings
from casework.taxonomy import Kind
from storage.roster_files import read_roster
from storage.roster_store import import_roster

COUNTY = Path(__file__).resolve().parents[2] / "examples" / "county"
START = at_local(date(2026, 6, 1), 0)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo county with an empty ledger, to be copied."""
    file = tmp_path_factory.mktemp("month") / "county.db"
    engine = open_database(f"sqlite:///{file}", durable=False)
    import_roster(engine, read_roster(COUNTY))
    engine.dispose()
    return file


@pytest.fixture
def desk(empty: Path, model: Model, tmp_path: Path) -> Iterator[Desk]:
    shutil.copy(empty, tmp_path / "month.db")
    engine = open_database(f"sqlite:///{tmp_path}/month.db", durable=False)
    yield set_desk(engine, model, Settings())
    engine.dispose()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_invariants_hold(desk: Desk, model: Model, seed: int) -> None:
    play = MonthPlay(desk, model, seed, START)
    play.fill(villages=3, days=4)
    month = play.run(START + timedelta(days=7), told=lambda line: None)
    assert month.broken == []
    assert sum(month.tickets.values()) > 5
    assert month.recounted > 2
    assert {"ack", "assign", "digest"} <= set(month.said)


def test_what_is_broken_is_seen(desk: Desk) -> None:
    seen = Invariants(replace(desk, settings=Settings(per_hour=1)), START)
    noon = START + timedelta(hours=12)
    words = Notice(Kind.ACK, "已登记", noon, group="双桥村民情交流群", cause=1, id=1)
    seen.heard(words, noon)
    assert seen.broken == []
    seen.heard(words, noon)
    assert ["told twice" in seen.broken[0], "2 this hour" in seen.broken[1]] == [True, True]
    seen.heard(Notice(Kind.ACK, "又登记", noon, person="K001", id=2), noon)
    assert "without row or cause" in seen.broken[-1]


def test_a_month_is_told_in_a_few_lines() -> None:
    done = Month(heard=12, said=Counter(ack=2, digest=1), tickets=Counter(closed=2), broken=["坏了"])
    lines = figures(done)
    assert lines[0] == "听到 12 条，说了 3 条（受理 2、简报 1）"
    assert "工单 2 件（已结案 2）" in lines[1]
    assert "不合规矩 1 处" in lines[2]
