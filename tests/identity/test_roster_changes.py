"""A new import while the bot runs: nothing orphaned, both told, deadlines and history kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from casework.county import Grid
from casework.taxonomy import Status
from casework.ticket import Ticket
from storage.roster_store import export_roster, import_roster
from tests.identity.stand import GROUP, Stand


@pytest.fixture
def engine(either_engine: Engine) -> Engine:
    """The scene in either database."""
    return either_engine


FIRST, SECOND = "前童镇/双桥村/第一网格", "前童镇/双桥村/第二网格"


def ticket(stand: Stand, number: int = 1) -> Ticket:
    with stand.desk.works() as uow:
        found = uow.tickets.get(number)
    assert found is not None
    return found


def told(stand: Stand, person: str, since: int = 0) -> list[str]:
    return [n.body for n in stand.written()[since:] if n.person == person and n.group is None]


def grids(change: Callable[[Grid], Grid | None]) -> Callable[[list[Grid]], list[Grid]]:
    return lambda rows: [new for new in map(change, rows) if new is not None]


def first(**new: Any) -> Callable[[list[Grid]], list[Grid]]:
    return grids(lambda g: replace(g, **new) if g.key == FIRST else g)


def test_a_cadre_replaced_hands_his_open_tickets_on_and_both_are_told(stand: Stand) -> None:
    before, since = ticket(stand), len(stand.written())
    stand.change_roster(grids=first(cadre="K080", team=()))
    after = ticket(stand)
    assert (after.cadre, after.due, after.accept_by, after.status) == (
        "K080",
        before.due,
        before.accept_by,
        before.status,
    )
    assert after.history[-1].by == "bot"
    assert "K001" in after.history[-1].why
    assert any("#1" in text for text in told(stand, "K080", since))
    assert any("#1" in text for text in told(stand, "K001", since))
    stand.say("童海波", "#1 办结 修好了", key="K001", group=None)
    assert ticket(stand).status is Status.ASSIGNED


def test_one_version_is_worked_through_once(stand: Stand) -> None:
    stand.change_roster(grids=first(cadre="K080", team=()))
    history, notices = len(ticket(stand).history), len(stand.written())
    stand.bot = stand.new_bot()
    stand.bot.work(stand.now)
    stand.county.refresh()
    stand.bot.work(stand.now)
    assert (len(ticket(stand).history), len(stand.written())) == (history, notices)


def test_another_processs_import_is_noticed_within_five_seconds(stand: Stand) -> None:
    old = export_roster(stand.engine)
    stand.bot.work(stand.now)
    import_roster(stand.engine, replace(old, grids=tuple(first(cadre="K080", team=())(list(old.grids)))))
    looked = stand.county._monotonic
    stand.county._monotonic = lambda: looked() + 5
    stand.bot.think(stand.now)
    assert ticket(stand).cadre == "K080"


def test_who_is_gone_altogether_keeps_nothing(stand: Stand) -> None:
    stand.say("童海波", "#1 签收", key="K001", group=None)
    stand.change_roster(
        cadres=lambda rows: [c for c in rows if c.id != "K001"],
        grids=grids(lambda g: replace(g, cadre="K007" if g.cadre == "K001" else g.cadre, team=())),
    )
    assert [ticket(stand, n).cadre for n in (1, 2, 3)] == ["K007"] * 3
    assert [ticket(stand, n).status for n in (1, 2, 3)] == [Status.ACCEPTED, Status.RESOLVED, Status.RESOLVED]


def test_a_grid_merged_away_goes_by_the_place(stand: Stand) -> None:
    """第一网格 becomes part of 第二网格: its places move there, and with them what was reported."""
    stand.change_roster(
        grids=grids(lambda g: None if g.key == FIRST else g),
        places=lambda rows: dict.fromkeys(
            replace(p, grid="第二网格") if (p.village, p.grid) == ("双桥村", "第一网格") else p for p in rows
        ),
        households=lambda rows: [
            replace(h, grid="第二网格") if (h.village, h.grid) == ("双桥村", "第一网格") else h for h in rows
        ],
    )
    after = ticket(stand)
    assert (after.grid, after.cadre, after.status) == (SECOND, "K002", Status.ASSIGNED)
    assert "第一网格已撤销或更名" in after.history[-1].why


def test_a_renamed_grid_is_found_again(stand: Stand) -> None:
    stand.change_roster(
        grids=grids(lambda g: replace(g, name="桥头网格") if g.key == FIRST else g),
        places=lambda rows: [
            replace(p, grid="桥头网格") if (p.village, p.grid) == ("双桥村", "第一网格") else p for p in rows
        ],
        households=lambda rows: [
            replace(h, grid="桥头网格") if (h.village, h.grid) == ("双桥村", "第一网格") else h for h in rows
        ],
    )
    after = ticket(stand)
    assert (after.grid, after.cadre) == ("前童镇/双桥村/桥头网格", "K001")


def test_what_no_place_tells_goes_to_the_liaison_to_be_sorted(stand: Stand) -> None:
    stand.change_roster(
        grids=grids(lambda g: None if g.key == FIRST else g),
        places=lambda rows: [p for p in rows if p.village != "双桥村"],
        households=lambda rows: [h for h in rows if (h.village, h.grid) != ("双桥村", "第一网格")],
    )
    after = ticket(stand)
    assert (after.cadre, after.status, after.grid) == ("K004", Status.TRIAGE, None)


def test_a_renamed_village_takes_its_tickets_along(stand: Stand) -> None:
    def moved(rows: list[Any]) -> list[Any]:
        return [
            replace(r, village="双桥新村") if (r.township, r.village) == ("前童镇", "双桥村") else r
            for r in rows
        ]

    stand.change_roster(
        villages=lambda rows: [replace(v, name="双桥新村") if v.name == "双桥村" else v for v in rows],
        grids=moved,
        households=moved,
        places=moved,
        groups=moved,
        faqs=moved,
    )
    after = ticket(stand)
    assert (after.village, after.grid, after.cadre) == ("前童镇/双桥新村", "前童镇/双桥新村/第一网格", "K001")
    stand.say("王婶", "#1 不用了", account="王婶的号")
    assert ticket(stand).status is Status.WITHDRAWN


def test_a_transfer_to_somebody_who_is_gone_is_off(stand: Stand) -> None:
    stand.say("童海波", "#1 转 谢通", key="K001", group=None)
    assert ticket(stand).pending == "K041"
    since = len(stand.written())
    stand.change_roster(
        cadres=lambda rows: [c for c in rows if c.id != "K041"],
        departments=lambda rows: [
            replace(d, contacts=tuple(c for c in d.contacts if c != "K041")) for d in rows
        ],
    )
    assert (ticket(stand).pending, ticket(stand).cadre) == (None, "K001")
    assert any("转办取消" in text for text in told(stand, "K001", since))


def test_who_took_it_over_himself_keeps_it(stand: Stand) -> None:
    stand.say("童海波", "#1 转 谢通", key="K001", group=None)
    stand.say("谢通", "#1 收到", key="K041", group=None)
    assert ticket(stand).cadre == "K041"
    stand.change_roster(grids=first(cadre="K080", team=()))
    assert ticket(stand).cadre == "K041"


@pytest.mark.parametrize("gone", ["K008"])
def test_a_deputy_who_is_gone_stands_in_for_nobody(stand: Stand, gone: str) -> None:
    with stand.desk.works() as uow:
        uow.memory.put("leave:K002", json.dumps({"from": "2026-06-01", "to": "2026-06-30", "deputy": gone}))
        uow.commit()
    stand.change_roster(
        cadres=lambda rows: [c for c in rows if c.id != gone],
        grids=grids(
            lambda g: replace(
                g, cadre="K010" if g.cadre == gone else g.cadre, team=tuple(t for t in g.team if t != gone)
            )
        ),
    )
    assert any("代理取消" in text for text in told(stand, "K002"))
    stand.say("阿土", "老樟树水管爆了", group=GROUP)
    stand.settle()
    assert ticket(stand, 5).cadre == "K002"


def test_reopening_finds_who_is_responsible_by_then(stand: Stand) -> None:
    stand.say("李叔", "#3 满意", account="李叔的号")
    assert ticket(stand, 3).status is Status.CLOSED
    stand.change_roster(grids=first(cadre="K080", team=()))
    assert ticket(stand, 3).cadre == "K001", "history keeps who was responsible then"
    stand.say("李叔", "#3 没解决", account="李叔的号")
    assert ticket(stand, 3).cadre == "K080"
