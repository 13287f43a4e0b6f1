"""What `check` finds: each problem one line, saying where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.calendar import PublicCalendar
from bot.checks import check_calendar, check_fonts, check_model, check_notices
from bot.roster_checks import check_roster, hint_roster
from casework.county import (
    Cadre,
    ChatGroup,
    Department,
    Grid,
    Household,
    Place,
    Purpose,
    Roster,
    Township,
    Village,
)
from casework.notice import Notice, NoticeState
from casework.taxonomy import Kind
from tests.casework.cast import MORNING

T, V = "前童镇", "联合村"

SOUND = Roster(
    townships=(Township(T, lead="K009"),),
    villages=(Village(T, V, leader="K009"),),
    grids=(
        Grid(T, V, "第一网格", cadre="K001", hamlets=("下园",)),
        Grid(T, V, "第二网格", cadre="K009", hamlets=("上宅",)),
    ),
    cadres=(
        Cadre("K001", "王某某", T, phone="13800000001", remark="#K001 王某某"),
        Cadre("K009", "赵国平", T, phone="0574-65100009", remark="#k009"),
    ),
    households=(
        Household("H0012", T, V, "第一网格", "陈家贵", aliases=("老陈家",)),
        Household("H0020", T, V, "第二网格", "周大海", aliases=("大海家",)),
    ),
    places=(
        Place(T, V, "老樟树", "第一网格", ("大樟树",)),
        Place(T, V, "月塘", "第一网格"),
        Place(T, V, "月塘", "第二网格"),
        Place(T, V, "下园", None),
    ),
    groups=(
        ChatGroup("联合村民情交流群", T, Purpose.VILLAGE, V),
        ChatGroup("前童镇干部群", T, Purpose.CADRES),
    ),
)


def problems(**changed: object) -> list[str]:
    return list(check_roster(replace(SOUND, **changed)))


def with_cadre(**changed: object) -> list[str]:
    first, *others = SOUND.cadres
    return problems(cadres=(replace(first, **changed), *others))


def with_household(**changed: object) -> list[str]:
    first, *others = SOUND.households
    return problems(households=(replace(first, **changed), *others))


def test_a_sound_roster_has_no_problems() -> None:
    assert problems() == []


def test_an_empty_roster_is_one_problem() -> None:
    (line,) = check_roster(Roster())
    assert "roster import" in line


@pytest.mark.parametrize("remark", ["", "王某某", "#K009 王某某", "#H0012/陈小红"])
def test_a_cadre_whom_his_remark_does_not_prove_is_told(remark: str) -> None:
    (line,) = with_cadre(remark=remark)
    assert line.startswith("干部.csv: K001 王某某: ")
    assert "#K001 王某某" in line


@pytest.mark.parametrize("phone", ["1380000000", "138000000012", "abc", "0574", "12345678"])
def test_impossible_telephone_numbers_are_told(phone: str) -> None:
    found = with_cadre(phone=phone) + with_household(phone=phone)
    # 0574 alone may be somebody's short number.
    assert len(found) == (0 if phone == "0574" else 2)


@pytest.mark.parametrize("phone", ["", "13812345678", "65100001", "0574-65100001", "057465100001", "661234"])
def test_possible_telephone_numbers_are_fine(phone: str) -> None:
    assert with_cadre(phone=phone) == []


def test_two_numbers_in_a_cell_are_looked_at_one_by_one() -> None:
    assert with_cadre(phone="13812345678、65100001") == []
    assert len(with_cadre(phone="13812345678、6510000")) == 0
    assert len(with_cadre(phone="13812345678、99")) == 1


def test_a_grid_without_its_cadre_is_told() -> None:
    (line,) = problems(grids=(replace(SOUND.grids[0], cadre="K404"), SOUND.grids[1]))
    assert "前童镇/联合村/第一网格" in line


def test_a_village_without_grids_or_leader_is_told_twice() -> None:
    lines = problems(villages=(*SOUND.villages, Village(T, "双桥村")))
    assert [line.partition(": 前童镇/双桥村: ")[0] for line in lines] == ["网格.csv", "村.csv"]


def test_a_village_group_without_a_village_is_told() -> None:
    (line,) = problems(groups=(ChatGroup("民情大群", T, Purpose.VILLAGE),))
    assert line.startswith("群.csv: 民情大群: ")


def test_an_alias_of_households_in_two_grids_is_told() -> None:
    (line,) = with_household(aliases=("大海家",))
    assert "“大海家”" in line
    assert "H0012 陈家贵（第一网格）" in line
    assert "H0020 周大海（第二网格）" in line


def test_an_alias_of_households_in_one_grid_leads_to_the_same_cadre() -> None:
    neighbour = Household("H0013", T, V, "第一网格", "陈小毛", aliases=("老陈家",))
    assert problems(households=(*SOUND.households, neighbour)) == []


def test_an_alias_of_two_places_is_told_even_within_a_grid() -> None:
    (line,) = problems(places=(*SOUND.places, Place(T, V, "小樟树", "第一网格", ("大樟树",))))
    assert "“大樟树”" in line


def test_a_place_on_a_border_is_no_clash() -> None:
    assert [p.name for p in SOUND.places].count("月塘") == 2
    assert problems() == []


def test_a_place_named_like_a_hamlet_of_another_grid_is_told() -> None:
    (line,) = problems(places=(Place(T, V, "上宅", "第一网格"),))
    assert "自然村上宅（第二网格）" in line


def test_the_same_word_in_two_villages_is_no_clash() -> None:
    other = Village(T, "双桥村", leader="K009")
    grid = Grid(T, "双桥村", "第一网格", cadre="K009")
    place = Place(T, "双桥村", "老樟树", "第一网格")
    changed = problems(
        villages=(*SOUND.villages, other), grids=(*SOUND.grids, grid), places=(*SOUND.places, place)
    )
    assert changed == []


def test_a_key_that_no_remark_can_carry_is_told() -> None:
    """Remarks are read in capitals: #k001 is K001, and 小王 is nobody."""
    for id in ("k001", "小王", "K001A"):
        (line,) = [x for x in with_cadre(id=id, remark=f"#{id} 王某某") if "责任人" not in x]
        assert line.startswith(f"干部.csv: {id} 王某某: ") and "大写字母加数字" in line


