"""Every pair of a status and a move, from a table written from the specification, not from the code."""

from __future__ import annotations

import pytest

from casework.errors import IllegalMove
from casework.lifecycle import MOVES, Move, advance, is_legal
from casework.taxonomy import OPEN, Status
from tests.casework.cast import MORNING, a_ticket
from tests.casework.lifecycle_page import PAGE, WHO, page

# Columns: triage assigned accepted consulting resolved closed rejected merged withdrawn.
# A letter says where the move leads, "." that it is refused.
COLUMNS = "TACPRXJMW"
TABLE = """
assign    AAAA.....
accept    CC.......
progress  CCCP.....
resolve   RRRR.....
transfer  TACP.....
return    TTT......
extend    .ACP.....
consult   PPP......
opinion   ...P.....
decide    ...A.....
reject    JJJJ.....
answer    XXXXX....
keep      .....X...
join      TACPR....
add       TACPRX...
correct   TACPR....
merge     MMMM.....
split     TACP.....
publish   TA.......
claim     CC.......
release   ..A......
confirm   XXXXX....
lapse     ....X....
reopen    ....AAA..
rate      ....XX...
withdraw  WWWWW....
recall    TACPRXJMW
remind    TACPR....
escalate  TACPR....
register  .........
"""
STATUS = dict(zip(COLUMNS, Status, strict=True))
EXPECTED = {
    (Move(name), STATUS[column]): STATUS.get(to)
    for name, row in (line.split() for line in TABLE.strip().splitlines())
    for column, to in zip(COLUMNS, row, strict=True)
}


def test_the_table_here_names_every_pair() -> None:
    assert len(EXPECTED) == len(Move) * len(Status)
    assert set(MOVES) | {Move.REGISTER} == set(Move)


@pytest.mark.parametrize(("move", "status"), EXPECTED, ids=lambda value: str(value))
def test_every_pair_is_allowed_or_refused(move: Move, status: Status) -> None:
    to = EXPECTED[move, status]
    ticket = a_ticket(status=status)
    assert is_legal(status, move) is (to is not None)
    if to is None:
        with pytest.raises(IllegalMove) as refused:
            advance(ticket, move, by="K001", now=MORNING)
        assert (refused.value.number, refused.value.status, refused.value.move) == (12, status, move)
        assert ticket.status is status
        assert ticket.history == []
        return
    advance(ticket, move, by="K001", now=MORNING, why="理由", cause=7)
    assert ticket.status is to
    (entry,) = ticket.history
    assert (entry.at, entry.by, entry.move, entry.why, entry.cause) == (
        MORNING,
        "K001",
        move.value,
        "理由",
        7,
    )
    assert (entry.was, entry.now) == (status, to)


def test_the_history_only_grows() -> None:
    ticket = a_ticket()
    advance(ticket, Move.ACCEPT, by="K001", now=MORNING)
    first = ticket.history[0]
    advance(ticket, Move.RESOLVE, by="K001", now=MORNING)
    assert ticket.history[0] is first
    assert [e.move for e in ticket.history] == ["accept", "resolve"]


@pytest.mark.parametrize("status", list(Status))
def test_what_is_open_can_always_be_ended(status: Status) -> None:
    """Nothing open is a dead end; what is over is only reopened from closed, or where nobody took it."""
    endings = {to for (move, was), to in EXPECTED.items() if was is status and to and not to.is_open}
    assert bool(endings - {status}) is (status in OPEN)
    back = {was for (move, was), to in EXPECTED.items() if to and to.is_open and not was.is_open}
    assert back == {Status.CLOSED, Status.REJECTED}


def test_the_page_in_docs_is_up_to_date() -> None:
    assert set(WHO) == set(MOVES)
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.casework.lifecycle_page"
