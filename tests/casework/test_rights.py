"""Who may do what (PRODUCT 3), and whose verdict counts (4.7)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casework.messages import Speaker
from casework.permissions import may_handle, may_switch_group
from casework.verdict import is_voice, may_rate
from tests.casework.cast import (
    AUNT_WANG,
    CHEN,
    GROUP,
    ROSTER,
    TOWNSHIP,
    UNCLE_LI,
    VILLAGE,
    a_ticket,
    a_voice,
    the_county,
    何某某,
    外镇,
    孙某某,
    张某某,
    李某某,
    水管站,
    王某某,
    赵国平,
    钱小芳,
    陈建平,
)

COUNTY = the_county()


@pytest.mark.parametrize("cadre", [王某某, 孙某某, 赵国平, 陈建平])
def test_holder_team_leader_and_onestop_may_handle(cadre: str) -> None:
    assert may_handle(COUNTY, cadre, a_ticket())


@pytest.mark.parametrize("cadre", [张某某, 李某某, 何某某, 外镇, 水管站, "", "K777", "H0012/陈小红"])
def test_others_may_not(cadre: str) -> None:
    assert not may_handle(COUNTY, cadre, a_ticket())


def test_whom_it_was_handed_to_may_handle_before_he_accepts() -> None:
    assert may_handle(COUNTY, 水管站, a_ticket(pending=水管站))


def test_a_matter_of_no_grid_is_its_holders_and_those_above() -> None:
    ticket = a_ticket(grid=None, cadre=钱小芳)
    assert [
        c for c in (王某某, 孙某某, 张某某, 钱小芳, 赵国平, 陈建平, 外镇) if may_handle(COUNTY, c, ticket)
    ] == [
        钱小芳,
        赵国平,
        陈建平,
    ]


def test_a_private_matter_is_not_for_the_team() -> None:
    ticket = a_ticket(private=True)
    assert may_handle(COUNTY, 王某某, ticket)
    assert not may_handle(COUNTY, 孙某某, ticket)
    assert may_handle(COUNTY, 赵国平, ticket)


def test_a_leader_who_is_in_the_team_too_keeps_his_right_to_a_private_matter() -> None:
    first = replace(ROSTER.grids[0], team=(孙某某, 赵国平))
    county = the_county(grids=(first, *ROSTER.grids[1:]))
    assert may_handle(county, 赵国平, a_ticket(private=True))


@pytest.mark.parametrize("text", ["赵国平收了红包", "副镇长态度差", "赵镇长收了红包"])
def test_nobody_handles_a_complaint_about_himself(text: str) -> None:
    ticket = a_ticket(private=True, grid=None, cadre=陈建平, text=text)
    assert not may_handle(COUNTY, 赵国平, ticket)
    assert may_handle(COUNTY, 陈建平, ticket)


def test_the_name_of_a_cadre_in_an_ordinary_matter_takes_nothing_from_him() -> None:
    assert may_handle(COUNTY, 赵国平, a_ticket(text="跟赵国平说过水管爆了", cadre=王某某))


@pytest.mark.parametrize(
    ("cadre", "may"),
    [
        (王某某, True),
        (孙某某, True),
        (钱小芳, True),
        (赵国平, True),
        (陈建平, True),
        (何某某, False),
        (外镇, False),
        ("", False),
    ],
)
def test_who_may_silence_a_village_group(cadre: str, may: bool) -> None:
    assert may_switch_group(COUNTY, cadre, VILLAGE, TOWNSHIP) is may


def test_a_township_group_is_silenced_by_the_onestop_alone() -> None:
    assert may_switch_group(COUNTY, 陈建平, None, TOWNSHIP)
    assert not may_switch_group(COUNTY, 王某某, None, TOWNSHIP)


def test_a_village_whose_name_begins_alike_is_another_one() -> None:
    assert not may_switch_group(COUNTY, 王某某, "前童镇/联合", TOWNSHIP)


def test_an_unverified_voice_is_a_name_in_one_group() -> None:
    ticket = a_ticket(voices=[a_voice(AUNT_WANG)])
    assert is_voice(ticket, AUNT_WANG, GROUP)
    assert not is_voice(ticket, AUNT_WANG, "双桥村民情交流群")
    assert not is_voice(ticket, AUNT_WANG, None)
    assert not is_voice(ticket, UNCLE_LI, GROUP)


def test_a_display_name_never_passes_for_a_key_nor_a_key_for_a_name() -> None:
    verified = a_ticket(voices=[a_voice(CHEN)])
    assert not is_voice(verified, Speaker(None, CHEN.name), GROUP)
    assert is_voice(verified, Speaker(CHEN.person, "改了名片"), None)
    assert not is_voice(a_ticket(), Speaker("H0020/周大海", AUNT_WANG.name), GROUP)


def test_the_reporter_rates() -> None:
    assert may_rate(COUNTY, a_ticket(), AUNT_WANG, GROUP)


def test_the_reporters_household_rates_a_co_reporter_of_another_does_not() -> None:
    ticket = a_ticket(voices=[a_voice(CHEN), a_voice(UNCLE_LI)])
    assert may_rate(COUNTY, ticket, Speaker("H0012/陈家贵", "老陈"), None)
    assert not may_rate(COUNTY, ticket, UNCLE_LI, GROUP)
    assert not may_rate(COUNTY, ticket, Speaker("H0020", "大海"), GROUP)


def test_the_handler_never_rates_himself() -> None:
    filed = a_ticket(voices=[a_voice(Speaker(王某某, "王某某"))])
    assert not may_rate(COUNTY, filed, Speaker(王某某, "王某某"), GROUP)


def test_the_handlers_own_household_never_rates_him() -> None:
    sister = Speaker("H0001/王小梅", "小梅")
    ticket = a_ticket(voices=[a_voice(sister)])
    assert not may_rate(COUNTY, ticket, sister, GROUP)
    assert may_rate(COUNTY, a_ticket(voices=[a_voice(sister)], cadre=孙某某), sister, GROUP)


def test_the_same_name_and_telephone_is_the_handlers_household() -> None:
    """His 户号 was never filled in, but H0001 holds his name and his number."""
    himself = replace(ROSTER.cadres[0], household=None, phone="13800000001")
    county = the_county(cadres=(himself, *ROSTER.cadres[1:]))
    sister = Speaker("H0001/王小梅", "小梅")
    assert not may_rate(county, a_ticket(voices=[a_voice(sister)]), sister, GROUP)
    namesake = replace(himself, phone="13900000009")
    county = the_county(cadres=(namesake, *ROSTER.cadres[1:]))
    assert may_rate(county, a_ticket(voices=[a_voice(sister)]), sister, GROUP)


def test_a_cadre_of_the_handlers_household_does_not_rate_him_either() -> None:
    wife = replace(ROSTER.cadres[1], household="H0001")
    county = the_county(cadres=(ROSTER.cadres[0], wife, *ROSTER.cadres[2:]))
    reporter = Speaker(wife.id, wife.name)
    assert not may_rate(county, a_ticket(voices=[a_voice(reporter)]), reporter, GROUP)
