"""A cadre's leave: who acts for him, on what comes in and on what is open already (PRODUCT 2.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.services.digesting import write_cadre_digests
from casework.taxonomy import Act, Category, Kind, Status
from tests.casework.cast import AUNT_WANG, GROUP, UNCLE_LI, at, 何某某, 孙某某, 张某某, 李某某, 王某某, 赵国平
from tests.services.office import Office, of, texts, to

AWAY = "请假 3天 由李某某代"


def test_the_deputy_is_told_what_is_open(office: Office) -> None:
    office.report()
    (told,) = to(office.tell(王某某, AWAY), 李某某)
    assert "6月10日至6月12日" in told
    assert "#1〔供水〕三组水管爆了" in told


@pytest.mark.parametrize("text", ["收到", "#1 收到"])
def test_the_deputy_takes_an_open_ticket(office: Office, text: str) -> None:
    office.report()
    office.tell(王某某, AWAY)
    office.tell(李某某, text)
    assert (office.ticket().status, office.ticket().cadre) == (Status.ACCEPTED, 李某某)


def test_without_leave_it_is_none_of_his_business(office: Office) -> None:
    office.report()
    assert of(office.tell(李某某, "#1 收到"), Kind.REFUSE)
    office.tell(王某某, AWAY)
    office.wait(timedelta(days=3))
    assert of(office.tell(李某某, "#1 收到"), Kind.REFUSE)
    assert office.ticket().cadre == 王某某


def test_the_deputy_settles_what_was_accepted_and_the_duty_stays(office: Office) -> None:
    office.report()
    office.tell(王某某, "收到")
    office.tell(王某某, AWAY)
    office.tell(李某某, "#1 办结 水管接好了")
    assert (office.ticket().status, office.ticket().cadre) == (Status.RESOLVED, 王某某)


def test_the_deputy_hears_what_the_cadre_hears(office: Office) -> None:
    office.report()
    office.tell(王某某, "收到")
    office.until(at("06-16 09:00"))
    office.tell(王某某, AWAY)
    said = office.until(at("06-17 18:00"))
    assert [t for t in to(said, 王某某) if "#1" in t]
    told = to(said, 李某某)
    assert told
    assert all(t.startswith("（代王某某）") for t in told)


def test_nobody_is_told_his_own_doing(office: Office) -> None:
    office.report()
    office.tell(王某某, AWAY)
    said = office.tell(李某某, "收到")
    assert [n.kind for n in said if n.person == 李某某] == [Kind.ANSWER]


def test_a_complaint_about_the_deputy_stays_away_from_him(office: Office) -> None:
    """The 包片领导 on leave has 李某某 act for him; a complaint about 李某某 is not his to see."""
    office.reader.teach("李某某收红包", Act.REQUEST, Category.AFFAIRS, sensitive=True)
    office.say(AUNT_WANG, "李某某收红包")
    office.wait(timedelta(minutes=1))
    assert office.ticket().cadre == 赵国平
    said = office.tell(赵国平, AWAY)
    said += office.until(at("06-11 12:00"))
    assert [t for t in to(said, 李某某) if "#1" in t] == []
    assert of(office.tell(李某某, "#1 收到"), Kind.REFUSE)
    assert office.ticket().status is Status.ASSIGNED


def test_a_leader_s_deputy_decides_for_him(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 会商")
    office.tell(赵国平, AWAY)
    office.tell(李某某, "#1 结论 由孙某某负责换管")
    assert (office.ticket().status, office.ticket().cadre) == (Status.ASSIGNED, 孙某某)


def test_back_from_leave(office: Office) -> None:
    office.report()
    office.tell(王某某, AWAY)
    said = office.tell(王某某, "销假")
    assert "不用再由您代" in to(said, 李某某)[0]
    assert of(office.tell(李某某, "#1 收到"), Kind.REFUSE)
    assert office.report("老樟树灯坏了", UNCLE_LI, category=Category.LIGHTING).cadre == 王某某


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("请假3天由李某某代", "06-10", "06-12"),
        ("请假 三天，由李某某代", "06-10", "06-12"),
        ("请假半天 由李某某代", "06-10", "06-10"),
        ("请假到6月15日，由李某某代", "06-10", "06-15"),
        ("请假 6月12日到6月15日 由李某某代", "06-12", "06-15"),
        ("请假 明天起2天 由李某某代", "06-11", "06-12"),
        ("请假3天 由K004代", "06-10", "06-12"),
    ],
)
def test_leave_is_understood_in_many_words(office: Office, words: str, first: str, last: str) -> None:
    (told,) = to(office.tell(王某某, words), 李某某)
    days = [f"{int(d[:2])}月{int(d[3:])}日" for d in (first, last)]
    assert f"{days[0]}至{days[1]}" in told


@pytest.mark.parametrize("words", ["请假3天", "请假 由李某某代", "请假3天 由无此人代", "请假3天 由王某某代"])
def test_leave_without_a_deputy_or_an_end_is_asked_for_it(office: Office, words: str) -> None:
    assert [n.kind for n in office.tell(王某某, words)] == [Kind.ASK]
    assert office.report().cadre == 王某某


def test_two_do_not_stand_in_for_each_other(office: Office) -> None:
    office.tell(李某某, "请假 3天 由何某某代")
    (asked,) = office.tell(王某某, AWAY)
    assert (asked.kind, "也请假" in asked.text) == (Kind.ASK, True)


def test_another_deputy_takes_over_from_the_first(office: Office) -> None:
    office.report()
    office.tell(王某某, AWAY)
    said = office.tell(王某某, "请假 3天 由何某某代")
    assert "不用再由您代" in to(said, 李某某)[0]
    assert "由您代" in to(said, 何某某)[0]
    assert of(office.tell(李某某, "#1 收到"), Kind.REFUSE)


def test_whoever_is_called_to_an_emergency_takes_it_with_a_word(office: Office) -> None:
    """孙某某 of the team and 赵国平 were called; neither has the ticket, and 收到 is enough."""
    for number, (cadre, where) in enumerate(((孙某某, None), (赵国平, GROUP)), 1):
        place = ("老樟树", "下园")[number - 1]
        office.report(f"{place}电线着火了", act=Act.EMERGENCY, category=Category.POWER, places=(place,))
        office.tell(cadre, "收到", group=where)
        assert (office.ticket(number).status, office.ticket(number).cadre) == (Status.ACCEPTED, cadre)


def test_a_word_from_elsewhere_takes_no_emergency(office: Office) -> None:
    office.report("老樟树电线着火了", act=Act.EMERGENCY, category=Category.POWER, places=("老樟树",))
    assert texts(office.tell(张某某, "收到")) == []
    assert office.ticket().status is Status.ASSIGNED


def test_the_deputy_s_morning_list_has_both(office: Office) -> None:
    office.report()
    office.tell(王某某, AWAY)
    office.clock.move_to(at("06-11 08:00"))
    write_cadre_digests(office.desk, office.now)
    digests = of(office.send(), Kind.DIGEST)
    assert {n.person for n in digests if "#1" in n.text} >= {王某某, 李某某}
