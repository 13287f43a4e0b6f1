"""会商: convened, heard, decided, hurried, proposed (PRODUCT 5)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.taxonomy import Act, Category, Channel, Kind, Status
from tests.casework.cast import AUNT_WANG, at, 何某某, 孙某某, 李某某, 水管站, 王某某, 赵国平, 陈建平
from tests.services.office import Office, of, to, to_group


@pytest.fixture
def panel(office: Office) -> Office:
    """王某某 has asked for a panel about 王婶's pipe, with the planners."""
    office.report()
    office.tell(王某某, "收到")
    office.tell(王某某, "#1 会商 管线要改道，请规划办参加")
    return office


def test_each_member_is_told_why(office: Office) -> None:
    office.report()
    said = office.tell(王某某, "#1 会商 管线要改道，请规划办参加")
    told = {n.person for n in of(said, Kind.ASSIGN)}
    assert told == {孙某某, 赵国平, 水管站, 李某某}
    assert all("管线要改道" in n.text for n in of(said, Kind.ASSIGN))
    assert "已记录" in to(said, 王某某)[0]


def test_the_clock_runs_on(panel: Office) -> None:
    assert panel.ticket().due == at("06-17 18:00")
    said = panel.until(at("06-17 18:00"))
    assert [t for t in to(said, 王某某) if "已到办结时限" in t]


@pytest.mark.parametrize("text", ["#1 意见 换新管", "意见 换新管"])
def test_an_opinion_is_told_to_the_others(panel: Office, text: str) -> None:
    said = panel.tell(水管站, text)
    assert {n.person for n in of(said, Kind.STATUS)} == {王某某, 孙某某, 赵国平, 李某某}
    assert panel.ticket().history[-1].why == "换新管"


def test_who_does_not_sit_on_it_has_no_say(panel: Office) -> None:
    assert of(panel.tell(何某某, "#1 意见 换新管"), Kind.REFUSE)


def test_without_a_panel_there_is_no_opinion(office: Office) -> None:
    office.report()
    assert [n.kind for n in office.tell(孙某某, "#1 意见 换新管")] == [Kind.REFUSE]


@pytest.mark.parametrize("text", ["#1 结论 由李某某12月5日前换管", "结论 请李某某 12月5号前换管"])
def test_the_leader_sets_handler_and_day(panel: Office, text: str) -> None:
    said = panel.tell(赵国平, text)
    ticket = panel.ticket()
    assert (ticket.status, ticket.cadre, ticket.due) == (Status.ASSIGNED, 李某某, at("12-05 18:00"))
    assert ticket.accept_by == panel.now + timedelta(hours=24)
    assert "12月5日18:00前" in of(said, Kind.ASSIGN)[0].text
    (line,) = to_group(said)
    assert line.startswith("@王婶 #1 会商结论")
    assert "李某某 负责，12月5日18:00前办结" in line


@pytest.mark.parametrize(
    ("words", "cadre"),
    [
        ("由李某某负责，孙某某配合", 李某某),
        ("孙某某配合，李某某负责换管", 李某某),
        ("交农水局换新管", 水管站),
        ("由K002换新管", 孙某某),
        ("孙某某换管", 孙某某),
        ("镇里出资，村里出工", 王某某),
        ("孙某某和李某某商量着办", 王某某),
    ],
)
def test_who_is_put_in_charge(panel: Office, words: str, cadre: str) -> None:
    panel.tell(赵国平, f"#1 结论 {words}")
    assert (panel.ticket().status, panel.ticket().cadre) == (Status.ASSIGNED, cadre)


def test_a_conclusion_without_a_day_starts_the_usual_clock(panel: Office) -> None:
    panel.wait(timedelta(days=2))
    panel.tell(赵国平, "#1 结论 由孙某某换管")
    assert panel.ticket().due == at("06-19 18:00")


def test_the_agreed_day_outlives_a_corrected_category(panel: Office) -> None:
    panel.tell(赵国平, "#1 结论 由李某某12月5日前换管")
    panel.tell(李某某, "#1 类别 排水污水")
    assert panel.ticket().due == at("12-05 18:00")


@pytest.mark.parametrize(("who", "why"), [(王某某, "no leader"), (孙某某, "of the team")])
def test_nobody_else_decides(panel: Office, who: str, why: str) -> None:
    assert of(panel.tell(who, "#1 结论 我说了算"), Kind.REFUSE), why
    assert panel.ticket().status is Status.CONSULTING


def test_a_day_that_is_over_is_refused(panel: Office) -> None:
    panel.until(at("06-10 19:00"))
    assert of(panel.tell(赵国平, "#1 结论 由李某某今天修好"), Kind.REFUSE)
    assert panel.ticket().status is Status.CONSULTING


def test_a_panel_that_goes_nowhere_is_the_leader_s_to_hurry(panel: Office) -> None:
    panel.tell(水管站, "#1 意见 换新管")
    said = panel.until(at("06-12 18:00"))
    (told,) = [t for t in to(said, 赵国平) if "还没有结论" in t]
    assert "水根生：换新管" in told
    assert [t for t in to(panel.until(at("06-15 18:00")), 赵国平) if "还没有结论" in t] == []


def test_a_complaint_is_not_discussed_with_the_one_it_is_about(office: Office) -> None:
    office.reader.teach("孙某某收红包", Act.REQUEST, Category.AFFAIRS, sensitive=True)
    office.say(AUNT_WANG, "孙某某收红包")
    office.wait(timedelta(minutes=1))
    said = office.tell(赵国平, "#1 会商 核实一下")
    assert to(said, 孙某某) == []


def test_what_comes_back_twice_is_proposed_for_a_panel(office: Office) -> None:
    office.report()
    for times in (1, 2):
        office.tell(王某某, "#1 办结 接好了")
        said = office.say(AUNT_WANG, "#1 没解决")
        proposed = [n for n in said if "建议会商" in n.text]
        assert {n.person for n in proposed} == ({王某某, 赵国平} if times == 2 else set())
    office.tell(赵国平, "#1 会商 修了两次还漏")
    assert (office.ticket().status, office.ticket().channel) == (Status.CONSULTING, Channel.PANEL)


def test_the_onestop_decides_where_no_leader_is(panel: Office) -> None:
    panel.tell(陈建平, "#1 结论 由李某某换管")
    assert panel.ticket().cadre == 李某某
