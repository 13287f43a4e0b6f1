"""Stars are counted from the history alone, and only for what a family has confirmed (PRODUCT 5, 8)."""

from __future__ import annotations

from typing import Any

from casework.lifecycle import Move, advance
from casework.stars import Standing, Star, standings, star_of
from casework.taxonomy import Channel, Outcome, Rating, Status
from casework.ticket import Ticket
from tests.casework.cast import a_ticket, at, 何某某, 王某某

ZHOU = "H0020/周大海"


def a_wish(*moves: tuple[Move, str, str], number: int = 1, **changed: Any) -> Ticket:
    """A wish to which these things happened: what, by whom, when."""
    ticket = a_ticket(number, channel=Channel.WISH, status=Status.ASSIGNED)
    for move, by, when in moves:
        advance(ticket, move, by=by, now=at(when))
    ticket.outcome = Outcome.GRANTED
    for name, value in changed.items():
        setattr(ticket, name, value)
    return ticket


CLAIM, DONE = (Move.CLAIM, ZHOU, "06-10 09:00"), (Move.RESOLVE, ZHOU, "06-12 09:00")
RATED = (Move.RATE, "小红", "06-30 20:00")


def test_a_confirmed_wish_is_a_star_of_who_had_claimed_it() -> None:
    assert star_of(a_wish(CLAIM, DONE, RATED)) == Star(ZHOU, 1, at("06-30 20:00"))
    assert star_of(a_wish(CLAIM, (Move.RESOLVE, 王某某, "06-12 09:00"), RATED)) == Star(
        ZHOU, 1, at("06-30 20:00")
    )


def test_without_a_claim_it_is_who_did_it() -> None:
    assert star_of(a_wish((Move.RESOLVE, 王某某, "06-12 09:00"), RATED)) == Star(王某某, 1, at("06-30 20:00"))


def test_a_claim_that_lapsed_earns_nothing() -> None:
    released = (Move.RELEASE, "bot", "06-11 09:00")
    other = (Move.CLAIM, 何某某, "06-11 10:00")
    star = star_of(a_wish(CLAIM, released, other, DONE, RATED))
    assert star is not None and star.person == 何某某


def test_unconfirmed_dissatisfied_or_unsolved_earns_nothing() -> None:
    assert star_of(a_wish(CLAIM, DONE)) is None
    assert star_of(a_wish(CLAIM, DONE, (Move.LAPSE, "bot", "06-17 09:00"))) is None
    assert star_of(a_wish(CLAIM, DONE, RATED, rating=Rating.DISSATISFIED)) is None
    assert star_of(a_wish(CLAIM, DONE, RATED, outcome=Outcome.UNFIXED)) is None
    assert star_of(a_wish(CLAIM, DONE, RATED, channel=Channel.ONESTOP)) is None


def test_what_was_reopened_begins_anew() -> None:
    again = [
        (Move.REOPEN, "小红", "07-01 09:00"),
        (Move.RESOLVE, 王某某, "07-02 09:00"),
        (Move.CONFIRM, "小红", "07-03 09:00"),
    ]
    assert star_of(a_wish(CLAIM, DONE, RATED, *again)) == Star(王某某, 1, at("07-03 09:00"))


def test_a_month_s_standing_shares_ranks_and_opens_its_tickets() -> None:
    mine = [a_wish(CLAIM, DONE, RATED, number=n) for n in (3, 1)]
    his = a_wish((Move.CLAIM, 何某某, "06-10 09:00"), DONE, RATED, number=2)
    hers = a_wish((Move.CLAIM, 王某某, "06-10 09:00"), DONE, RATED, number=4)
    later = a_wish(CLAIM, DONE, (Move.RATE, "小红", "07-01 00:00"), number=5)
    found = standings([*mine, his, hers, later], at("06-01 00:00"), at("07-01 00:00"))
    assert found == [Standing(1, ZHOU, [1, 3]), Standing(2, 王某某, [4]), Standing(2, 何某某, [2])]
    assert found[0].stars == 2
