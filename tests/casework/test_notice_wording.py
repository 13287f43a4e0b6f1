"""What notices say: always the number, no private number; digests list ten (CONTRACT 5, PRODUCT 6)."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from casework import panel_wording, staff_wording, wish_wording, wording
from casework.digest import CadreDigest, GroupDigest, LeaderDigest, Week
from casework.digest_wording import cadre_digest, group_digest, leader_digest
from casework.taxonomy import Act, Outcome, Rating, Status
from casework.ticket import Ticket
from casework.wording import duration, holder, moment
from tests.casework.cast import CHEN, DEPUTY, UNCLE_LI, a_ticket, a_voice, at, the_county

COUNTY = the_county()
PRIVATE = "13812345678"
NO_NOTICES = {"end_word", "holder", "reporters", "_village", "filed_for_others"}


def told_of(ticket: Ticket, sentence: Callable[..., str]) -> str:
    """A sentence of `wording`, every blank of it filled; words of people hold a telephone number."""
    blanks = {
        "county": COUNTY,
        "ticket": ticket,
        "now": at("06-10 12:00"),
        "rating": Rating.FAIR,
        "bell": "half",
        "step": 2,
        "nth": 3,
        "told": ["王某某"],
        "what": "办结",
        "who": "王某某",
        "refused_by": "K001",
        "holder_name": "王某某",
        "department": "农水局",
        "words": f"打{PRIVATE}",
        "reason": f"打{PRIVATE}",
        "name": f"打{PRIVATE}",
        "grid": "第一网格",
        "source": ticket,
        "goal": ticket,
        "fresh": ticket,
        "within": "24小时",
        "stays": True,
        "again": True,
        "until": "6月13日09:00",
        "phone": "",
        "offered_again": True,
        "opinions": [("王某某", f"打{PRIVATE}")],
    }
    return sentence(**{name: blanks[name] for name in inspect.signature(sentence).parameters})


SENTENCES = {
    name: sentence
    for home in (wording, panel_wording, staff_wording, wish_wording)
    for name, sentence in inspect.getmembers(home, inspect.isfunction)
    if {"ticket", "source"} & set(inspect.signature(sentence).parameters)
    and name not in NO_NOTICES
    and name[0] != "_"
}


def test_the_scan_found_the_sentences() -> None:
    assert len(SENTENCES) > 20
    assert {"assignment", "ask_verdict", "escalation"} <= set(SENTENCES)


@pytest.mark.parametrize("name", SENTENCES)
@pytest.mark.parametrize("outcome", [None, Outcome.FIXED, Outcome.UNFIXED])
def test_every_notice_carries_its_number_and_masks(name: str, outcome: Outcome | None) -> None:
    ticket = a_ticket(
        text=f"水管爆了打{PRIVATE}", result=f"修好了，有事打{PRIVATE}", outcome=outcome, due=at("06-17 18:00")
    )
    said = told_of(ticket, SENTENCES[name])
    assert "#12" in said
    assert PRIVATE not in said


def test_the_assignment_tells_what_where_why_and_by_when() -> None:
    ticket = a_ticket(
        due=at("06-17 18:00"), accept_by=at("06-11 09:00"), voices=[a_voice(), a_voice(UNCLE_LI)]
    )
    said = told_of(ticket, wording.assignment)
    for part in (
        "#12〔供水〕",
        "联合村",
        "王婶等2户",
        "三组水管爆了",
        "老樟树",
        ticket.basis,
        "6月11日09:00",
        "6月17日18:00",
    ):
        assert part in said
    assert "【急】" not in said
    assert told_of(a_ticket(act=Act.EMERGENCY), wording.assignment).startswith("【急】")


def test_a_household_is_counted_once() -> None:
    chen_and_his_daughter = [a_voice(CHEN), a_voice(type(CHEN)("H0012/陈家贵", "老陈"))]
    ticket = a_ticket(voices=[a_voice(), *chen_and_his_daughter])
    assert wording.reporters(ticket) == "王婶等2户"


def test_the_holder_is_named_with_the_grid_that_is_his() -> None:
    assert holder(COUNTY, a_ticket()) == "第一网格 王某某"
    assert holder(COUNTY, a_ticket(cadre="K002")) == "第一网格 孙某某"
    assert holder(COUNTY, a_ticket(cadre=DEPUTY)) == "村委 李某某"
    assert holder(COUNTY, a_ticket(cadre="K008", grid=None)) == "联村干部 钱小芳"
    assert holder(COUNTY, a_ticket(cadre="K009", grid=None)) == "包片领导 赵国平"
    assert holder(COUNTY, a_ticket(cadre=None)) == "一站通"


def test_an_unfixed_end_is_called_so() -> None:
    said = told_of(a_ticket(outcome=Outcome.UNFIXED, result="规划道路"), wording.ask_verdict)
    assert "未能解决" in said
    assert "已办结" not in said


def test_an_escalation_names_who_was_told_before() -> None:
    late = a_ticket(accept_by=at("06-11 09:00"))
    said = wording.escalation(COUNTY, late, "签收", 2, ["王某某", "孙某某"])
    assert "王某某、孙某某" in said
    assert "第一网格 王某某" in said
    assert "时限6月11日09:00" in said


@pytest.mark.parametrize(
    ("span", "said"),
    [(timedelta(hours=24), "24小时"), (timedelta(minutes=30), "30分钟"), (timedelta(minutes=90), "90分钟")],
)
def test_spans(span: timedelta, said: str) -> None:
    assert duration(span) == said


def test_moments_are_beijings() -> None:
    assert moment(at("06-10 00:30").astimezone(tz=None)) == "6月10日00:30"


def lots(count: int) -> list[Ticket]:
    """Many tickets, each with somebody's number in it."""
    return [a_ticket(n, text=f"第{n}件打{PRIVATE}", due=at("06-17 18:00")) for n in range(1, count + 1)]


