"""What a cadre has registered for somebody else, and a wish that he hears on a visit (PRODUCT 5, 7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.messages import Speaker
from casework.services.digest_facts import facts_for_group
from casework.taxonomy import Act, Category, Channel, Kind, Outcome, Status
from tests.casework.cast import (
    CHEN,
    FIRST,
    GROUP,
    VILLAGE,
    ZHOU,
    孙某某,
    张某某,
    李某某,
    水管站,
    王某某,
    赵国平,
)
from tests.services.office import Office, of, texts, to, to_group

VOLUNTEERS = "前童镇志愿服务群"
VISIT = "走访 H0012 老人身体好，想装扶手"


@pytest.fixture
def office(office: Office) -> Office:
    """The office, where 想装扶手 is understood as a wish."""
    office.reader.teach("想装扶手", Act.WISH, Category.WELFARE)
    office.reader.teach("老陈家电线老化", Act.REQUEST, Category.POWER, "老陈家")
    return office


@pytest.mark.parametrize("words", ["代报 老陈家电线老化", "代报 H0012 电线老化"])
def test_the_household_is_the_reporter(office: Office, words: str) -> None:
    said = office.tell(王某某, words)
    ticket = office.ticket()
    assert (ticket.reporter.person, ticket.reporter.household, ticket.filed_by) == ("H0012", "H0012", 王某某)
    assert (ticket.act, ticket.village, ticket.grid) == (Act.REQUEST, VILLAGE, FIRST)
    assert of(said, Kind.ACK)[0].person == 王某某


def test_a_key_says_the_village_where_the_cadre_has_none(office: Office) -> None:
    office.tell(水管站, "代报 H0012 水表坏了")
    assert office.ticket().village == VILLAGE


def test_danger_is_danger_whoever_reports_it(office: Office) -> None:
    office.reader.teach("老陈家着火了", Act.EMERGENCY, Category.SAFETY)
    said = office.tell(王某某, "代报 老陈家着火了")
    assert office.ticket().urgent
    assert len(of(said, Kind.ASSIGN)) == 3


def test_who_filed_it_hears_how_it_goes(office: Office) -> None:
    office.tell(李某某, "代报 H0012 电线老化")
    assert office.ticket().cadre == 王某某
    said = office.tell(王某某, "收到")
    assert "您代报的 #1" in to(said, 李某某)[0]
    assert to_group(said) == []


def test_the_family_is_told_through_whoever_of_it_speaks_to_the_bot(office: Office) -> None:
    office.report("小桥水管爆了", CHEN, places=("小桥",))
    office.tell(李某某, "代报 H0012 电线老化")
    said = office.tell(王某某, "#2 收到")
    assert "已签收" in to(said, CHEN.person or "")[0]
    office.tell(王某某, "#2 办结 换好了")
    office.say(CHEN, "#2 满意", group=None)
    assert office.ticket(2).status is Status.CLOSED


def test_a_family_out_of_reach_is_asked_by_whoever_filed_it(office: Office) -> None:
    office.tell(李某某, "代报 H0012 电线老化")
    said = office.tell(王某某, "#1 办结 换好了")
    (asked,) = of(said, Kind.CONFIRM)
    assert asked.person == 李某某
    assert "家属确认" in asked.text
    assert of(office.tell(王某某, "#1 家属确认"), Kind.REFUSE)
    office.tell(李某某, "#1 家属确认 问过了，很好")
    ticket = office.ticket()
    assert (ticket.status, ticket.outcome, ticket.rating) == (Status.CLOSED, Outcome.FIXED, None)
    assert "代家属确认" in ticket.history[-1].why


def test_a_matter_that_nobody_can_confirm_ends_unconfirmed(office: Office) -> None:
    office.tell(王某某, "代报 H0012 电线老化")
    said = office.tell(王某某, "#1 办结 换好了")
    assert of(said, Kind.CONFIRM) == []
    assert "未确认" in to(said, 王某某)[0]
    office.wait(timedelta(days=5) - timedelta(seconds=1))
    assert office.ticket().status is Status.RESOLVED
    office.wait(timedelta(seconds=1))
    ticket = office.ticket()
    assert (ticket.status, ticket.outcome, ticket.rating) == (Status.CLOSED, Outcome.FIXED, None)
    assert ticket.unconfirmed


def test_it_never_counts_as_satisfied(office: Office) -> None:
    office.tell(王某某, "代报 H0012 电线老化")
    office.tell(王某某, "#1 办结 换好了")
    office.wait(timedelta(days=5))
    group = office.desk.county.group(GROUP)
    assert group is not None
    with office.works.looking() as uow:
        facts = facts_for_group(uow, group, office.now)
    assert (facts.month_settled, facts.month_rated, facts.month_satisfied) == (1, 0, 0)


@pytest.mark.parametrize("doer", [王某某, 孙某某])
def test_whoever_has_it_to_do_is_not_asked_about_his_own_work(office: Office, doer: str) -> None:
    """Neither when a colleague of the team did it for him."""
    office.tell(王某某, "代报 H0012 电线老化")
    office.tell(王某某, "#1 收到")
    assert of(office.tell(doer, "#1 办结 换好了"), Kind.CONFIRM) == []
    assert of(office.tell(王某某, "#1 家属确认"), Kind.REFUSE)
    assert office.ticket().status is Status.RESOLVED


def test_the_leader_may_ask_the_family_instead(office: Office) -> None:
    office.tell(王某某, "代报 H0012 电线老化")
    office.tell(王某某, "#1 办结 换好了")
    office.tell(赵国平, "#1 家属确认 上门看过")
    assert office.ticket().status is Status.CLOSED
    assert not office.ticket().unconfirmed


def test_nobody_vouches_for_what_the_family_raised_itself(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 办结 接好了")
    assert of(office.tell("K009", "#1 家属确认"), Kind.REFUSE)
    assert office.ticket().status is Status.RESOLVED


def test_a_wish_heard_on_a_visit_is_published(office: Office) -> None:
    said = office.tell(王某某, VISIT)
    ticket = office.ticket()
    assert (ticket.channel, ticket.act, ticket.text) == (Channel.WISH, Act.WISH, "想装扶手")
    assert (ticket.reporter.person, ticket.grid, ticket.filed_by) == ("H0012", FIRST, 王某某)
    (published,) = of(said, Kind.PUBLISH)
    assert "想装扶手" in published.text
    assert "H0012" not in published.text
    assert of(said, Kind.ACK)[0].person == 王某某


@pytest.mark.parametrize("words", ["走访 老陈家 想装扶手", "走访 H0012，老人中风卧床，想装扶手"])
def test_that_somebody_is_ill_makes_a_handrail_no_secret(office: Office, words: str) -> None:
    said = office.tell(王某某, words)
    (published,) = of(said, Kind.PUBLISH)
    assert "中风" not in published.text
    assert not office.ticket().private


@pytest.mark.parametrize("words", ["走访 H0012 老人身体好", "走访 H0012 一切都好，不想要什么"])
def test_a_visit_without_a_wish_opens_nothing(office: Office, words: str) -> None:
    assert [n.kind for n in office.tell(王某某, words)] == [Kind.ANSWER]
    assert office.tickets() == []


def test_two_wishes_of_one_visit(office: Office) -> None:
    office.reader.teach("想换个灯泡", Act.WISH, Category.OTHER)
    office.tell(王某某, "走访 H0012 想装扶手，想换个灯泡")
    assert [t.text for t in office.tickets()] == ["想装扶手", "想换个灯泡"]


def test_the_grid_s_cadre_vouches_for_what_a_volunteer_granted(office: Office) -> None:
    office.tell(王某某, VISIT)
    office.say(ZHOU, "认领 #1", group=VOLUNTEERS)
    said = office.say(ZHOU, "#1 办结 扶手装好了", group=VOLUNTEERS)
    (asked,) = of(said, Kind.CONFIRM)
    assert asked.person == 王某某
    assert of(office.tell(张某某, "#1 家属确认"), Kind.REFUSE)
    said = office.tell(王某某, "#1 家属确认")
    assert (office.ticket().status, office.ticket().outcome) == (Status.CLOSED, Outcome.GRANTED)
    assert "记一颗星" in to(said, ZHOU.person or "")[0]


def test_nothing_of_a_visit_reaches_the_village_s_group(office: Office) -> None:
    said = office.tell(王某某, VISIT)
    office.say(ZHOU, "认领 #1", group=VOLUNTEERS)
    said += office.wait(timedelta(days=4))
    assert [n for n in said if n.group == GROUP] == []
    others = [n for n in said if n.person != 王某某]
    assert [t for t in texts(others) if "H0012" in t] == []


def test_a_stranger_s_report_is_no_filing(office: Office) -> None:
    office.reader.teach("代报 老陈家电线老化", Act.REQUEST, Category.POWER, "老陈家")
    office.say(Speaker(None, "路人"), "代报 老陈家电线老化")
    office.wait(office.desk.settings.silence)
    assert office.ticket().filed_by is None
    assert office.ticket().reporter.name == "路人"
