"""Danger: at once, at any hour, again and again, several voices of one event together (PRODUCT 1.9)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.messages import Speaker
from casework.taxonomy import Act, Category, Kind, Status
from casework.ticket import Ticket
from tests.casework.cast import (
    AUNT_WANG,
    CHEN,
    UNCLE_LI,
    ZHOU,
    at,
    minutes,
    孙某某,
    张某某,
    王某某,
    赵国平,
    钱小芳,
    陈建平,
)
from tests.services.office import Office, of, texts, to, to_group

FLOOD = "家里进水了，水到膝盖"


def flood(office: Office, text: str = FLOOD, who: Speaker = CHEN, *places: str) -> Ticket:
    """小红 of the first grid calls for help."""
    office.reader.teach(text, Act.EMERGENCY, Category.DISASTER, *places)
    office.say(who, text)
    return office.tickets()[-1]


@pytest.mark.parametrize("hour", ["06-10 09:00", "06-11 02:30"])
def test_the_group_gets_one_line_with_the_numbers_at_any_hour(office: Office, hour: str) -> None:
    office.until(at(hour))
    office.reader.teach(FLOOD, Act.EMERGENCY, Category.DISASTER)
    said = office.say(CHEN, FLOOD)
    (line,) = to_group(said)
    for number in ("#1", "110", "119", "120", "30分钟"):
        assert number in line
    assert {n.person for n in of(said, Kind.ASSIGN)} == {王某某, 孙某某, 赵国平}
    assert all(n.urgent for n in said)


def test_every_five_minutes_one_step_further_until_one_accepts(office: Office) -> None:
    flood(office)
    first = {n.person for n in of(office.wait(minutes(5)), Kind.REMIND)}
    assert first == {王某某, 孙某某, 赵国平, 陈建平}
    assert {n.person for n in of(office.wait(minutes(5)), Kind.REMIND)} == first
    office.tell(陈建平, office.reader.teach("收到，马上组织", Act.ACCEPT))
    assert office.ticket().status is Status.ACCEPTED
    assert of(office.wait(minutes(30)), Kind.REMIND) == []


def test_a_neighbour_of_the_same_event_joins_with_household_and_words(office: Office) -> None:
    flood(office)
    text = "我们家也淹了，老人出不来"
    office.reader.teach(text, Act.EMERGENCY, Category.DISASTER)
    office.wait(minutes(3))
    said = office.say(AUNT_WANG, text)
    assert [len(office.tickets()), office.ticket().households] == [1, 2]
    called = of(said, Kind.STATUS)
    assert {n.person for n in called} == {王某某, 孙某某, 赵国平}
    for notice in called:
        assert notice.urgent
        assert "老人出不来" in notice.text
        assert "现有 2 户：小红（H0012）、王婶" in notice.text
    (line,) = to_group(said)
    assert "H0012" not in line
    assert "119" in line


def test_the_household_list_is_said_with_every_call(office: Office) -> None:
    flood(office)
    flood(office, "水漫上来了", UNCLE_LI)
    said = office.wait(minutes(5))
    assert all("现有 2 户：小红（H0012）、李伯" in n.text for n in of(said, Kind.REMIND))


def test_once_accepted_only_who_has_it_is_told(office: Office) -> None:
    flood(office)
    office.tell(孙某某, "收到")
    said = office.say(UNCLE_LI, office.reader.teach("水漫上来了", Act.EMERGENCY, Category.DISASTER))
    assert [n.person for n in said if n.group is None] == [孙某某]


def test_another_grid_s_call_is_its_own(office: Office) -> None:
    """周大海 lives in the second grid: 张某某 has to come, who would hear nothing of the first ticket."""
    flood(office)
    flood(office, "我家进水了", ZHOU)
    assert [t.cadre for t in office.tickets()] == [王某某, 张某某]


def test_half_an_hour_later_agreement_still_joins_it(office: Office) -> None:
    flood(office)
    office.tell(王某某, "收到")
    office.wait(minutes(30))
    office.reader.teach("我家也进水了", Act.METOO)
    said = office.say(UNCLE_LI, "我家也进水了")
    assert office.ticket().households == 2
    assert "我家也进水了" in to(said, 王某某)[0]
    assert to_group(said)


def test_a_household_of_another_grid_calls_its_own_cadre_too(office: Office) -> None:
    flood(office)
    office.reader.teach("我家也进水了", Act.METOO)
    said = office.say(ZHOU, "我家也进水了")
    assert {n.person for n in of(said, Kind.STATUS)} == {王某某, 孙某某, 张某某, 赵国平}
    assert 张某某 in {n.person for n in office.wait(minutes(5))}


def test_two_places_are_two_events(office: Office) -> None:
    flood(office, "老樟树着火了", AUNT_WANG, "老樟树")
    flood(office, "下园着火了", UNCLE_LI, "下园")
    assert len(office.tickets()) == 2


def test_hours_later_it_is_another_event(office: Office) -> None:
    flood(office)
    office.tell(王某某, "收到")
    office.wait(timedelta(hours=3))
    flood(office, "又进水了", UNCLE_LI)
    assert len(office.tickets()) == 2


def test_danger_joins_no_ticket_that_nobody_is_called_for(office: Office) -> None:
    office.report("老樟树电线耷拉着", category=Category.POWER)
    office.reader.teach("老樟树电线冒火了", Act.EMERGENCY, Category.POWER, "老樟树")
    office.say(UNCLE_LI, "老樟树电线冒火了")
    assert [t.urgent for t in office.tickets()] == [False, True]


def test_an_unknown_grid_calls_the_liaison_and_the_leader(office: Office) -> None:
    said = office.say(AUNT_WANG, office.reader.teach(FLOOD, Act.EMERGENCY, Category.DISASTER))
    assert {n.person for n in of(said, Kind.ASSIGN)} == {钱小芳, 赵国平}


def test_a_stranger_in_private_gets_the_numbers(office: Office) -> None:
    office.reader.teach("救命", Act.EMERGENCY, Category.DISASTER)
    (line,) = texts(office.say(Speaker(None, "路人"), "救命", group=None))
    assert "110" in line


def test_a_settled_danger_that_is_back_calls_everybody_again(office: Office) -> None:
    flood(office)
    office.tell(王某某, "#1 办结 水抽干了")
    said = office.say(UNCLE_LI, office.reader.teach("又进水了", Act.EMERGENCY, Category.DISASTER))
    assert (office.ticket().status, office.ticket().reopened) == (Status.ASSIGNED, 1)
    assert {n.person for n in of(said, Kind.ASSIGN)} == {王某某, 孙某某, 赵国平}
    assert to(office.wait(minutes(5)), 陈建平)
