"""Every act of a cadre and of the reporter, tried on a ticket of every status by its use case (PRODUCT 4).

What the table of moves allows happens and leads where it says; what it doesn't is
refused and changes nothing.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.lifecycle import MOVES, Move
from casework.taxonomy import Act, Category, Outcome, Status
from casework.ticket import Entry, Ticket
from tests.casework.cast import AUNT_WANG, MORNING, UNCLE_LI, a_ticket, a_voice, 王某某, 赵国平
from tests.services.office import Office, to

CADRES = {
    "#1 收到": Move.ACCEPT,
    "#1 进展 已经联系水厂": Move.PROGRESS,
    "#1 办结 换了管子": Move.RESOLVE,
    "#1 未能解决 属于规划道路": Move.RESOLVE,
    "#1 转 李某某": Move.TRANSFER,
    "#1 退回 不归我管": Move.RETURN,
    "#1 延期3天 等材料": Move.EXTEND,
    "#1 会商 两家都有理": Move.CONSULT,
    "#1 不受理 已在打官司": Move.REJECT,
    "#1 答复 每天八点到五点": Move.ANSWER,
    "#1 类别 供电": Move.CORRECT,
}
REPORTERS = {
    "#1 满意": Move.RATE,
    "#1 没解决": Move.REOPEN,
    "#1 水好了": Move.CONFIRM,
    "#1 不用了": Move.WITHDRAW,
}
_AFTER = (Status.RESOLVED, Status.CLOSED)
_WORKED_ON = (Status.ACCEPTED, Status.CONSULTING, *_AFTER)


def kept(office: Office, status: Status) -> Ticket:
    """王婶's pipe in a status, with what belongs to it."""
    ticket = a_ticket(
        1,
        status=status,
        voices=[a_voice()],
        accept_by=MORNING + timedelta(days=1),
        due=MORNING + timedelta(days=7),
        accepted_at=MORNING if status in _WORKED_ON else None,
        resolved_at=MORNING if status in _AFTER else None,
        closed_at=None if status.is_open else MORNING,
        outcome=Outcome.FIXED if status in _AFTER else None,
    )
    if status is Status.CONSULTING:
        ticket.history.append(Entry(MORNING, 王某某, Move.CONSULT.value, was=Status.ASSIGNED, now=status))
    office.keep(ticket)
    return ticket


@pytest.mark.parametrize("status", list(Status), ids=str)
@pytest.mark.parametrize(("words", "move"), CADRES.items())
def test_what_a_cadre_may_do(office: Office, words: str, move: Move, status: Status) -> None:
    before = len(kept(office, status).history)
    said = office.tell(王某某, words)
    ticket = office.ticket()
    allowed = MOVES[move].get(status)
    if status is Status.RESOLVED and move is Move.TRANSFER:
        allowed = None
    if allowed is None:
        assert (ticket.status, len(ticket.history)) == (status, before)
        assert [n.kind for n in said] == ["refuse"]
        assert status.label in to(said, 王某某)[0]
    else:
        assert ticket.status is allowed
        assert ticket.history[-1].move == move.value
        assert ticket.history[-1].by == 王某某


@pytest.mark.parametrize("status", list(Status), ids=str)
def test_what_a_leader_may_conclude(office: Office, status: Status) -> None:
    kept(office, status)
    office.tell(赵国平, "#1 结论 由王某某办理")
    assert office.ticket().status is MOVES[Move.DECIDE].get(status, status)


@pytest.mark.parametrize("status", list(Status), ids=str)
@pytest.mark.parametrize(("words", "move"), REPORTERS.items())
def test_what_the_reporter_may_do(office: Office, words: str, move: Move, status: Status) -> None:
    office.reader.teach("#1 水好了", Act.FIXED, Category.WATER, tickets=(1,))
    office.reader.teach("#1 不用了", Act.WITHDRAW, tickets=(1,))
    kept(office, status)
    office.say(AUNT_WANG, words)
    ticket = office.ticket()
    settled_words = move is Move.WITHDRAW and status is Status.RESOLVED
    if settled_words or status not in MOVES[move]:
        assert ticket.status is status
    else:
        assert ticket.status is MOVES[move][status]


@pytest.mark.parametrize("status", list(Status), ids=str)
def test_when_a_neighbour_may_join(office: Office, status: Status) -> None:
    office.reader.teach("#1 我家也是", Act.METOO, tickets=(1,))
    kept(office, status)
    office.say(UNCLE_LI, "#1 我家也是")
    ticket = office.ticket()
    joined = len(ticket.voices) == 2
    assert joined is (status in MOVES[Move.JOIN])
    assert ticket.status.is_open is status.is_open
