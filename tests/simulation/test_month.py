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
from bot.simulation.recounting import recount
from casework.clock import at_local
from casework.notice import Notice
from casework.reading import Issue
from casework.routing import Route
from casework.services.desk import Desk
from casework.services.opening import Origin, open_ticket
from casework.settings import Settings
from casework.taxonomy import Act, Category, Kind, Status
from casework.ticket import Ticket, Voice
from storage.roster_files import read_roster
from storage.roster_store import import_roster

COUNTY = Path(__file__).resolve().parents[2] / "examples" / "county"
START = at_local(date(2026, 6, 1), 0)
NOON = START + timedelta(hours=12)
GROUP = "双桥村民情交流群"
MONTH = "本月累计：登记 1 件，结案 0 件"


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


def _registered(desk: Desk) -> Ticket:
    """A broken street lamp in the second grid of 双桥村, reported that morning."""
    village = desk.county.village("前童镇/双桥村")
    routed = Route("K002", Status.ASSIGNED, "地名“老樟树”→第二网格", grid="前童镇/双桥村/第二网格")
    origin = Origin(village, "前童镇", GROUP, [Voice(None, "王婶", NOON, GROUP)], "王婶", None)
    with desk.works() as uow:
        lamp = Issue(Category.LIGHTING, "老樟树的路灯不亮了", ())
        ticket = open_ticket(desk, uow, lamp, Act.REQUEST, routed, origin, NOON)
        uow.commit()
    return ticket


@pytest.mark.parametrize("seed", [1, 2])
def test_the_invariants_hold(desk: Desk, model: Model, seed: int) -> None:
    play = MonthPlay(desk, model, seed, START)
    play.fill(villages=3, days=4)
    month = play.run(START + timedelta(days=7), told=lambda line: None)
    assert month.broken == []
    assert sum(month.tickets.values()) > 2
    assert month.recounted > 2
    assert {"ack", "assign", "digest"} <= set(month.said)


def test_the_budget_and_repetitions_are_watched(desk: Desk) -> None:
    seen = Invariants(replace(desk, settings=Settings(per_hour=1)), START)
    words = Notice(Kind.ACK, "已登记", NOON, group="双桥村民情交流群", cause=1, id=1)
    seen.heard(words, NOON)
    assert seen.broken == []
    seen.heard(words, NOON)
    assert ["told twice" in seen.broken[0], "2 this hour" in seen.broken[1]] == [True, True]
    seen.heard(replace(words, text="又登记"), START)
    assert "quiet hours" in seen.broken[-1]


def test_what_comes_from_nowhere_is_seen(desk: Desk) -> None:
    seen = Invariants(desk, START)
    seen.heard(Notice(Kind.ACK, "已登记", NOON, person="K001", id=99, cause=99, urgent=True), NOON)
    seen.look(NOON)
    assert [line.split()[2] for line in seen.broken] == ["no", "without", "beyond"]


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"cadre": None}, "nobody's"),
        ({"due": None}, "no due date"),
        ({"status": Status.CLOSED}, "its history"),
    ],
)
def test_a_ticket_that_breaks_a_rule_is_seen(desk: Desk, changed: dict[str, object], complaint: str) -> None:
    ticket = _registered(desk)
    with desk.works() as uow:
        kept = uow.tickets.get(ticket.number)
        for name, value in changed.items():
            setattr(kept, name, value)
        uow.commit()
    seen = Invariants(desk, START)
    seen.look(NOON)
    assert complaint in " ".join(seen.broken)


@pytest.mark.parametrize(
    ("to", "right", "wrong"),
    [
        (
            GROUP,
            "今日新登记 1 件，结案 0 件，在办 1 件\n" + MONTH,
            "今日新登记 0 件，结案 0 件，在办 1 件\n" + MONTH,
        ),
        ("K002", "等您签收 1 件：", "等您签收 2 件："),
        ("K005", "在办 1 件：已超时 0，今天到期 0，待签收 1", "在办 1 件：已超时 1，今天到期 0，待签收 0"),
    ],
)
def test_a_wrong_figure_of_a_digest_is_seen(desk: Desk, to: str, right: str, wrong: str) -> None:
    ticket = _registered(desk)
    group, person = (to, None) if to == GROUP else (None, to)
    digest = Notice(Kind.DIGEST, right, NOON, group=group, person=person)
    assert list(recount(desk.county, digest, [ticket], NOON)) == []
    assert list(recount(desk.county, replace(digest, text=wrong), [ticket], NOON)) != []


def test_a_month_is_told_in_a_few_lines() -> None:
    done = Month(heard=12, said=Counter(ack=2, digest=1), tickets=Counter(closed=2), broken=["坏了"])
    lines = figures(done)
    assert lines[0] == "听到 12 条，说了 3 条（受理 2、简报 1）"
    assert "工单 2 件（已结案 2）" in lines[1]
    assert "不合规矩 1 处" in lines[2]
