"""The commands as typed: what they print, how they end, and that a mistake is never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.config import ROOT
from casework.clock import SystemClock
from casework.lifecycle import Move, advance
from casework.notice import Notice, NoticeState
from casework.taxonomy import Act, Channel, Kind, Status
from casework.visit import Visit
from storage.work import SqlWorks
from tests.casework.cast import CHEN, GROUP, MORNING, a_ticket, a_voice, at, 王某某
from tests.cli.conftest import Type

COMMANDS = (
    "check",
    "roster",
    "train",
    "learn",
    "run",
    "replay",
    "tickets",
    "show",
    "digest",
    "export",
    "household",
    "demo",
    "sandbox",
    "simulate",
)

VILLAGES = "乡镇,村\n前童镇,联合村\n"


@pytest.fixture
def two_tickets(works: SqlWorks) -> None:
    """王婶's pipe, open and late, and one of 双桥村, closed."""
    late = a_ticket(1, accept_by=at("06-11 09:00"), due=at("06-17 18:00"))
    done = a_ticket(
        2,
        village="前童镇/双桥村",
        grid=None,
        status=Status.CLOSED,
        text="路灯不亮",
        opened_at=at("06-12 09:00"),
    )
    done.voices = [a_voice(when=at("06-12 09:00"))]
    with works() as uow:
        for ticket in (late, done):
            uow.tickets.add(ticket)
        advance(late, Move.ACCEPT, by=王某某, now=at("06-10 10:00"), why="下午去看")
        uow.commit()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(type_in: Type, command: str) -> None:
    ran = type_in(command, "--help")
    assert ran.code == 0
    assert "Usage: " in ran.out


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("tickets", "--colour"),
        ("tickets", "--status", "lost"),
        ("show",),
        ("show", "twelve"),
        ("digest",),
        ("digest", "--for", "cat"),
        ("digest", "--for", "group", "--date", "yesterday"),
        ("digest", "--for", "group", "--date", "2026-02-30"),
        ("export", "a.xlsx", "--from", "2026-13-01"),
        ("export", "ledger.csv"),
        ("export", "a.xlsx", "--from", "2026-06-30", "--to", "2026-06-01"),
        ("run", "--transport", "pigeon"),
        ("replay",),
    ],
)
def test_wrong_usage_ends_with_2(type_in: Type, words: tuple[str, ...]) -> None:
    assert type_in(*words).code == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--config", "nowhere.yml", "tickets"), "nowhere.yml"),
        (("tickets", "--config", "nowhere.yml"), "nowhere.yml"),
        (("tickets", "--config=nowhere.yml"), "nowhere.yml"),
        (("roster", "import", "nowhere"), "nowhere:1: "),
        (("show", "99"), "#99"),
        (("household", "H9999"), "H9999"),
        (("tickets", "--village", "无名村"), "无名村"),
        (("digest", "--for", "cadre", "--name", "无名氏"), "无名氏"),
        (("digest", "--for", "group", "--name", "无名群"), "无名群"),
        (("export", "nowhere/a.xlsx"), "nowhere/a.xlsx: "),
        (("replay", "nowhere.jsonl"), "nowhere.jsonl:"),
    ],
)
def test_a_mistake_is_told_in_a_line_and_ends_with_1(
    type_in: Type, words: tuple[str, ...], told: str
) -> None:
    ran = type_in(*words)
    assert ran.code == 1
    assert told in ran.err
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "url", ["oracle://x/y", "nonsense", "sqlite:////nowhere/at/all/a.db", "postgresql://x@127.0.0.1:1/x"]
)
def test_a_database_that_cannot_be_opened_is_told_in_a_line(
    type_in: Type, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("MINQING_DATABASE_URL", url)
    ran = type_in("tickets")
    assert (ran.code, len(ran.err.strip().splitlines())) == (1, 1)


def test_an_import_counts_what_changed_and_a_second_one_changes_nothing(type_in: Type) -> None:
    county = str(ROOT / "examples" / "county")
    first, second = type_in("roster", "import", county), type_in("roster", "import", county)
    assert (first.code, second.code) == (0, 0)
    assert "乡镇：新增 3，修改 0，删除 0" in first.out
    assert second.out == "合计：新增 0，修改 0，删除 0\n"


def test_what_is_exported_can_be_imported_without_a_change(
    type_in: Type, works: SqlWorks, tmp_path: Path
) -> None:
    for target in ("out", "out.xlsx"):
        assert type_in("roster", "export", str(tmp_path / target)).code == 0
        again = type_in("roster", "import", str(tmp_path / target))
        assert (again.code, again.out) == (0, "合计：新增 0，修改 0，删除 0\n")


def test_each_bad_row_is_a_line_and_nothing_is_taken(type_in: Type, works: SqlWorks, tmp_path: Path) -> None:
    folder = tmp_path / "roster"
    type_in("roster", "export", str(folder))
    with (folder / "网格.csv").open("a", encoding="utf-8") as file:
        file.write("前童镇,联合村,第三网格,K404,,\n前童镇,无名村,第一网格,K001,,\n")
    ran = type_in("roster", "import", str(folder))
    lines = ran.err.strip().splitlines()
    assert ran.code == 1
    assert [line.split(":")[:2] for line in lines] == [["网格.csv", "7"], ["网格.csv", "8"]]
    with works() as uow:
        uow.commit()
    assert type_in("tickets", "--village", "联合村").code == 0


@pytest.mark.usefixtures("two_tickets")
@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ((), ["1", "2"]),
        (("--overdue",), ["1"]),
        (("--status", "closed"), ["2"]),
        (("--status", "已结案"), ["2"]),
        (("--status", "open"), ["1"]),
        (("--status", "triage"), []),
        (("--village", "联合村"), ["1"]),
        (("--village", "前童镇/双桥村"), ["2"]),
        (("--village", "双桥村", "--overdue"), []),
    ],
)
def test_the_ledger_is_narrowed(type_in: Type, words: tuple[str, ...], numbers: list[str]) -> None:
    ran = type_in("tickets", "--json", *words)
    assert [json.loads(line)["ticket"] for line in ran.out.splitlines()] == numbers


