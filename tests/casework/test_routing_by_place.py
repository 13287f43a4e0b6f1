"""Whose a matter is (PRODUCT 2): place beats household, and every answer says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casework.county import Household, Village
from casework.routing import Route, StandIn, ladder, route, route_complaint
from casework.taxonomy import Status
from tests.casework.cast import (
    DEPUTY,
    FIRST,
    ROSTER,
    SECOND,
    TOWNSHIP,
    VILLAGE,
    the_county,
    何某某,
    外镇,
    孙某某,
    张某某,
    王某某,
    赵国平,
    钱小芳,
    陈建平,
)
from tests.casework.county import SmallCounty

COUNTY = the_county()


def nobody_away(cadre: str) -> str | None:
    """Everybody is at work."""
    return None


def away(*absent: str) -> StandIn:
    """李某某 stands in for those who are on leave."""
    return lambda cadre: DEPUTY if cadre in absent else None


def home(id: str) -> Household:
    """A household of the roster."""
    found = COUNTY.household(id)
    assert found is not None
    return found


def routed(
    text: str,
    *places: str,
    home: Household | None = None,
    stand_in: StandIn = nobody_away,
    county: SmallCounty = COUNTY,
    village: str = VILLAGE,
) -> Route:
    """Where a matter of 联合村 goes."""
    where = county.village(village)
    assert where is not None
    return route(county, where, places=places, text=text, household=home, stand_in=stand_in)


@pytest.mark.parametrize(
    ("text", "places", "grid", "place"),
    [
        ("老樟树那边水管爆了", ("老樟树",), FIRST, "老樟树"),
        ("大樟树那边水管爆了", ("大樟树",), FIRST, "老樟树"),  # an alias
        ("樟树下路灯不亮", ("樟树",), SECOND, "樟树"),  # inside 老樟树 there is another place
        ("路灯不亮，就在老樟树旁边", (), FIRST, "老樟树"),  # found without a place word
        ("下园没水了", ("下园",), FIRST, "下园"),  # a natural village
        ("上宅停电", ("上宅",), SECOND, "上宅"),
        ("老陈家门口积水", ("老陈家门口",), FIRST, "陈家贵家"),  # what neighbours call a household
        ("第二网格停水", (), SECOND, "第二网格"),
    ],
)
def test_a_name_of_the_gazetteer_finds_the_grid(
    text: str, places: tuple[str, ...], grid: str, place: str
) -> None:
    found = routed(text, *places)
    assert (found.grid, found.place, found.status) == (grid, place, Status.ASSIGNED)
    assert found.cadre == (王某某 if grid == FIRST else 张某某)


def test_the_reason_is_given_in_words() -> None:
    assert routed("大樟树断水", "大樟树").basis == "地名“大樟树”→第一网格"
    assert routed("上宅停电").basis == "自然村“上宅”→第二网格"
    assert routed("老陈家积水").basis == "农户“老陈家”→第一网格"
    assert "H0012" in routed("没水了", home=home("H0012")).basis


def test_place_beats_household() -> None:
    found = routed("小桥栏杆断了", "小桥", home=home("H0012"))
    assert (found.grid, found.cadre) == (SECOND, 张某某)


def test_household_decides_without_a_place() -> None:
    found = routed("没水了", home=home("H0020"))
    assert (found.grid, found.cadre, found.place) == (SECOND, 张某某, None)


def test_an_unknown_place_leaves_it_to_the_household_and_says_so() -> None:
    found = routed("卫生院后门堵了", "卫生院后门", home=home("H0020"))
    assert found.grid == SECOND
    assert "不在地名库，按报事人住所" in found.basis


def test_an_unknown_place_without_a_household_is_for_triage() -> None:
    assert routed("卫生院后门堵了", "卫生院后门").grid is None


def test_a_household_of_another_village_says_nothing_here() -> None:
    assert routed("没水了", home=home("H0099")).grid is None


def test_a_border_place_goes_by_the_household() -> None:
    found = routed("月塘的水发臭", "月塘", home=home("H0020"))
    assert found.grid == SECOND
    assert "交界" in found.basis


def test_a_border_place_alone_is_for_triage_with_both_grids_named() -> None:
    found = routed("月塘的水发臭", "月塘")
    assert (found.grid, found.status, found.cadre) == (None, Status.TRIAGE, 钱小芳)
    assert set(found.candidates) == {FIRST, SECOND}
    assert "第一网格" in found.basis
    assert "第二网格" in found.basis


def test_a_second_place_settles_a_border_place() -> None:
    assert routed("月塘到小桥那段路坏了", "月塘", "小桥").grid == SECOND


def test_a_place_without_a_grid_is_kept_and_triaged() -> None:
    found = routed("村口路灯坏了", "村口")
    assert (found.grid, found.place, found.status) == (None, "村口", Status.TRIAGE)


def test_the_household_is_a_candidate_for_a_place_without_a_grid() -> None:
    found = routed("村口路灯坏了", "村口", home=home("H0012"))
    assert (found.grid, found.place, found.candidates) == (None, "村口", (FIRST,))


def test_no_name_is_found_inside_another() -> None:
    gazetteer = COUNTY.gazetteer(VILLAGE)
    assert [m.written for m in gazetteer.find("老樟树旁边，不是樟树那边")] == ["老樟树", "樟树"]
    assert [m.written for m in gazetteer.find("老樟树旁边")] == ["老樟树"]


@pytest.mark.parametrize("words", ["大樟树那边", "老 樟树那边", "老章树那边"])
def test_every_name_of_a_place_gives_the_same_words(words: str) -> None:
    assert COUNTY.gazetteer(VILLAGE).properly(words) == "老樟树那边"


@pytest.mark.parametrize(
    ("village", "cadre", "role"),
    [
        (Village(TOWNSHIP, "联合村", 赵国平, 钱小芳), 钱小芳, "联村干部"),
        (Village(TOWNSHIP, "联合村", 赵国平, None), 赵国平, "包片领导"),
        (Village(TOWNSHIP, "联合村", None, None), 陈建平, "一站通"),
    ],
)
def test_no_grid_goes_up_step_by_step(village: Village, cadre: str, role: str) -> None:
    found = route(COUNTY, village, places=(), text="水好浑", household=None, stand_in=nobody_away)
    assert (found.cadre, found.status, found.grid) == (cadre, Status.TRIAGE, None)
    assert role in found.basis


def test_nothing_is_unowned_where_only_a_grid_is_known() -> None:
    county = the_county(townships=(replace(ROSTER.townships[0], lead=None),))
    found = routed("水好浑", county=county, village="前童镇/岭头村")
    assert found.cadre == 何某某
    stood_in = routed("水好浑", county=county, village="前童镇/岭头村", stand_in=away(何某某))
    assert stood_in.cadre == DEPUTY


def test_villages_of_one_name_are_told_apart() -> None:
    assert routed("水好浑", village="深甽镇/岭头村").cadre == 外镇
    assert routed("水好浑", village="前童镇/岭头村").cadre == 陈建平


@pytest.mark.parametrize(("text", "absent"), [("下园没水", 王某某), ("不知哪里", 钱小芳)])
def test_leave_is_stood_in_for_and_said(text: str, absent: str) -> None:
    found = routed(text, stand_in=away(absent))
    assert found.cadre == DEPUTY
    away_name = next(c.name for c in ROSTER.cadres if c.id == absent)
    assert f"{away_name}请假，由李某某代" in found.basis


def complaint(text: str, village: Village | None = None, stand_in: StandIn = nobody_away) -> Route:
    """Where a complaint about a cadre of 联合村 goes."""
    where = village or COUNTY.village(VILLAGE)
    assert where is not None
    return route_complaint(COUNTY, where, text, stand_in)


def test_a_complaint_goes_to_the_leader_of_the_village() -> None:
    assert complaint("王某某收了我家红包").cadre == 赵国平


@pytest.mark.parametrize(
    "text", ["赵国平收红包", "你们包片领导收红包", "赵镇长收了红包，要求查", "那个副镇长态度恶劣"]
)
def test_a_complaint_never_goes_to_the_one_complained_about(text: str) -> None:
    assert complaint(text).cadre == 陈建平


def test_a_complaint_about_both_leaves_the_township() -> None:
    assert complaint("赵国平和陈建平一起收红包").cadre == 外镇


def test_a_complaint_is_not_given_to_a_stand_in_who_is_complained_about() -> None:
    assert complaint("李某某收红包", stand_in=away(赵国平)).cadre == 陈建平


def test_a_complaint_without_a_leader_goes_to_the_township() -> None:
    assert complaint("干部态度差", Village(TOWNSHIP, "无人村")).cadre == 陈建平


def test_the_ladder_is_team_leader_onestop() -> None:
    assert ladder(COUNTY, VILLAGE, FIRST, TOWNSHIP, 王某某) == [
        ("组团", (孙某某,)),
        ("包片领导", (赵国平,)),
        ("一站通", (陈建平,)),
    ]


def test_the_ladder_of_a_stand_in_includes_the_grids_own_cadre_but_never_the_holder() -> None:
    assert ladder(COUNTY, VILLAGE, FIRST, TOWNSHIP, DEPUTY)[0] == ("组团", (王某某, 孙某某))
    assert ladder(COUNTY, VILLAGE, FIRST, TOWNSHIP, 孙某某)[0] == ("组团", (王某某,))


def test_the_ladder_keeps_the_place_of_an_empty_step() -> None:
    assert [ids for _, ids in ladder(COUNTY, VILLAGE, SECOND, TOWNSHIP, 张某某)] == [(), (赵国平,), (陈建平,)]
    assert [ids for _, ids in ladder(COUNTY, "前童镇/岭头村", None, TOWNSHIP, 陈建平)] == [(), (), (陈建平,)]
