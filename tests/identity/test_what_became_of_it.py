"""Villages merge, grids split, people and groups go: no matter is lost, and nobody loses his own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from casework.county import Cadre, ChatGroup, Grid, Place, Purpose, Village
from casework.taxonomy import Rating, Status
from storage.work import SqlWorks
from tests.identity.stand import GROUP, Stand
from tests.identity.test_roster_changes import FIRST, ticket, told

HOME, OTHER = "前童镇/双桥村", "前童镇/竹林村"
FOURTH = f"{HOME}/第四网格"
NEW_CADRE = Cadre("K300", "童新民", "前童镇", "双桥村第四网格员")
Rows = Callable[[list[Any]], Sequence[Any]]


@pytest.fixture
def engine(either_engine: Engine) -> Engine:
    """The scene in either database."""
    return either_engine


def of_village(**new: Any) -> Rows:
    """Every row of 双桥村, changed."""
    return lambda rows: [
        replace(r, **new) if (r.township, getattr(r, "village", None)) == ("前童镇", "双桥村") else r
        for r in rows
    ]


def without_village(rows: list[Any]) -> list[Any]:
    """No row of 双桥村."""
    return [r for r in rows if (r.township, getattr(r, "village", None)) != ("前童镇", "双桥村")]


def split_off_the_bridge(stand: Stand) -> None:
    """A fourth grid, of a cadre of its own, takes the 桥头 from the first."""
    stand.change_roster(
        cadres=lambda rows: [*rows, NEW_CADRE],
        grids=lambda rows: [
            *(replace(g, hamlets=("上街",)) if g.key == FIRST else g for g in rows),
            Grid("前童镇", "双桥村", "第四网格", NEW_CADRE.id, (), ("桥头",)),
        ],
        places=lambda rows: [
            replace(p, grid="第四网格") if (p.village, p.name) == ("双桥村", "桥头") else p for p in rows
        ],
    )


def test_a_grid_that_is_split_takes_along_what_lies_in_it(stand: Stand) -> None:
    stand.say("童海波", "#1 签收", key="K001", group=None)
    stand.say("阿土", "村口路灯不亮")
    stand.settle()
    since = len(stand.written())
    split_off_the_bridge(stand)
    after = ticket(stand)
    assert (after.grid, after.cadre, after.status) == (FOURTH, NEW_CADRE.id, Status.ACCEPTED)
    assert "“桥头”已划归第四网格" in after.history[-1].why
    assert any("#1" in text for text in told(stand, NEW_CADRE.id, since))
    assert any("#1" in text for text in told(stand, "K001", since))
    assert ticket(stand, 5).cadre == "K001", "the lamp at the 村口 is still his"


def test_what_somebody_took_over_himself_stays_his_though_its_place_moves(stand: Stand) -> None:
    stand.say("童海波", "#1 转 谢通", key="K001", group=None)
    stand.say("谢通", "#1 收到", key="K041", group=None)
    split_off_the_bridge(stand)
    assert ticket(stand).cadre == "K041"


def test_a_place_that_is_learnt_moves_nothing(stand: Stand) -> None:
    histories = [len(ticket(stand, n).history) for n in (1, 2, 3, 4)]
    with SqlWorks(stand.engine)() as uow:
        uow.places.add(Place("前童镇", "双桥村", "砖窑", "第二网格"))
        uow.commit()
    stand.county.refresh()
    stand.bot.work(stand.now)
    assert [len(ticket(stand, n).history) for n in (1, 2, 3, 4)] == histories


def rename_with_group(stand: Stand) -> None:
    """双桥村 and its group get other names at once."""
    stand.change_roster(
        villages=lambda rows: [replace(v, name="双桥新村") if v.key == HOME else v for v in rows],
        grids=of_village(village="双桥新村"),
        households=of_village(village="双桥新村"),
        places=of_village(village="双桥新村"),
        faqs=of_village(village="双桥新村"),
        groups=lambda rows: [
            replace(g, name="双桥新村民情群" if g.name == GROUP else g.name, village="双桥新村")
            if (g.township, g.village) == ("前童镇", "双桥村")
            else g
            for g in rows
        ],
    )


def test_a_village_renamed_with_its_group_keeps_its_matters_and_its_people(stand: Stand) -> None:
    rename_with_group(stand)
    after = ticket(stand)
    assert (after.grid, after.cadre, after.group) == ("前童镇/双桥新村/第一网格", "K001", "双桥新村民情群")
    stand.say("王婶", "#1 不用了", account="王婶的号", group="双桥新村民情群")
    assert ticket(stand).status is Status.WITHDRAWN


def test_what_was_to_be_said_in_the_group_is_said_under_its_new_name(stand: Stand) -> None:
    rename_with_group(stand)
    stand.say("童海波", "#1 办结 填好了", key="K001", group=None)
    assert stand.wire.said[-1].group == "双桥新村民情群" or stand.wire.said[-2].group == "双桥新村民情群"


def test_a_silent_group_stays_silent_under_its_new_name(stand: Stand) -> None:
    with stand.desk.works() as uow:
        uow.memory.put(f"silent:{GROUP}", stand.now.isoformat())
        uow.commit()
    rename_with_group(stand)
    with stand.desk.works() as uow:
        assert uow.memory.get("silent:双桥新村民情群") and uow.memory.get(f"silent:{GROUP}") is None


def test_what_is_closed_can_still_be_reopened_in_the_renamed_group(stand: Stand) -> None:
    stand.say("李叔", "#3 满意", account="李叔的号")
    rename_with_group(stand)
    stand.say("李叔", "#3 没解决", account="李叔的号", group="双桥新村民情群")
    assert (ticket(stand, 3).status, ticket(stand, 3).cadre) == (Status.ASSIGNED, "K001")


def test_villages_that_merge_bring_their_matters_along(stand: Stand) -> None:
    """双桥村 becomes the third grid of 竹林村, which its group belongs to now."""
    stand.change_roster(
        villages=lambda rows: [v for v in rows if v.key != HOME],
        grids=lambda rows: [
            *without_village(rows),
            Grid("前童镇", "竹林村", "第三网格", "K001", ("K002",), ("桥头",)),
        ],
        households=of_village(village="竹林村", grid="第三网格"),
        places=lambda rows: [
            *without_village(rows),
            Place("前童镇", "竹林村", "桥头", "第三网格"),
        ],
        groups=of_village(village="竹林村"),
        faqs=without_village,
    )
    after = ticket(stand)
    assert (after.village, after.grid, after.cadre) == (OTHER, f"{OTHER}/第三网格", "K001")


def gone(stand: Stand) -> None:
    """双桥村 is no more, and nothing says what became of it."""
    stand.change_roster(
        villages=lambda rows: [v for v in rows if v.key != HOME],
        grids=without_village,
        households=without_village,
        places=without_village,
        groups=without_village,
        faqs=without_village,
        cadres=lambda rows: [replace(c, household=None) for c in rows],
    )


def test_a_village_that_is_gone_leaves_its_matters_to_the_township(stand: Stand) -> None:
    before = ticket(stand)
    gone(stand)
    after = [ticket(stand, n) for n in (1, 2, 3, 4)]
    assert {t.cadre for t in after} == {"K006"}
    assert (after[0].status, after[0].due) == (Status.TRIAGE, before.due)
    assert all(f"{HOME}已撤销或更名" in t.history[-1].why for t in after)


def test_nothing_is_said_in_a_group_that_is_bound_no_more(stand: Stand) -> None:
    gone(stand)
    said = len(stand.wire.said)
    stand.say("徐静", "#1 办结 村已撤并，转居委会处理", key="K006", group=None)
    assert not [n for n in stand.wire.said[said:] if n.group]
    with stand.desk.works() as uow:
        assert [n.group for n in uow.outbox.dead()] == [GROUP]


def test_a_leader_who_is_replaced_hands_on_what_he_held(stand: Stand) -> None:
    assert ticket(stand, 4).cadre == "K005", "the complaint went past the grid's cadre to the 包片领导"
    since = len(stand.written())
    stand.change_roster(
        villages=lambda rows: [replace(v, leader="K073") if v.leader == "K005" else v for v in rows]
    )
    assert ticket(stand, 4).cadre == "K073"
    assert any("#4" in text for text in told(stand, "K073", since))
    assert any("#4" in text for text in told(stand, "K005", since))


def test_a_leader_who_is_gone_leaves_a_complaint_to_the_next_and_never_to_whom_it_is_about(
    stand: Stand,
) -> None:
    stand.change_roster(
        cadres=lambda rows: [c for c in rows if c.id != "K005"],
        villages=lambda rows: [replace(v, leader=None) if v.leader == "K005" else v for v in rows],
        grids=lambda rows: [replace(g, team=tuple(t for t in g.team if t != "K005")) for g in rows],
    )
    assert ticket(stand, 4).cadre == "K006"


def test_a_colleague_of_the_team_who_took_it_and_is_gone_leaves_it_to_the_grid(stand: Stand) -> None:
    stand.say("童国良", "#1 收到", key="K007", group=None)
    stand.change_roster(
        cadres=lambda rows: [c for c in rows if c.id != "K007"],
        grids=lambda rows: [replace(g, team=tuple(t for t in g.team if t != "K007")) for g in rows],
    )
    after = ticket(stand)
    assert (after.cadre, after.status) == ("K001", Status.ACCEPTED)


def test_a_member_of_a_household_that_is_gone_can_still_judge_what_he_reported(stand: Stand) -> None:
    """雅芬's household is no longer on file; she is known by her name in the group, as neighbours are."""
    with stand.desk.works() as uow:
        found = uow.tickets.get(2)
        assert found is not None and found.reporter.person == "H0003/周雅芬"
    stand.change_roster(
        households=lambda rows: [h for h in rows if h.id != "H0003"],
        cadres=lambda rows: [replace(c, household=None) if c.household == "H0003" else c for c in rows],
    )
    stand.say("雅芬", "#2 满意")
    after = ticket(stand, 2)
    assert (after.status, after.rating) == (Status.CLOSED, Rating.SATISFIED)
    assert any("H0003/周雅芬已不在花名册" in entry.why for entry in after.history)