def test_a_wish_is_found_by_the_word_it_is_listed_with(type_in: Type, works: SqlWorks) -> None:
    with works() as uow:
        uow.tickets.add(a_ticket(1))
        uow.tickets.add(a_ticket(2, act=Act.WISH, channel=Channel.WISH))
        uow.commit()
    assert [line.split()[:2] for line in type_in("tickets", "--status", "待认领").out.splitlines()[1:2]] == [
        ["#2", "待认领"]
    ]
    assert "共 0 件" in type_in("tickets", "--status", "已认领").out


def test_check_lists_what_did_not_arrive_as_long_as_it_is_of_use(type_in: Type, works: SqlWorks) -> None:
    now = SystemClock().now()
    with works() as uow:
        for days, text in ((1, "昨天的"), (15, "半月前的")):
            then = now - timedelta(days=days)
            uow.outbox.add(Notice(Kind.STATUS, text, then, person=王某某, state=NoticeState.DEAD))
        uow.commit()
    out = type_in("check").out
    assert "昨天的" in out and "半月前的" not in out


def test_villages_of_one_name_are_all_listed_and_named(type_in: Type, works: SqlWorks) -> None:
    with works() as uow:
        for number, township in ((1, "前童镇"), (2, "深甽镇")):
            uow.tickets.add(a_ticket(number, township=township, village=f"{township}/岭头村", grid=None))
        uow.commit()
    both = type_in("tickets", "--village", "岭头村")
    assert "共 2 件" in both.out and "前童镇岭头村" in both.out and "深甽镇岭头村" in both.out
    assert "前童镇/岭头村、深甽镇/岭头村" in both.err
    one = type_in("tickets", "--village", "深甽镇/岭头村")
    assert "共 1 件" in one.out and one.err == ""


def test_a_village_that_has_left_the_roster_is_found_by_its_tickets(type_in: Type, works: SqlWorks) -> None:
    with works() as uow:
        uow.tickets.add(a_ticket(1, village="前童镇/并掉村", grid=None))
        uow.commit()
    assert "共 1 件" in type_in("tickets", "--village", "并掉村").out


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("audience", "name", "told"),
    [
        ("leader", "王某某", "不是包片领导"),
        ("group", "前童镇志愿服务群", "志愿群"),
        ("cadre", "无名氏", "没有“无名氏”这个干部"),
        ("group", "无名村", "没有“无名村”这个群或村"),
    ],
)
def test_whoever_gets_no_such_digest_is_told(type_in: Type, audience: str, name: str, told: str) -> None:
    ran = type_in("digest", "--for", audience, "--name", name)
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err


@pytest.mark.usefixtures("two_tickets")
def test_several_digests_say_whose_each_is(type_in: Type) -> None:
    out = type_in("digest", "--for", "leader", "--date", "2026-06-12").out
    assert "── 给 K009 赵国平" in out and "── 给 K010 陈建平" in out


