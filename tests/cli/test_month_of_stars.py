"""The month's stars as a township prints them."""

from __future__ import annotations

import json

import pytest

from casework.lifecycle import Move, advance
from casework.taxonomy import Channel, Outcome, Status
from storage.work import SqlWorks
from tests.casework.cast import a_ticket, at
from tests.cli.conftest import Type

ZHOU = "H0020/周大海"


@pytest.fixture
def granted(works: SqlWorks) -> None:
    """A wish that 周大海 granted in June."""
    with works() as work:
        wish = a_ticket(work.tickets.next_number(), channel=Channel.WISH, status=Status.ASSIGNED)
        for move, by, when in (
            (Move.CLAIM, ZHOU, "06-10 09:00"),
            (Move.RESOLVE, ZHOU, "06-12 09:00"),
            (Move.CONFIRM, "小红", "06-13 09:00"),
        ):
            advance(wish, move, by=by, now=at(when))
        wish.outcome = Outcome.GRANTED
        work.tickets.add(wish)
        work.commit()


@pytest.mark.usefixtures("granted")
def test_who_has_how_many_and_for_which(type_in: Type) -> None:
    ran = type_in("stars", "--month", "2026-06")
    assert ran.code == 0
    assert "1. 周大海（H0020/周大海） ★ #1" in ran.out
    (line,) = type_in("stars", "--month", "2026-06", "--json").out.splitlines()
    assert json.loads(line) == {
        "rank": 1,
        "person": ZHOU,
        "name": "周大海",
        "stars": 1,
        "tickets": ["1"],
    }


@pytest.mark.usefixtures("granted")
@pytest.mark.parametrize("words", [("--month", "2026-07"), ("--month", "2026-06", "--township", "深甽镇")])
def test_another_month_or_township_has_its_own(type_in: Type, words: tuple[str, ...]) -> None:
    assert "共 0 人" in type_in("stars", *words).out


def test_a_month_that_is_none_is_a_wrong_use(type_in: Type) -> None:
    assert type_in("stars", "--month", "六月").code == 2
