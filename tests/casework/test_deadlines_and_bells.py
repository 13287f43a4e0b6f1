"""When things are due (PRODUCT 4.1, 4.2), and which bells ring when (4.4, 4.5, 1.9)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from casework.deadlines import bells, due_after, next_bell, reset_due, set_deadlines, wind, workday_before
from casework.settings import Settings
from casework.taxonomy import Act, Category, Status
from casework.ticket import Ticket
from tests.casework.cast import CALENDAR, MORNING, PaperCalendar, a_ticket, at

SETTINGS = Settings()


def started(now: datetime = MORNING, **changed: Any) -> Ticket:
    """A ticket with both clocks running since `now`."""
    ticket = a_ticket(opened_at=now, **changed)
    set_deadlines(ticket, now, SETTINGS, CALENDAR)
    return ticket


def rings(ticket: Ticket) -> dict[str, datetime]:
    """When each bell rings."""
    return {bell.name: bell.at for bell in bells(ticket, SETTINGS, CALENDAR)}


@pytest.mark.parametrize(
    ("start", "workdays", "due"),
    [
        ("06-10 09:00", 5, "06-17 18:00"),  # Wednesday, a weekend between
        ("06-10 00:01", 1, "06-11 18:00"),  # the day of registration isn't counted, however early
        ("06-10 23:59", 1, "06-11 18:00"),
        ("06-12 10:00", 1, "06-15 18:00"),  # Friday → Monday
        ("06-13 10:00", 1, "06-15 18:00"),  # registered on a Saturday
        ("09-18 10:00", 1, "09-20 18:00"),  # a Sunday that is worked
        ("09-29 09:00", 5, "10-12 18:00"),  # National Day, with 10 October made up
        ("09-30 09:00", 1, "10-08 18:00"),
        ("06-10 09:00", 15, "07-01 18:00"),
    ],
)
def test_due_is_six_o_clock_of_the_last_working_day(start: str, workdays: int, due: str) -> None:
    assert due_after(at(start), workdays, CALENDAR) == at(due)


def test_the_day_is_the_one_in_beijing() -> None:
    just_past_midnight_in_beijing = at("06-10 00:30").astimezone(tz=None)
    assert due_after(just_past_midnight_in_beijing, 1, CALENDAR) == at("06-11 18:00")


def test_the_working_day_before_skips_holidays() -> None:
    assert workday_before(date(2026, 10, 8), CALENDAR) == date(2026, 9, 30)
    assert workday_before(date(2026, 9, 21), CALENDAR) == date(2026, 9, 20)


@pytest.mark.parametrize(
    ("act", "category", "due"),
    [
        (Act.REQUEST, Category.WATER, "06-17 18:00"),
        (Act.WISH, Category.OTHER, "06-17 18:00"),
        (Act.INQUIRY, Category.SOCIAL_INSURANCE, "06-11 18:00"),
        (Act.REQUEST, Category.LAND, "07-01 18:00"),
        (Act.REQUEST, Category.HOUSING, "07-01 18:00"),
        (Act.REQUEST, Category.DISPUTE, "07-01 18:00"),
        (Act.REQUEST, Category.LABOUR, "07-01 18:00"),
        (Act.INQUIRY, Category.LAND, "06-11 18:00"),  # a question about land is still a question
    ],
)
def test_profiles_by_act_and_category(act: Act, category: Category, due: str) -> None:
    ticket = started(act=act, category=category)
    assert ticket.due == at(due)
    assert ticket.accept_by == at("06-11 09:00")
    assert ticket.clock_from == MORNING


def test_an_emergency_goes_by_hours_on_any_day() -> None:
    night = at("10-03 02:10")
    ticket = started(night, act=Act.EMERGENCY)
    assert ticket.accept_by == at("10-03 02:40")
    assert ticket.due == at("10-04 02:10")


def test_a_county_may_set_the_days_of_a_category() -> None:
    settings = Settings(category_workdays={Category.LIGHTING: 3})
    ticket = a_ticket(category=Category.LIGHTING)
    set_deadlines(ticket, MORNING, settings, CALENDAR)
    assert ticket.due == at("06-15 18:00")


def test_bells_of_a_waiting_ticket() -> None:
    ticket = started()
    assert rings(ticket) == {
        "accept:0": at("06-11 09:00"),
        "accept:1": at("06-12 09:00"),
        "accept:2": at("06-13 09:00"),
        "accept:3": at("06-14 09:00"),
        "accept:4": at("06-15 09:00"),
        "half": at("06-14 01:30"),
        "day_before": at("06-16 18:00"),
        "due:0": at("06-17 18:00"),
        "due:1": at("06-18 18:00"),
        "due:2": at("06-19 18:00"),
        "due:3": at("06-20 18:00"),
        "due:4": at("06-21 18:00"),
    }


def test_acceptance_is_no_longer_asked_for_once_it_is_there() -> None:
    ticket = started(status=Status.ACCEPTED)
    assert set(rings(ticket)) == {"half", "day_before", "due:0", "due:1", "due:2", "due:3", "due:4"}


def test_an_emergency_calls_every_five_minutes_until_somebody_accepts() -> None:
    ticket = started(act=Act.EMERGENCY)
    calls = {name: when for name, when in rings(ticket).items() if name.startswith("call:")}
    assert [calls[f"call:{n}"] for n in (1, 2, 3)] == [MORNING + timedelta(minutes=5 * n) for n in (1, 2, 3)]
    assert max(calls.values()) >= MORNING + timedelta(hours=24)
    ticket.status = Status.ACCEPTED
    assert not [name for name in rings(ticket) if name.startswith("call:")]


def test_a_resolved_ticket_only_waits_for_its_verdict() -> None:
    ticket = started(status=Status.RESOLVED, resolved_at=at("06-12 15:00"))
    assert rings(ticket) == {"lapse": at("06-17 15:00")}


@pytest.mark.parametrize("status", [s for s in Status if not s.is_open])
def test_what_is_over_never_rings(status: Status) -> None:
    ticket = started(status=status)
    wind(ticket, SETTINGS, CALENDAR)
    assert rings(ticket) == {}
    assert ticket.bell_at is None


def test_a_bell_that_has_rung_does_not_ring_again() -> None:
    ticket = started()
    order = []
    while (bell := next_bell(ticket, SETTINGS, CALENDAR)) is not None:
        order.append(bell.name)
        ticket.rung = (*ticket.rung, bell.name)
    assert order == [
        "accept:0",
        "accept:1",
        "accept:2",
        "half",
        "accept:3",
        "accept:4",
        "day_before",
        "due:0",
        "due:1",
        "due:2",
        "due:3",
        "due:4",
    ]


def test_winding_sets_the_next_bell() -> None:
    ticket = started()
    wind(ticket, SETTINGS, CALENDAR)
    assert ticket.bell_at == at("06-11 09:00")
    ticket.rung = ("accept:0",)
    wind(ticket, SETTINGS, CALENDAR)
    assert ticket.bell_at == at("06-12 09:00")


def test_an_extension_rings_the_solution_anew_and_leaves_acceptance_alone() -> None:
    ticket = started(rung=())
    ticket.rung = ("accept:0", "accept:1", "half", "day_before", "due:0")
    reset_due(ticket, at("07-01 18:00"), at("06-17 18:30"))
    assert ticket.due == at("07-01 18:00")
    assert set(ticket.rung) == {"accept:0", "accept:1"}
    assert rings(ticket)["half"] == at("06-21 01:30")


def test_an_extension_does_not_ring_a_half_time_that_is_past() -> None:
    ticket = started(status=Status.ACCEPTED)
    ticket.rung = ("half", "day_before")
    now = at("06-17 17:00")
    reset_due(ticket, at("06-18 18:00"), now)
    bell = next_bell(ticket, SETTINGS, CALENDAR)
    assert bell is not None
    assert bell.at > now
    assert bell.name == "day_before"


def test_a_short_time_has_no_day_before_reminder() -> None:
    """One working day: half time comes after the evening before."""
    ticket = started(act=Act.INQUIRY)
    assert set(rings(ticket)) >= {"half", "due:0"}
    assert "day_before" not in rings(ticket)


def test_starting_the_clocks_again_forgets_what_rang() -> None:
    ticket = started()
    ticket.rung = ("accept:0", "half", "due:0")
    set_deadlines(ticket, at("06-20 10:00"), SETTINGS, PaperCalendar())
    assert not ticket.rung
    assert ticket.accept_by == at("06-21 10:00")
    assert ticket.due == at("06-26 18:00")