def test_a_household_that_moves_takes_what_it_reports_along_and_leaves_what_it_reported(stand: Stand) -> None:
    stand.change_roster(
        households=lambda rows: [replace(h, grid="第三网格") if h.id == "H0002" else h for h in rows]
    )
    assert ticket(stand).grid == FIRST
    stand.say("阿香", "家里水管漏水", key="H0002/陈阿香")
    stand.settle()
    assert (ticket(stand, 5).grid, ticket(stand, 5).cadre) == (f"{HOME}/第三网格", "K003")


def test_history_keeps_who_was_responsible_then(stand: Stand) -> None:
    before = [(e.at, e.by, e.move, e.why) for e in ticket(stand).history]
    stand.now += timedelta(hours=1)
    split_off_the_bridge(stand)
    history = ticket(stand).history
    assert [(e.at, e.by, e.move, e.why) for e in history[: len(before)]] == before
    assert len(history) == len(before) + 1 and history[-1].by == "bot"


def test_a_second_group_of_the_village_is_not_taken_for_the_first_one_renamed(stand: Stand) -> None:
    stand.change_roster(
        groups=lambda rows: [*rows, ChatGroup("双桥村二群", "前童镇", Purpose.VILLAGE, "双桥村")]
    )
    assert ticket(stand).group == GROUP


