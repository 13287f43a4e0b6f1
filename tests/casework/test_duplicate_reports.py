"""The same matter joins the open ticket; nothing else does (PRODUCT 1.5)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from casework.duplicates import find_duplicate, same_place
from casework.taxonomy import Act, Category, Status
from casework.ticket import Ticket
from tests.casework.cast import FIRST, MORNING, SECOND, a_ticket, minutes

LATER = MORNING + minutes(20)


def found(
    *candidates: Ticket,
    act: Act = Act.REQUEST,
    category: Category = Category.WATER,
    place: str | None = "老樟树",
    grid: str | None = None,
    now: datetime = LATER,
) -> Ticket | None:
    """What a new report of burst pipes at the camphor tree joins."""
    return find_duplicate(
        candidates, act=act, category=category, place=place, grid=grid, now=now, within=timedelta(days=7)
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("老樟树", "老樟树", True),
        ("老樟树", "老樟树旁边那段", True),
        ("老樟树旁边那段", "老樟树", True),
        ("老樟树", "小桥", False),
        ("桥", "小桥", False),  # one character is no name
        ("桥", "桥", True),
        (None, "小桥", False),
        ("", "小桥", False),
        (None, None, False),
    ],
)
def test_same_place(one: str | None, other: str | None, same: bool) -> None:
    assert same_place(one, other) is same


def test_the_same_place_joins() -> None:
    ticket = a_ticket()
    assert found(ticket) is ticket


def test_another_place_is_another_matter() -> None:
    assert found(a_ticket(place="小桥")) is None


def test_another_category_is_another_matter() -> None:
    assert found(a_ticket(category=Category.LIGHTING)) is None


@pytest.mark.parametrize(("days", "joins"), [(7, True), (7.001, False)])
def test_seven_days(days: float, joins: bool) -> None:
    assert (found(a_ticket(), now=MORNING + timedelta(days=days)) is not None) is joins


@pytest.mark.parametrize("status", [s for s in Status if not s.is_open])
def test_what_is_over_is_not_joined(status: Status) -> None:
    assert found(a_ticket(status=status)) is None


@pytest.mark.parametrize("status", [Status.TRIAGE, Status.ASSIGNED, Status.ACCEPTED, Status.CONSULTING])
def test_what_is_worked_on_is_joined(status: Status) -> None:
    assert found(a_ticket(status=status)) is not None


@pytest.mark.parametrize("category", [Category.WATER, Category.POWER, Category.TELECOM])
def test_a_burst_main_is_one_ticket_for_all_who_name_no_place(category: Category) -> None:
    ticket = a_ticket(category=category, place=None, grid=None)
    assert found(ticket, category=category, place=None, grid=SECOND) is ticket
    placed = a_ticket(category=category, grid=FIRST)
    assert found(placed, category=category, place=None, grid=FIRST) is placed


def test_a_failure_of_the_other_grid_or_of_yesterday_is_not_the_same_main() -> None:
    assert found(a_ticket(place=None, grid=FIRST), place=None, grid=SECOND) is None
    late = MORNING + timedelta(hours=24, minutes=1)
    assert found(a_ticket(place=None), place=None, grid=FIRST, now=late) is None


def test_two_lamps_without_a_place_are_two_lamps() -> None:
    lamp = a_ticket(category=Category.LIGHTING, place=None)
    assert found(lamp, category=Category.LIGHTING, place=None, grid=FIRST) is None


@pytest.mark.parametrize("act", [Act.WISH, Act.INQUIRY])
def test_wishes_and_questions_are_each_their_own(act: Act) -> None:
    assert found(a_ticket(), act=act) is None
    assert found(a_ticket(act=act)) is None


def test_a_private_matter_is_never_joined() -> None:
    assert found(a_ticket(private=True)) is None


def test_the_latest_of_two_is_joined() -> None:
    assert found(a_ticket(3), a_ticket(9), a_ticket(5)) is not None
    joined = found(a_ticket(3), a_ticket(9), a_ticket(5))
    assert joined is not None
    assert joined.number == 9


def test_danger_is_not_swallowed_by_an_ordinary_ticket() -> None:
    """Who joins is told 也反映同一件事; an emergency has to call everybody (PRODUCT 1.9)."""
    assert found(a_ticket(act=Act.REQUEST), act=Act.EMERGENCY) is None
    danger = a_ticket(act=Act.EMERGENCY)
    assert found(danger, act=Act.EMERGENCY) is danger
    assert found(danger, act=Act.REQUEST) is danger


def test_an_alias_is_the_same_place() -> None:
    ticket = a_ticket(place="大樟树旁边")
    proper = {"大樟树旁边": "老樟树旁边"}
    joined = find_duplicate(
        [ticket],
        act=Act.REQUEST,
        category=Category.WATER,
        place="老樟树",
        grid=None,
        now=MORNING,
        within=timedelta(days=7),
        proper=lambda words: proper.get(words, words),
    )
    assert joined is ticket
