"""The published JSON object of a ticket: its fields, and how villages, people and the history are named."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.ledger import ticket_json
from casework.lifecycle import Move, advance
from casework.taxonomy import Outcome, Rating, Status
from casework.ticket import Entry, Evidence
from tests.casework.cast import (
    CHEN,
    FIRST,
    MORNING,
    UNCLE_LI,
    VILLAGE,
    a_ticket,
    a_voice,
    at,
    the_county,
    王某某,
)

COUNTY = the_county()

FIELDS = [
    "ticket",
    "status",
    "outcome",
    "act",
    "category",
    "channel",
    "text",
    "place",
    "township",
    "village",
    "grid",
    "cadre",
    "reporter",
    "co_reporters",
    "opened_at",
    "accept_by",
    "due",
    "closed_at",
    "overdue",
    "reopened",
    "rating",
    "messages",
    "photos",
    "private",
    "history",
]


def test_it_has_exactly_the_published_fields() -> None:
    assert list(ticket_json(a_ticket(), COUNTY, MORNING)) == FIELDS


def test_it_can_be_written_as_json() -> None:
    ticket = a_ticket(due=at("06-17 18:00"), accept_by=at("06-11 09:00"))
    assert json.loads(json.dumps(ticket_json(ticket, COUNTY, MORNING)))["due"] == "2026-06-17T18:00:00+08:00"


def test_codes_and_not_labels_stand_for_what_is_stored() -> None:
    ticket = a_ticket(status=Status.CLOSED, outcome=Outcome.UNFIXED, rating=Rating.FAIR)
    told = ticket_json(ticket, COUNTY, MORNING)
    expected = ("closed", "unfixed", "fair", "water", "request", "onestop")
    assert tuple(told[k] for k in ("status", "outcome", "rating", "category", "act", "channel")) == expected


def test_the_number_is_a_string_as_in_the_lines_before() -> None:
    assert ticket_json(a_ticket(7), COUNTY, MORNING)["ticket"] == "7"


def test_village_and_grid_go_by_their_bare_names() -> None:
    told = ticket_json(a_ticket(village=VILLAGE, grid=FIRST), COUNTY, MORNING)
    assert (told["township"], told["village"], told["grid"]) == ("前童镇", "联合村", "第一网格")


def test_names_that_have_left_the_roster_stay_bare() -> None:
    ticket = a_ticket(township="老镇", village="老镇/旧村", grid="老镇/旧村/第九网格")
    told = ticket_json(ticket, COUNTY, MORNING)
    assert (told["village"], told["grid"]) == ("旧村", "第九网格")


def test_without_a_grid_it_says_null() -> None:
    assert ticket_json(a_ticket(grid=None), COUNTY, MORNING)["grid"] is None


def test_people_go_by_key_where_verified_else_by_display_name() -> None:
    ticket = a_ticket(voices=[a_voice(CHEN), a_voice(UNCLE_LI)])
    told = ticket_json(ticket, COUNTY, MORNING)
    assert (told["reporter"], told["co_reporters"]) == ("H0012/陈小红", ["李伯"])


def test_the_cadre_goes_by_his_number() -> None:
    assert ticket_json(a_ticket(cadre=王某某), COUNTY, MORNING)["cadre"] == "K001"


def test_moments_are_told_in_beijing_time() -> None:
    ticket = a_ticket(opened_at=MORNING.astimezone(tz=None))
    assert ticket_json(ticket, COUNTY, MORNING)["opened_at"] == "2026-06-10T09:00:00+08:00"


@pytest.mark.parametrize(("late", "overdue"), [(timedelta(0), False), (timedelta(seconds=1), True)])
def test_overdue_goes_by_the_given_moment(late: timedelta, overdue: bool) -> None:
    accept_by = at("06-11 09:00")
    assert ticket_json(a_ticket(accept_by=accept_by), COUNTY, accept_by + late)["overdue"] is overdue


def test_each_message_and_file_is_named_once_in_order() -> None:
    evidence = [
        Evidence("m2", MORNING),
        Evidence("m1", MORNING, file="pipe.jpg"),
        Evidence("m1", MORNING, file="pipe.jpg"),
    ]
    told = ticket_json(a_ticket(evidence=evidence), COUNTY, MORNING)
    assert (told["messages"], told["photos"]) == (["m2", "m1"], ["pipe.jpg"])


def test_the_history_is_told_in_words() -> None:
    ticket = a_ticket()
    advance(ticket, Move.ACCEPT, by=王某某, now=at("06-10 10:00"), why="下午去看")
    advance(ticket, Move.RESOLVE, by=王某某, now=at("06-10 15:00"))
    assert ticket_json(ticket, COUNTY, MORNING)["history"] == [
        {"at": "2026-06-10T10:00:00+08:00", "by": "K001", "what": "签收：下午去看"},
        {"at": "2026-06-10T15:00:00+08:00", "by": "K001", "what": "办结"},
    ]


@pytest.mark.parametrize("bell", ["accept:0", "half", "day_before", "due:0", "claim_word"])
def test_a_reminder_is_told_in_words_and_not_by_the_name_of_its_bell(bell: str) -> None:
    entry = Entry(MORNING, "bot", Move.REMIND.value, why=bell)
    what = ticket_json(a_ticket(history=[entry]), COUNTY, MORNING)["history"][0]["what"]
    assert what.startswith("催办：") and bell not in what


@pytest.mark.parametrize("move", Move)
def test_every_move_has_words(move: Move) -> None:
    entry = Entry(MORNING, "bot", move.value)
    assert ticket_json(a_ticket(history=[entry]), COUNTY, MORNING)["history"][0]["what"] == move.label


def test_private_numbers_are_masked_in_text_and_history() -> None:
    ticket = a_ticket(text="水管爆了，打13812345678")
    advance(ticket, Move.ADD, by="王婶", now=MORNING, why="换13987654321")
    told = json.dumps(ticket_json(ticket, COUNTY, MORNING), ensure_ascii=False)
    assert "138****5678" in told
    assert "13812345678" not in told
    assert "13987654321" not in told
