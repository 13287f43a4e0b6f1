"""A roster moved into the sandbox."""

from __future__ import annotations

from bot.sandbox.county_world import world_from_roster
from casework.county import Cadre, ChatGroup, Grid, Household, Purpose, Roster, Township, Village

TOWN = "前童镇"
ROSTER = Roster(
    townships=(Township(TOWN),),
    villages=(Village(TOWN, "双桥村", leader="K3", liaison="K2"), Village(TOWN, "竹林村")),
    grids=(Grid(TOWN, "双桥村", "第一网格", "K1", team=("K2",)),),
    cadres=(
        Cadre("K1", "童海波", TOWN, remark="#K1 海波", household="H1"),
        Cadre("K2", "朱晓峰", TOWN),
        Cadre("K3", "葛伟明", TOWN),
        Cadre("K9", "徐静", "一市镇"),
    ),
    households=(
        Household("H1", TOWN, "双桥村", "第一网格", "童海波", ("周雅芬",), kinds=("党员户",)),
        Household("H2", TOWN, "双桥村", "第一网格", "童阿土", kinds=("低保户",)),
        Household("H3", TOWN, "竹林村", "第一网格", "李秀珍"),
    ),
    groups=(
        ChatGroup("双桥村群", TOWN, Purpose.VILLAGE, "双桥村"),
        ChatGroup("干部群", TOWN, Purpose.CADRES),
        ChatGroup("志愿群", TOWN, Purpose.VOLUNTEERS, "双桥村"),
        ChatGroup("空村群", "岔路镇", Purpose.VILLAGE, "空村"),
    ),
)


def names(group: str) -> list[str]:
    world, residents = world_from_roster(ROSTER)
    return [p.name for p in residents.groups[group].cards if p is not world.bot]


def test_a_village_group_has_its_cadres_and_its_households() -> None:
    assert names("双桥村群") == ["童海波", "朱晓峰", "葛伟明", "周雅芬", "童阿土"]


def test_cadres_and_volunteers_have_groups_of_their_own() -> None:
    assert names("干部群") == ["童海波", "朱晓峰", "葛伟明"]
    assert names("志愿群") == ["童海波", "朱晓峰", "葛伟明"]


def test_everybody_is_a_friend_whose_remark_carries_the_key() -> None:
    _, residents = world_from_roster(ROSTER)
    remarks = {key: person.remark for key, person in residents.people.items() if person.friend}
    assert remarks == {
        "K1": "#K1 童海波",
        "H1/童海波": "#K1 童海波",
        "K2": "#K2 朱晓峰",
        "K3": "#K3 葛伟明",
        "K9": "#K9 徐静",
        "H1/周雅芬": "#H1/周雅芬",
        "H2/童阿土": "#H2/童阿土",
        "H3/李秀珍": "#H3/李秀珍",
    }


def test_a_cadre_at_home_is_the_same_person_and_an_empty_group_stays_closed() -> None:
    _, residents = world_from_roster(ROSTER)
    assert residents.people["K1"] is residents.people["H1/童海波"]
    assert "空村群" not in residents.groups
