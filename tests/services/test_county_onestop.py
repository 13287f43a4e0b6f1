"""The county's own 一站通 stands above every township's: where matters go in the end (PRODUCT 2.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.chain import onestops
from casework.county import Cadre, Department
from casework.deeds import Deed
from casework.messages import Speaker
from casework.permissions import Asking, may
from casework.routing import ladder, route_complaint
from casework.services.digesting import render
from casework.taxonomy import Act, Category, Kind, Status
from tests.casework.cast import (
    AUNT_WANG,
    FIRST,
    MORNING,
    ROSTER,
    TOWNSHIP,
    VILLAGE,
    minutes,
    the_county,
    孙某某,
    王某某,
    赵国平,
    陈建平,
)
from tests.casework.county import SmallCounty
from tests.services.office import Office, of

TOP = "K999"
DAY = timedelta(days=1)


def with_top(**changed: object) -> SmallCounty:
    """The county of the cast, with a 一站通 of its own."""
    return the_county(
        cadres=(*ROSTER.cadres, Cadre(TOP, "顾明", "宁海县", "县一站通负责人")),
        departments=(*ROSTER.departments, Department("县一站通", (), (TOP,))),
        **changed,
    )


@pytest.fixture
def office(office: Office) -> Office:
    """The office of 前童镇, in a county that has a 一站通 of its own."""
    office.desk = replace(office.desk, county=with_top())
    return office


def test_the_ladder_ends_with_the_county() -> None:
    steps = ladder(with_top(), VILLAGE, FIRST, TOWNSHIP, 王某某)
    assert [ids for _, ids in steps] == [(孙某某,), (赵国平,), (陈建平,), (TOP,)]
    assert steps[-1][0] == "县一站通"


def test_what_nobody_accepts_reaches_the_county_on_the_fourth_day(office: Office) -> None:
    office.report()
    accept_by = office.ticket().accept_by
    assert accept_by is not None
    office.until(accept_by + 3 * DAY)
    (said,) = of(office.until(accept_by + 4 * DAY), Kind.ESCALATE)
    assert said.person == TOP
    assert "陈建平" in said.text


def test_without_one_nothing_is_written_of_a_step_that_nobody_has(office: Office) -> None:
    office.desk = replace(office.desk, county=the_county())
    office.report()
    office.wait(30 * DAY)
    assert not [e for e in office.ticket().history if "县一站通" in e.why]


def test_an_emergency_that_nobody_accepts_calls_the_county_in_the_end(office: Office) -> None:
    office.reader.teach("老樟树电线漏电", Act.EMERGENCY, Category.POWER, "老樟树")
    office.say(AUNT_WANG, "老樟树电线漏电")
    called = {n.person for n in office.until(MORNING + minutes(5))}
    assert 陈建平 in called and TOP not in called
    assert TOP in {n.person for n in office.until(MORNING + minutes(10))}


def test_it_may_do_what_a_townships_may_in_every_township(office: Office) -> None:
    office.report()
    office.tell(TOP, "#1 收到")
    assert (office.ticket().status, office.ticket().history[-1].by) == (Status.ACCEPTED, TOP)
    asking = Asking(office.desk.county, Speaker(TOP, "顾明"), about=王某某)
    assert may(Deed.ISSUE_CODE, asking)


def test_another_contact_of_a_department_may_not(office: Office) -> None:
    office.report()
    other = next(
        d.contacts[0] for d in ROSTER.departments if d.contacts and d.contacts[0] not in (陈建平, 赵国平)
    )
    assert not may(Deed.ISSUE_CODE, Asking(office.desk.county, Speaker(other, "某某"), about=王某某))


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("赵国平收红包", 陈建平),
        ("赵国平和陈建平一起收红包", TOP),
        ("包片领导和一站通都不管事", TOP),
        ("包片领导和县一站通都不管事", 陈建平),
    ],
)
def test_a_complaint_goes_past_whoever_it_is_about(text: str, whose: str) -> None:
    county = with_top()
    village = county.village(VILLAGE)
    assert village is not None
    assert route_complaint(county, village, text, lambda cadre: None).cadre == whose


def test_what_a_township_without_one_would_hear_the_county_hears() -> None:
    county = with_top(townships=tuple(replace(t, lead=None) for t in ROSTER.townships))
    assert onestops(county, TOWNSHIP) == onestops(county, None) == [TOP]


def test_it_reads_of_the_whole_county_in_the_morning(office: Office) -> None:
    office.report()
    with office.desk.works.looking() as uow:
        ((_, said),) = render(office.desk, uow, "leader", TOP, (office.now + DAY).date())
    assert "全县" in said and "待签收 1" in said