def test_a_township_without_its_onestop_is_told() -> None:
    (line,) = problems(townships=(Township(T),))
    assert line.startswith("乡镇.csv: 前童镇: ")


def test_a_department_that_nobody_answers_for_is_told() -> None:
    (line,) = problems(departments=(Department("供电所"), Department("水管站", contacts=("K009",))))
    assert line.startswith("部门.csv: 供电所: ")


def test_a_name_too_short_to_be_heard_is_told() -> None:
    (line,) = problems(places=(Place(T, V, "老井", "第一网格", ("井",)),))
    assert line.startswith("地名.csv: 前童镇/联合村: “井”")


def hints(**changed: object) -> list[str]:
    return list(hint_roster(replace(SOUND, departments=(Department("县一站通", (), ("K009",)),), **changed)))


def test_nothing_is_hinted_about_a_roster_that_has_everything() -> None:
    assert hints() == []


def test_a_county_without_its_onestop_is_hinted_at() -> None:
    (line,) = hint_roster(SOUND)
    assert line.startswith("部门.csv: ") and "县一站通" in line


def test_villages_without_a_group_are_one_hint() -> None:
    more = tuple(Village(T, f"{n}村", leader="K009") for n in "一二三四五六")
    (line,) = hints(villages=(*SOUND.villages, *more))
    assert "6 个村" in line and "前童镇/一村" in line and "前童镇/六村" not in line


def test_cadres_who_can_be_taken_for_each_other_are_hinted_at() -> None:
    twin = replace(SOUND.cadres[0], id="K002")
    named, called = hints(cadres=(*SOUND.cadres, twin))
    assert "2 位王某某" in named and "13800000001" in called


def test_households_that_no_remark_can_prove_are_one_hint() -> None:
    homes = tuple(replace(h, id=f"3302-{h.id}") for h in SOUND.households)
    (line,) = hints(households=homes)
    assert "2 户" in line and "3302-H0012" in line


def test_a_year_without_holidays_is_told_once() -> None:
    (line,) = check_calendar(date(2090, 6, 1), PublicCalendar())
    assert "2090" in line


def test_the_coming_year_counts_from_the_middle_of_december() -> None:
    last = max(year for year in range(2020, 2100) if PublicCalendar().knows(year))
    assert list(check_calendar(date(last, 12, 10), PublicCalendar())) == []
    assert len(list(check_calendar(date(last, 12, 20), PublicCalendar()))) == 1


def test_a_missing_font_is_told_with_what_to_do() -> None:
    (line,) = check_fonts(False)
    assert "fonts-wqy-microhei" in line
    assert list(check_fonts(True)) == []


def test_no_model_is_told_with_what_to_do(tmp_path: Path) -> None:
    (line,) = check_model(tmp_path, tmp_path / "learned")
    assert "python -m bot train" in line


def test_a_notice_that_could_not_be_delivered_is_told_without_private_numbers() -> None:
    dead = Notice(
        Kind.ASSIGN, "打13812345678", MORNING, person="K001", state=NoticeState.DEAD, detail="不是好友", id=5
    )
    (line,) = check_notices([dead])
    assert "K001" in line
    assert "不是好友" in line
    assert "13812345678" not in line