def the_groups_day(**parts: list[Ticket]) -> str:
    """A group digest of these."""
    lists = {"new": [], "moved": [], "settled": [], "open": [], **parts}
    facts = GroupDigest(
        day=date(2026, 6, 10),
        village="联合村",
        month_new=31,
        month_settled=7,
        month_satisfied=5,
        month_rated=6,
        **lists,
    )
    return group_digest(facts, COUNTY)


@pytest.mark.parametrize("part", ["new", "moved", "settled", "open"])
def test_a_group_digest_lists_ten_and_counts_the_rest(part: str) -> None:
    said = the_groups_day(**{part: lots(13)})
    assert said.count("\n#") == 10
    assert "……另有3件" in said
    assert "另有" not in the_groups_day(**{part: lots(10)})
    assert PRIVATE not in said


def test_a_group_digest_says_what_is_in_it() -> None:
    settled = a_ticket(3, status=Status.CLOSED, outcome=Outcome.UNFIXED, rating=Rating.DISSATISFIED)
    said = the_groups_day(settled=[settled], open=[a_ticket(4)])
    assert "联合村 6月10日" in said
    assert "#3〔供水〕三组水管爆了（未能解决，不满意）" in said
    assert "#4〔供水〕三组水管爆了" in said
    assert "第一网格 王某某" in said
    assert "登记 31 件" in said
    assert "7 件" in said


def test_a_cadres_list_puts_the_overdue_first_and_lists_ten() -> None:
    facts = CadreDigest(
        date(2026, 6, 10), "王某某", waiting=[a_ticket(2)], due_today=[], overdue=lots(12), in_hand=[]
    )
    said = cadre_digest(facts)
    assert said.index("已超时 12 件") < said.index("等您签收 1 件")
    assert said.count("\n#") == 11
    assert PRIVATE not in said
    assert "今天到期" not in said


def test_a_leaders_list_names_who_is_late() -> None:
    week = Week(date(2026, 6, 8), date(2026, 6, 14), new=9, settled=4, unfixed=1, satisfied=3, rated=4)
    facts = LeaderDigest(
        date(2026, 6, 15), "联合村", lots(5), lots(2), [a_ticket(7)], [("王某某", lots(2))], week
    )
    said = leader_digest(facts, COUNTY)
    assert "在办 5 件：已超时 2，今天到期 1，待签收 2" in said
    assert "王某某 超时 2 件：#1、#2" in said
    assert "上周（6月8日至6月14日）：登记 9 件，结案 4 件（其中未能解决 1 件），评价 4 件" in said
    assert PRIVATE not in said
    quiet = LeaderDigest(date(2026, 6, 16), "联合村", lots(1), [], [], [])
    assert "上周" not in leader_digest(quiet, COUNTY)
