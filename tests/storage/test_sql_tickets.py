"""Tickets come back whole, are found by what is asked, and their history only grows."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from village_cast import GROUP, NINE, a_ticket, keep_ticket, minutes

from casework.ports import TicketQuery
from casework.taxonomy import Act, Category, Channel, Outcome, Rating, Status
from casework.ticket import Entry, Evidence, Ticket, Voice
from storage.mappings import AppendOnly
from storage.work import Conflict, SqlWorks


def test_a_ticket_comes_back_with_everything_it_holds(works: SqlWorks) -> None:
    full = {
        "grid": "前童镇/双桥村/第一网格",
        "place": "老樟树",
        "basis": "第一网格责任人",
        "pending": "K002",
        "returned_by": ("K003",),
        "departments": ("自来水厂",),
        "rung": ("half",),
        "outcome": Outcome.UNFIXED,
        "result": "管道要整段换",
        "rating": Rating.FAIR,
        "rated_by": "H0001",
        "reopened": 1,
        "extended": True,
        "private": True,
        "place_asked": True,
        **{name: NINE + minutes(i) for i, name in enumerate(("accept_by", "due", "bell_at", "accepted_at"))},
        **{name: NINE + minutes(9) for name in ("resolved_at", "closed_at", "rated_at")},
        "voices": [Voice("H0001/王彩凤", "王婶", NINE, GROUP, "H0001"), Voice(None, "阿香", NINE)],
        "history": [Entry(NINE, "bot", "register", "第一网格", None, Status.TRIAGE, Status.ASSIGNED)],
        "evidence": [Evidence("m1", NINE, "a.jpg", True)],
        "shown": "一户人家想要一张书桌",
        "claimed_by": "H0020/周大海",
        "claim_until": NINE + minutes(7),
        "filed_by": "K002",
    }
    target = keep_ticket(works)
    kept = a_ticket(2, merged_into=target, **full)
    with works() as work:
        assert work.tickets.next_number() == 2
        work.tickets.add(kept)
        work.commit()
    with works() as work:
        found = work.tickets.get(2)
    assert found is not None and found is not kept
    for field in fields(Ticket):
        mine, yours = getattr(found, field.name), getattr(kept, field.name)
        if isinstance(mine, list):
            mine, yours = [_plain(x) for x in mine], [_plain(x) for x in yours]
            assert mine, field.name
        assert mine == yours, field.name
        assert mine not in (None, "", (), False), f"{field.name} proves nothing at its default"


def _plain(row: Any) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def test_the_reporter_stays_first(works: SqlWorks) -> None:
    number = keep_ticket(works)
    for name in ("阿香", "老金", "小毛"):
        with works() as work:
            ticket = work.tickets.get(number)
            assert ticket is not None
            ticket.voices.append(Voice(None, name, NINE - minutes(1), group=GROUP))
            work.commit()
    with works() as work:
        found = work.tickets.get(number)
    assert found is not None
    assert [v.name for v in found.voices] == ["王婶", "阿香", "老金", "小毛"]


def test_one_ticket_is_one_object_within_a_unit_of_work(works: SqlWorks) -> None:
    number = keep_ticket(works)
    with works() as work:
        assert work.tickets.get(number) is work.tickets.find(TicketQuery())[0]


def test_numbers_begin_at_one_and_a_number_rolled_back_is_given_again(works: SqlWorks) -> None:
    assert keep_ticket(works) == 1
    with works() as work:
        assert work.tickets.next_number() == 2
        assert work.tickets.next_number() == 3
    assert keep_ticket(works) == 2


QUERIES = [
    (TicketQuery(), [1, 2, 3, 4]),
    (TicketQuery(statuses=frozenset({Status.ASSIGNED, Status.CLOSED})), [1, 2]),
    (TicketQuery(statuses=frozenset()), []),
    (TicketQuery(category=Category.ROAD), [2]),
    (TicketQuery(township="一市镇"), [4]),
    (TicketQuery(village="前童镇/双桥村"), [1, 2, 3]),
    (TicketQuery(grids=frozenset({"前童镇/双桥村/第一网格", "别处"})), [3]),
    (TicketQuery(cadre="K009"), [3]),
    (TicketQuery(person="H0002/陈阿香"), [2]),
    (TicketQuery(voice_name="王婶", voice_group=GROUP), [1, 2]),
    (TicketQuery(voice_name="王婶", voice_group="别的群"), []),
    (TicketQuery(opened_from=NINE + minutes(1)), [2, 3, 4]),
    (TicketQuery(opened_to=NINE + minutes(1)), [1]),
    (TicketQuery(touched_from=NINE + minutes(30), touched_to=NINE + minutes(31)), [2]),
    (TicketQuery(touched_to=NINE + minutes(30)), [1, 3, 4]),
    (TicketQuery(private=True), [4]),
    (TicketQuery(private=False, category=Category.WATER), [1, 3]),
]


def test_find_narrows_by_everything_asked(works: SqlWorks) -> None:
    opened = {"opened_at": NINE + minutes(1)}
    keep_ticket(works)
    keep_ticket(
        works,
        **opened,
        status=Status.CLOSED,
        category=Category.ROAD,
        voices=[Voice("H0002/陈阿香", "阿香", NINE, GROUP), Voice(None, "王婶", NINE, GROUP)],
        history=[Entry(NINE + minutes(30), "K001", "progress")],
    )
    keep_ticket(
        works,
        **opened,
        status=Status.TRIAGE,
        cadre="K009",
        grid="前童镇/双桥村/第一网格",
        # A verified villager of the same display name is somebody else.
        voices=[Voice("H0001/王彩凤", "王婶", NINE, GROUP)],
    )
    keep_ticket(
        works,
        **opened,
        status=Status.REJECTED,
        township="一市镇",
        village="一市镇/岭头村",
        private=True,
        voices=[Voice(None, "小毛", NINE, GROUP)],
    )
    with works() as work:
        found = [(query, [t.number for t in work.tickets.find(query)]) for query, _ in QUERIES]
    assert found == QUERIES


def test_only_open_tickets_ring_in_the_order_of_their_bells(works: SqlWorks) -> None:
    with works() as work:
        assert work.due().tickets is None
    for after, status in ((3, Status.ASSIGNED), (1, Status.RESOLVED), (0, Status.CLOSED), (9, Status.TRIAGE)):
        keep_ticket(works, status=status, bell_at=NINE + minutes(after))
    keep_ticket(works)
    with works() as work:
        assert work.due().tickets == NINE + minutes(1)
        assert work.tickets.ringing(NINE) is None
        for number in (2, 1):
            ringing = work.tickets.ringing(NINE + minutes(3))
            assert ringing is not None and ringing.number == number
            ringing.bell_at = None
        assert work.tickets.ringing(NINE + minutes(3)) is None


def test_two_who_change_one_ticket_do_not_overwrite_each_other(works: SqlWorks) -> None:
    number = keep_ticket(works)
    with works() as mine:
        held = mine.tickets.get(number)
        assert held is not None
        mine.commit()
        with works() as theirs:
            ticket = theirs.tickets.get(number)
            assert ticket is not None
            ticket.status = Status.ACCEPTED
            theirs.commit()
        held.status = Status.WITHDRAWN
        with pytest.raises(Conflict), mine:
            mine.commit()
    with works() as work:
        found = work.tickets.get(number)
        assert found is not None and found.status is Status.ACCEPTED


def test_only_adding_to_the_history_or_the_voices_counts_as_a_change(works: SqlWorks) -> None:
    number = keep_ticket(works)
    versions = []
    for change in (
        lambda t: t.history.append(Entry(NINE, "K001", "progress")),
        lambda t: t.voices.append(Voice(None, "阿香", NINE)),
        lambda t: None,
    ):
        with works() as work:
            ticket = work.tickets.get(number)
            assert ticket is not None
            change(ticket)
            work.commit()
            versions.append(ticket.version)
    assert versions == [2, 3, 3]


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda t: setattr(t.history[0], "why", "改过"),
        lambda t: t.history.pop(),
        lambda t: setattr(t.history[0], "at", NINE + timedelta(days=1)),
    ],
)
def test_the_program_cannot_rewrite_the_history(works: SqlWorks, rewrite: Any) -> None:
    number = keep_ticket(works)
    with pytest.raises(AppendOnly), works() as work:
        rewrite(work.tickets.get(number))
        work.commit()


@pytest.mark.parametrize("statement", ["UPDATE entries SET why = '改过'", "DELETE FROM entries"])
def test_nor_can_anybody_who_opens_the_database(engine: Engine, works: SqlWorks, statement: str) -> None:
    keep_ticket(works)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))


def test_enumerations_come_back_as_members(works: SqlWorks) -> None:
    number = keep_ticket(works)
    with works() as work:
        found = work.tickets.get(number)
    assert found is not None
    assert (found.status, found.act, found.category, found.channel) == (
        Status.ASSIGNED,
        Act.REQUEST,
        Category.WATER,
        Channel.ONESTOP,
    )
    assert found.category.label == "供水"