def test_two_villages_that_are_gone_at_once_are_told_apart(stand: Stand) -> None:
    stand.change_roster(
        villages=lambda rows: [
            *(v for v in rows if v.key not in (HOME, OTHER)),
            Village("前童镇", "双竹村", "K005", "K004"),
        ],
        grids=lambda rows: [
            *(g for g in rows if g.village_key not in (HOME, OTHER)),
            Grid("前童镇", "双竹村", "第一网格", "K001", (), ("桥头",)),
            Grid("前童镇", "双竹村", "第二网格", "K008"),
        ],
        households=lambda rows: [
            replace(h, village="双竹村", grid="第一网格" if h.village == "双桥村" else "第二网格")
            if h.village_key in (HOME, OTHER)
            else h
            for h in rows
        ],
        places=lambda rows: [p for p in rows if f"{p.township}/{p.village}" not in (HOME, OTHER)],
        groups=lambda rows: [
            *(g for g in rows if g.village_key not in (HOME, OTHER)),
            ChatGroup("双竹村民情群", "前童镇", Purpose.VILLAGE, "双竹村"),
        ],
        faqs=lambda rows: [f for f in rows if f"{f.township}/{f.village}" not in (HOME, OTHER)],
    )
    after = ticket(stand)
    assert (after.village, after.cadre) == ("前童镇/双竹村", "K001")
    assert after.group == GROUP, "two groups became one: nobody can tell whose names are whose"
