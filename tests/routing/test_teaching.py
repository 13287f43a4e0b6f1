"""A matter that nobody could place teaches the gazetteer, by one word of the cadre who handed it on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from casework.county import Place
from casework.messages import Speaker
from casework.taxonomy import Act, Category, Kind, Status
from storage.county import SqlCounty
from storage.engine import open_engine
from storage.migrate import prepare
from storage.roster_files import read_roster
from storage.roster_store import export_roster, import_roster
from storage.work import SqlWorks
from tests.routing.conftest import EXAMPLES
from tests.services.office import Office, of, texts, to

VILLAGE, GROUP = "前童镇/双桥村", "双桥村民情交流群"
LIAISON, FIRST, THIRD = "K004", "K001", "K003"
TROUBLE = "化工厂后面的河水发黑"
NEIGHBOUR = Speaker(None, "水苗")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """The demo county, in a database that may change."""
    opened = open_engine(f"sqlite:///{tmp_path}/county.db", durable=False)
    prepare(opened)
    import_roster(opened, read_roster(EXAMPLES))
    yield opened
    opened.dispose()


@pytest.fixture
def office(engine: Engine) -> Office:
    """People of 双桥村 and their cadres; a change of the roster is seen at once."""
    return Office(engine, SqlCounty(engine, monotonic=iter(range(10**9)).__next__))


def in_triage(office: Office, place: str = "化工厂后面") -> None:
    """A report from a place that no gazetteer knows waits with the liaison."""
    ticket = office.report(TROUBLE, NEIGHBOUR, group=GROUP, places=(place,) if place else ())
    assert (ticket.status, ticket.cadre) == (Status.TRIAGE, LIAISON)


def handed_on(office: Office) -> list[str]:
    """The liaison hands it to 童志强, who takes it; what the liaison reads then."""
    office.tell(LIAISON, "#1 转 童志强")
    return to(office.tell(THIRD, "#1 收到"), LIAISON)


def test_one_yes_makes_the_place_a_name_of_the_grid(office: Office, engine: Engine) -> None:
    in_triage(office)
    assert handed_on(office)[-1] == "#1 把“化工厂”记为第三网格的地名吗？回“是”即记下"
    said = office.tell(LIAISON, "是")
    assert texts(said) == ["#1 已把“化工厂”记为第三网格的地名，以后按此派单。"]
    ticket = office.report("化工厂门口灯不亮", Speaker(None, "银花"), group=GROUP, category=Category.LIGHTING)
    assert (ticket.grid, ticket.cadre) == (f"{VILLAGE}/第三网格", THIRD)
    assert ticket.basis == "地名“化工厂”→第三网格"
    assert Place("前童镇", "双桥村", "化工厂", "第三网格") in export_roster(engine).places


def test_the_roster_grows_by_one_place_and_a_second_yes_means_nothing(office: Office, engine: Engine) -> None:
    before = export_roster(engine)
    in_triage(office)
    handed_on(office)
    office.tell(LIAISON, "是")
    assert office.tell(LIAISON, "是") == []
    after = export_roster(engine)
    assert len(after.places) == len(before.places) + 1
    assert after.places[:-1] == before.places


@pytest.mark.parametrize("words", ["不是", "收到", "是不是", "嗯"])
def test_other_words_teach_nothing(office: Office, engine: Engine, words: str) -> None:
    places = export_roster(engine).places
    in_triage(office)
    handed_on(office)
    office.tell(LIAISON, words)
    assert export_roster(engine).places == places


def test_a_yes_in_the_group_or_by_another_or_too_late_teaches_nothing(office: Office, engine: Engine) -> None:
    places = export_roster(engine).places
    in_triage(office)
    handed_on(office)
    office.tell(LIAISON, "是", group=GROUP)
    office.tell(THIRD, "是")
    office.wait(timedelta(hours=13))
    office.tell(LIAISON, "是")
    assert export_roster(engine).places == places


def test_nobody_is_asked_before_the_next_one_has_accepted(office: Office) -> None:
    in_triage(office)
    assert of(office.tell(LIAISON, "#1 转 童志强"), Kind.ASK) == []


def test_nothing_is_asked_where_no_place_was_said(office: Office) -> None:
    in_triage(office, place="")
    assert not [text for text in handed_on(office) if "地名" in text]


def test_nothing_is_asked_about_a_place_that_is_known(office: Office) -> None:
    ticket = office.report("停车场的灯坏了", NEIGHBOUR, group=GROUP, places=("停车场",))
    assert ticket.status is Status.TRIAGE
    assert not [text for text in handed_on(office) if "地名" in text]


def test_nothing_is_asked_about_one_who_has_no_grid_in_the_village(office: Office) -> None:
    in_triage(office)
    office.tell(LIAISON, "#1 转 K005")
    assert not [text for text in to(office.tell("K005", "#1 收到"), LIAISON) if "地名" in text]


def test_what_it_may_be_stands_on_a_line_of_its_own(office: Office) -> None:
    office.reader.teach("停车场的灯坏了", Act.REQUEST, Category.LIGHTING, "停车场")
    office.say(NEIGHBOUR, "停车场的灯坏了", group=GROUP)
    (told,) = to(office.wait(timedelta(minutes=2)), LIAISON)
    assert "可能是：第二网格、第一网格" in told.split("\n")
    assert "派给您的理由：地名“停车场”在第二网格、第一网格交界处→联村干部" in told.split("\n")


def test_a_place_is_added_once(engine: Engine) -> None:
    place = Place("前童镇", "双桥村", "新亭子", "第一网格", ("亭子",))
    county = SqlCounty(engine)
    version = county.version()
    for expected in (True, False):
        with SqlWorks(engine)() as uow:
            assert uow.places.add(place) is expected
            uow.commit()
    county.refresh()
    assert county.version() == version + 1
    assert {"新亭子", "亭子"} <= {m.word for m in county.landmarks(VILLAGE)}


def test_a_place_that_is_not_committed_was_never_added(engine: Engine) -> None:
    with SqlWorks(engine)() as uow:
        uow.places.add(Place("前童镇", "双桥村", "新亭子", "第一网格"))
    assert "新亭子" not in {place.name for place in export_roster(engine).places}
