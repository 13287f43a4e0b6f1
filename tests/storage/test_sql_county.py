"""The county answers from the roster of the moment."""

from __future__ import annotations

import pytest
from roster_cast import SMALL, changed
from sqlalchemy import event
from sqlalchemy.engine import Engine

from casework.county import Duties, Landmark, Purpose
from storage.county import SqlCounty
from storage.roster_store import import_roster

NEAR = "跃龙街道/岭头村"
FAR = "一市镇/岭头村"


class Stopwatch:
    """Counts seconds when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture()
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture()
def county(engine: Engine, stopwatch: Stopwatch) -> SqlCounty:
    import_roster(engine, SMALL)
    return SqlCounty(engine, monotonic=stopwatch)


def test_rows_are_found_by_their_keys(county: SqlCounty) -> None:
    assert [t.name for t in county.townships()] == ["跃龙街道", "一市镇"]
    assert county.township("一市镇") == SMALL.townships[1]
    assert (county.village(NEAR), county.village(FAR)) == SMALL.villages
    assert county.villages("一市镇") == [SMALL.villages[1]]
    assert [g.name for g in county.grids(NEAR)] == ["第二网格", "第一网格"]
    assert county.grid(f"{FAR}/第一网格") == SMALL.grids[2]
    assert county.cadre("K002") == SMALL.cadres[0]
    assert [c.id for c in county.cadres()] == ["K001", "K002", "K003", "K004"]
    assert [c.id for c in county.cadres_named("陈丽萍", "一市镇")] == ["K004"]
    assert county.household("H2") == SMALL.households[0]
    assert county.households(f"{NEAR}/第一网格") == (SMALL.households[1],)
    assert county.group("岭头村民情群") == SMALL.groups[0]
    assert county.groups(Purpose.VOLUNTEERS) == [SMALL.groups[1]]
    assert len(county.groups()) == 2
    assert county.departments() == SMALL.departments
    assert county.quiz() == SMALL.quiz


def test_what_is_nowhere_is_none(county: SqlCounty) -> None:
    nothing = (
        county.township("桑洲镇"),
        county.village("岭头村"),
        county.grid(NEAR),
        county.cadre("H1"),
        county.household("K001"),
        county.group("岭头村民情群 "),
        county.person("K999"),
        county.person("H9/张小红"),
        county.person("H2/王彩凤"),
    )
    assert nothing == (None,) * len(nothing)
    assert county.grids("无") == [] and list(county.landmarks("无/无")) == []
    assert county.duties("K999") == Duties()


def test_a_key_says_who_it_is(county: SqlCounty) -> None:
    cadre, member, head, household = (county.person(k) for k in ("K001", "H2/张小红", "H2/陈金法", "H2"))
    assert cadre is not None and (cadre.name, cadre.cadre, cadre.household) == (
        "童海波",
        SMALL.cadres[1],
        None,
    )
    assert member is not None and (member.name, member.household) == ("张小红", SMALL.households[0])
    assert head is not None and head.name == "陈金法"
    assert household is not None and (household.key, household.name) == ("H2", "陈金法家")


def test_duties_are_everything_a_cadre_is_named_for(county: SqlCounty) -> None:
    assert county.duties("K003") == Duties((), (f"{NEAR}/第二网格",), (NEAR,), (), ("跃龙街道",))
    assert county.duties("K002") == Duties((f"{NEAR}/第二网格",), (), (), (NEAR,), ())


def test_landmarks_merge_what_bears_one_name_and_keep_villages_apart(county: SqlCounty) -> None:
    found = {landmark.word: landmark for landmark in county.landmarks(NEAR)}
    assert found["老樟树"] == Landmark("老樟树", "地名", "老樟树", ("第二网格", "第一网格"))
    assert found["大樟树"] == Landmark("大樟树", "地名", "老樟树", ("第二网格",))
    assert found["水库"].grids == ()
    assert found["桥头"] == Landmark("桥头", "地名", "桥头", ("第一网格",))  # a place, and a hamlet
    assert found["上宅"].what == "自然村"
    assert found["第一网格"] == Landmark("第一网格", "网格", "第一网格", ("第一网格",))
    assert found["老陈家"] == Landmark("老陈家", "农户", "陈金法家", ("第二网格", "第一网格"))
    assert found["陈大明家"].grids == ("第一网格",)
    lengths = [len(landmark.word) for landmark in county.landmarks(NEAR)]
    assert lengths == sorted(lengths, reverse=True)
    assert [landmark.word for landmark in county.landmarks(FAR)] == ["第一网格", "陈大明家"]


def test_the_answers_of_every_village_come_in_roster_order(county: SqlCounty) -> None:
    assert [f.answer for f in county.faqs()] == ["十二月底。", "本镇十一月底。", "早上六点。", "早上七点。"]


def test_a_new_import_is_seen_within_a_second_or_at_once(
    engine: Engine, county: SqlCounty, stopwatch: Stopwatch
) -> None:
    assert county.household("H2") is not None and county.version() == 1
    import_roster(engine, changed(households=SMALL.households[1:]))
    assert county.household("H2") is not None
    stopwatch.seconds = 1.0
    assert county.household("H2") is None and county.version() == 2
    import_roster(engine, SMALL)
    county.refresh()
    assert county.household("H2") is not None and county.version() == 3


def test_asking_again_does_not_ask_the_database_again(
    engine: Engine, county: SqlCounty, stopwatch: Stopwatch
) -> None:
    def ask() -> None:
        county.landmarks(NEAR)
        county.household("H2")
        county.person("H2/张小红")
        county.group("岭头村民情群")
        county.duties("K001")

    ask()
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    ask()
    assert asked == []
    stopwatch.seconds = 1.0
    ask()
    event.remove(engine, "before_cursor_execute", note)
    assert len([s for s in asked if s.startswith("SELECT")]) == 1