@pytest.mark.usefixtures("two_tickets")
def test_a_ticket_stands_on_one_line_where_it_is_searched(type_in: Type) -> None:
    (line,) = [line for line in type_in("tickets").out.splitlines() if "#1 " in line]
    for part in ("已签收", "供水", "联合村", "第一网格", "三组水管爆了", "王某某（K001）", "超时"):
        assert part in line


@pytest.mark.usefixtures("two_tickets")
@pytest.mark.parametrize("number", ["1", "#1", "＃1"])
def test_one_ticket_shows_its_whole_history(type_in: Type, number: str) -> None:
    ran = type_in("show", number)
    assert ran.code == 0
    for part in (
        "#1〔供水〕已签收",
        "三组水管爆了",
        "地名“老樟树”→第一网格",
        "2026-06-10 10:00",
        "签收：下午去看",
    ):
        assert part in ran.out


@pytest.mark.usefixtures("two_tickets")
def test_the_ledger_is_exported_by_day_of_registration(type_in: Type, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    assert type_in("export", str(path), "--from", "2026-06-11", "--to", "2026-06-12").code == 0
    assert [row[0] for row in load_workbook(path).active.iter_rows(min_row=2, values_only=True)] == [2]


@pytest.mark.usefixtures("two_tickets")
@pytest.mark.parametrize(
    ("audience", "name", "day"),
    [
        ("group", GROUP, 10),
        ("cadre", "王某某", 11),
        ("leader", "K009", 11),
    ],  # a morning's list is of yesterday
)
def test_a_digest_is_printed_without_being_sent(
    type_in: Type, works: SqlWorks, audience: str, name: str, day: int
) -> None:
    ran = type_in("digest", "--for", audience, "--name", name, "--date", f"2026-06-{day}")
    assert ran.code == 0
    assert f"6月{day}日" in ran.out
    with works() as uow:
        assert uow.outbox.pending(MORNING) == []


def test_a_day_without_news_says_so_aside(type_in: Type, works: SqlWorks) -> None:
    ran = type_in("digest", "--for", "group", "--date", "2026-06-10")
    assert (ran.code, ran.out) == (0, "")
    assert "2026-06-10" in ran.err


def test_a_household_shows_its_visits_and_tickets_in_order(type_in: Type, works: SqlWorks) -> None:
    raised = a_ticket(
        1, private=True, opened_at=at("06-11 09:00"), voices=[a_voice(CHEN, None, at("06-11 09:00"))]
    )
    with works() as uow:
        uow.tickets.add(raised)
        uow.visits.add(Visit(at("06-12 09:00"), 王某某, "H0012", "老人身体好", (1,)))
        uow.visits.add(Visit(at("06-10 09:00"), 王某某, "H0012", "电话13812345678"))
        uow.commit()
    assert type_in("household", "h0012").out.splitlines() == [
        "陈家贵家（H0012） 前童镇 联合村 第一网格",
        "2026-06-10 09:00  走访  王某某（K001）  电话138****5678",
        "2026-06-11 09:00  工单  #1〔供水〕已派单（不公开）  三组水管爆了",
        "2026-06-12 09:00  走访  王某某（K001）  老人身体好（登记 #1）",
        "走访 2 次，工单 1 件",
    ]


def test_check_names_the_missing_roster(type_in: Type) -> None:
    ran = type_in("check")
    assert ran.code == 1
    assert any(line.startswith("花名册: ") for line in ran.out.splitlines())


def test_check_goes_on_when_the_settings_are_wrong(type_in: Type, tmp_path: Path) -> None:
    settings = tmp_path / "s.yml"
    settings.write_text("rules: {windw: 1s}\n")
    ran = type_in("--config", str(settings), "check")
    assert f"{settings}: rules.windw: " in ran.out
    assert "花名册: " in ran.out


def test_check_names_the_database(type_in: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINQING_DATABASE_URL", "sqlite:////nowhere/at/all/a.db")
    assert any("数据库" in line for line in type_in("check").out.splitlines())


def test_a_light_command_starts_without_the_heavy_libraries() -> None:
    program = (
        "import sys; from bot.cli.app import app\n"
        "heavy = {'rasa', 'tensorflow', 'itchat', 'openpyxl', 'sqlalchemy', 'spacy', 'sklearn'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, env=os.environ, check=True
    )
    assert ran.stdout == "[]\n"


def test_a_made_up_county_is_a_roster_to_import(type_in: Type, tmp_path: Path) -> None:
    made = type_in("simulate", "county", str(tmp_path / "county"), "--households", "1000")
    assert made.code == 0 and "农户 1,000" in made.out
    assert "合计：新增" in type_in("roster", "import", str(tmp_path / "county")).out
