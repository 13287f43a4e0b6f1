"""走访: kept with the household, refused outside the cadre's grid, asked about where a name is two homes'."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from casework.county import Household
from casework.messages import Speaker
from casework.taxonomy import Act, Category, Channel, Kind
from casework.visit import Visit
from tests.casework.cast import (
    FIRST,
    GROUP,
    ROSTER,
    TOWNSHIP,
    the_county,
    何某某,
    外镇,
    孙某某,
    张某某,
    李某某,
    王某某,
    赵国平,
    钱小芳,
    陈建平,
)
from tests.services.office import Office, of, to

GOOD = "走访 H0012 老人身体好"


def visits(office: Office, household: str = "H0012") -> list[Visit]:
    with office.works() as uow:
        return list(uow.visits.of_household(household))


def test_who_went_where_and_when_is_kept_with_what_he_tells(office: Office) -> None:
    said = office.tell(王某某, GOOD)
    (visit,) = visits(office)
    assert (visit.cadre, visit.household, visit.words, visit.tickets) == (王某某, "H0012", "老人身体好", ())
    assert visit.at == office.now
    assert visit.cause is not None
    assert to(said, 王某某) == ["已记走访：陈家贵家（H0012，联合村 第一网格）"]


@pytest.mark.parametrize(
    "words",
    [
        "走访 老陈家 老人身体好",
        "走访 老陈家，老人身体好",
        "走访 陈家贵 老人身体好",
        "走访 陈小红家 老人身体好",
        "走访 老陈家老人身体好",
        "走访H0012/陈小红 老人身体好",
        "走访 h0012：老人身体好",
        "走访记录 老人身体好，H0012",
    ],
)
def test_a_household_goes_by_many_names(office: Office, words: str) -> None:
    office.tell(王某某, words)
    (visit,) = visits(office)
    assert visit.words == "老人身体好"


def test_every_visit_is_one_of_its_own(office: Office) -> None:
    office.tell(王某某, GOOD)
    office.tell(孙某某, "走访 老陈家")
    assert [(v.cadre, v.words) for v in visits(office)] == [(王某某, "老人身体好"), (孙某某, "")]


@pytest.mark.parametrize("who", [王某某, 孙某某, 钱小芳, 赵国平, 陈建平])
def test_the_grid_its_team_and_who_is_above_may_visit(office: Office, who: str) -> None:
    office.tell(who, GOOD)
    assert [v.cadre for v in visits(office)] == [who]


@pytest.mark.parametrize("who", [张某某, 何某某, 李某某, 外镇])
def test_a_household_of_another_grid_is_politely_refused(office: Office, who: str) -> None:
    (answer,) = office.tell(who, GOOD)
    assert (answer.kind, answer.person, answer.group) == (Kind.REFUSE, who, None)
    assert "陈" not in answer.text  # nor is he told who lives there
    assert visits(office) == []
    assert office.tickets() == []


def test_whoever_stands_in_visits_for_him(office: Office) -> None:
    office.tell(王某某, "请假3天 由李某某代")
    office.tell(李某某, GOOD)
    assert [v.cadre for v in visits(office)] == [李某某]


@pytest.mark.parametrize(
    "words",
    ["走访 H9999 老人身体好", "走访 老赖家 老人身体好", "走访 陈家贵生 老人身体好", "走访 老陈 身体好"],
)
def test_a_household_that_nobody_knows_is_asked_about(office: Office, words: str) -> None:
    (answer,) = office.tell(王某某, words)
    assert answer.kind is Kind.ASK
    assert "户号" in answer.text


def test_what_is_said_of_a_household_in_the_group_is_answered_in_private(office: Office) -> None:
    (answer,) = office.tell(王某某, GOOD, group=GROUP)
    assert answer.group is None


def test_a_stranger_s_visit_is_none(office: Office) -> None:
    assert office.say(Speaker(None, "路人"), GOOD) == []
    assert visits(office) == []


@pytest.fixture
def two_chens(engine: Engine, empty: bytes) -> Iterator[Office]:
    """A second 老陈家 in 王某某's grid, and a third in the next one."""
    homes = (
        *ROSTER.households,
        Household("H0013", TOWNSHIP, "联合村", "第一网格", "陈阿毛", aliases=("老陈家",)),
        Household("H0014", TOWNSHIP, "联合村", "第二网格", "陈阿土", aliases=("老陈家",)),
    )
    yield Office(engine, the_county(households=homes))
    engine.dispose()
    Path(engine.url.database or "").write_bytes(empty)


def test_a_name_of_several_homes_is_asked_about(two_chens: Office) -> None:
    (asked,) = two_chens.tell(王某某, "走访 老陈家 老人身体好")
    assert asked.kind is Kind.ASK
    assert asked.text.splitlines()[1:] == [
        "1. 陈家贵家（H0012，联合村 第一网格）",
        "2. 陈阿毛家（H0013，联合村 第一网格）",
    ]
    assert visits(two_chens) == []


@pytest.mark.parametrize("answer", ["2", "H0013", "h0013"])
def test_a_digit_or_the_key_of_the_household_answers(two_chens: Office, answer: str) -> None:
    two_chens.tell(王某某, "走访 老陈家 老人身体好")
    two_chens.tell(王某某, answer)
    assert [v.words for v in visits(two_chens, "H0013")] == ["老人身体好"]
    assert visits(two_chens) == []


def test_only_one_of_them_is_his(two_chens: Office) -> None:
    two_chens.tell(张某某, "走访 老陈家 老人身体好")
    assert [v.cadre for v in visits(two_chens, "H0014")] == [张某某]


def test_a_report_that_is_clear_becomes_a_ticket_of_the_household(office: Office) -> None:
    office.reader.teach("门口水管漏水", Act.REQUEST, Category.WATER)
    said = office.tell(王某某, "走访 老陈家 老人身体好，门口水管漏水")
    ticket = office.ticket()
    assert (ticket.act, ticket.channel, ticket.text) == (Act.REQUEST, Channel.ONESTOP, "门口水管漏水")
    assert (ticket.reporter.person, ticket.grid, ticket.filed_by) == ("H0012", FIRST, 王某某)
    assert visits(office)[0].tickets == (1,)
    assert [n.kind for n in said if n.person == 王某某] == [Kind.ASSIGN, Kind.ACK, Kind.ANSWER]


def test_what_may_be_one_is_a_note(office: Office) -> None:
    office.reader.teach("儿子在外打工", Act.REQUEST, Category.LABOUR, confidence=0.8)
    office.tell(王某某, "走访 老陈家 儿子在外打工")
    assert office.tickets() == []
    assert len(visits(office)) == 1


def test_a_wish_and_a_report_of_one_visit_are_two_tickets_in_one_answer(office: Office) -> None:
    office.reader.teach("门口水管漏水", Act.REQUEST, Category.WATER)
    office.reader.teach("想装扶手", Act.WISH, Category.WELFARE)
    said = office.tell(王某某, "走访 老陈家 门口水管漏水；想装扶手")
    assert [t.act for t in office.tickets()] == [Act.REQUEST, Act.WISH]
    assert len(of(said, Kind.ACK)) == 1
    assert visits(office)[0].tickets == (1, 2)


def test_what_the_village_needs_is_no_wish_however_it_is_put(office: Office) -> None:
    office.reader.teach("希望装个路灯", Act.REQUEST, Category.LIGHTING)
    office.tell(王某某, "走访 老陈家 希望装个路灯")
    assert office.ticket().channel is Channel.ONESTOP
