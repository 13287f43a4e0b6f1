"""The ledger in a terminal: what a clerk sees in a window of 80 and of 120 columns, and one ticket's page."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.cli.pages import print_ticket
from bot.cli.tables import print_tickets
from casework.lifecycle import Move, advance
from casework.messages import Speaker
from casework.taxonomy import Act, Category, Outcome, Rating, Status
from casework.ticket import Evidence, Ticket
from tests.casework.cast import (
    CHEN,
    MORNING,
    UNCLE_LI,
    a_ticket,
    a_voice,
    at,
    the_county,
    孙某某,
    王某某,
)

COUNTY = the_county()
NOW = at("06-20 09:00")
LONG = "三组水管爆了，水一直往路上流，流到陈家贵家院子里去了，快来看看吧，已经两天了没有人管"


def window(width: int) -> Console:
    return Console(
        file=StringIO(), width=width, force_terminal=True, color_system=None, highlight=False, markup=False
    )


def listed(width: int, *tickets: Ticket) -> list[str]:
    console = window(width)
    print_tickets(tickets, COUNTY, NOW, console=console)
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined]


def searched(*tickets: Ticket) -> list[str]:
    console = Console(file=StringIO(), width=200, highlight=False, markup=False)
    print_tickets(tickets, COUNTY, NOW, console=console)
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined]


def page(ticket: Ticket, width: int = 80) -> str:
    console = window(width)
    print_ticket(ticket, COUNTY, NOW, console=console)
    return console.file.getvalue()  # type: ignore[attr-defined]


def unconfirmed(number: int) -> Ticket:
    ticket = a_ticket(number, outcome=Outcome.UNFIXED, result="规划道路", text=LONG)
    advance(ticket, Move.RESOLVE, by=王某某, now=at("06-11 10:00"), why="规划道路")
    advance(ticket, Move.LAPSE, by="bot", now=at("06-16 10:00"))
    return ticket


def several() -> list[Ticket]:
    return [
        a_ticket(1, text=LONG, due=at("06-17 18:00")),
        unconfirmed(2),
        a_ticket(137, text=LONG, category=Category.ROAD, private=True, due=at("06-24 18:00")),
        a_ticket(1204, act=Act.EMERGENCY, status=Status.RESOLVED, due=at("2025-12-31 18:00"), grid=None),
    ]


@pytest.mark.parametrize("width", [80, 100, 120, 160])
def test_nothing_is_wider_than_the_window(width: int) -> None:
    lines = listed(width, *several())
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_columns_stand_below_one_another(width: int) -> None:
    lines = listed(width, *several())
    where = cell_len(lines[0].partition("办结时限")[0])
    for due in ("06-17 18:00", "06-24 18:00", "2025-12-31 18:00"):
        (line,) = [line for line in lines if due in line]
        assert cell_len(line.partition(due)[0]) == where


@pytest.mark.parametrize("width", [80, 120])
def test_a_clerk_sees_whose_it_is_and_what_is_wrong_with_it(width: int) -> None:
    lines = listed(width, *several())
    for words in ("#1204", "已办结待确认", "供水", "联合村 第一网格", "网格未定", "王某某", "三组水管爆了"):
        assert any(words in line for line in lines), words
    for remark in ("超时", "急件", "不公开", "未确认", "未能解决"):
        assert any(remark in line for line in lines), remark


def test_a_wide_window_has_a_line_a_ticket_and_a_narrow_one_two() -> None:
    assert len(listed(120, *several())) == 1 + 4 + 1
    assert len(listed(80, *several())) == 1 + 8 + 1


def test_the_totals_leave_out_what_is_nought() -> None:
    assert listed(80, a_ticket(1, due=at("06-17 18:00")))[-1] == "共 1 件：在办 1、超时 1"
    assert listed(80) == ["共 0 件"]


def test_what_waits_too_long_to_be_accepted_is_told_from_what_is_not_done() -> None:
    waiting = a_ticket(1, accept_by=at("06-11 09:00"), due=at("06-24 18:00"))
    working = a_ticket(2, status=Status.ACCEPTED, due=at("06-17 18:00"))
    first, second = searched(waiting, working)[1:3]
    assert "未签收超时" in first
    assert "超时" in second and "未签收" not in second


def test_villages_of_one_name_are_told_apart_by_their_townships() -> None:
    lines = searched(a_ticket(1, township="深甽镇", village="深甽镇/岭头村", grid=None), a_ticket(2))
    assert "深甽镇岭头村" in lines[1]
    assert " 联合村 " in lines[2]


def test_where_it_is_searched_a_ticket_is_one_line_with_all_its_words() -> None:
    long = a_ticket(1, text="先是\n" + LONG * 6)
    lines = searched(long)
    assert len(lines) == 3
    assert lines[1].endswith("先是，" + LONG * 6)


def test_a_message_cannot_steer_the_terminal() -> None:
    wicked = a_ticket(1, text="水管\x1b[2J\u202e爆了", voices=[a_voice(Speaker(None, "王\x07婶"))])
    out = "".join(searched(wicked)) + page(wicked)
    assert "水管[2J爆了" in out
    assert not {"\x1b", "\u202e", "\x07"} & set(out)


def test_the_page_tells_the_whole_history_with_who_and_why() -> None:
    ticket = a_ticket(filed_by=孙某某)
    advance(ticket, Move.ACCEPT, by=王某某, now=at("06-10 10:00"), why="下午去看")
    advance(ticket, Move.RESOLVE, by=王某某, now=at("06-11 10:00"), why="换了两米管子")
    advance(ticket, Move.LAPSE, by="bot", now=at("06-16 10:00"))
    ticket.outcome, ticket.result = Outcome.FIXED, "换了两米管子"
    told = page(ticket)
    for words in (
        "2026-06-10 10:00  王某某（K001）  签收：下午去看",
        "2026-06-11 10:00  王某某（K001）  办结：换了两米管子",
        "2026-06-16 10:00  民情通          逾期未确认",
        "已解决（未确认）：换了两米管子",
        "孙某某（K002）",
    ):
        assert words in told


def test_the_page_names_everybody_who_raised_it_and_whether_they_are_verified() -> None:
    told = page(a_ticket(voices=[a_voice(), a_voice(CHEN), a_voice(UNCLE_LI)]), 120)
    assert "王婶（未核实，2026-06-10 09:00，联合村民情交流群）" in told
    assert "小红（H0012/陈小红，2026-06-10 09:00，联合村民情交流群）" in told
    assert "李伯（未核实，" in told


def test_the_page_tells_both_clocks_and_what_is_late() -> None:
    ticket = a_ticket(accept_by=at("06-11 09:00"), due=at("06-17 18:00"), bell_at=at("06-21 18:00"))
    told = page(ticket)
    assert "还没有（时限 2026-06-11 09:00，已超时）" in told
    assert "还没有（时限 2026-06-17 18:00，已超时）" in told
    assert "下次提醒  2026-06-21 18:00" in told


def test_the_page_shows_pictures_ratings_and_reopenings() -> None:
    ticket = a_ticket(
        status=Status.CLOSED,
        outcome=Outcome.FIXED,
        rating=Rating.FAIR,
        rated_by="王婶",
        rated_at=at("06-12 08:00"),
        reopened=2,
        evidence=[Evidence("m1", MORNING, "tap.jpg"), Evidence("m2", at("06-11 10:00"), "done.jpg", True)],
    )
    told = page(ticket)
    for words in (
        "tap.jpg（2026-06-10 09:00，反映人）",
        "done.jpg（2026-06-11 10:00，办理人）",
        "基本满意（王婶，2026-06-12 08:00）",
        "2 次",
    ):
        assert words in told


def test_the_page_of_a_private_matter_says_so_first() -> None:
    assert "不公开" in page(a_ticket(private=True)).splitlines()[1]
    assert "不公开" not in page(a_ticket())


def test_nothing_of_a_page_is_wider_than_the_window() -> None:
    ticket = a_ticket(text=LONG * 3, voices=[a_voice(), a_voice(CHEN)])
    advance(ticket, Move.ACCEPT, by=王某某, now=at("06-10 10:00"), why=LONG)
    assert max(map(cell_len, page(ticket).splitlines())) <= 80
