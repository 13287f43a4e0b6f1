"""The life of a ticket: one table, one door.

`MOVES` says from which status a move is legal and where it leads; `advance` is
the only function that changes a status, and it always leaves an entry in the
history (PRODUCT 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from casework.errors import IllegalMove
from casework.taxonomy import Labelled, Status
from casework.ticket import LAPSE, Entry, Ticket


class Move(Labelled):
    """What can happen to a ticket."""

    REGISTER = "register", "登记"
    ASSIGN = "assign", "派单"
    ACCEPT = "accept", "签收"
    PROGRESS = "progress", "进展"
    RESOLVE = "resolve", "办结"
    TRANSFER = "transfer", "转办"
    RETURN = "return", "退回"
    EXTEND = "extend", "延期"
    CONSULT = "consult", "会商"
    OPINION = "opinion", "会商意见"
    DECIDE = "decide", "会商结论"
    REJECT = "reject", "不予受理"
    ANSWER = "answer", "答复"
    KEEP = "keep", "存入问答"
    JOIN = "join", "附议"
    ADD = "add", "补充"
    CORRECT = "correct", "更正"
    MERGE = "merge", "并单"
    SPLIT = "split", "拆分"
    PUBLISH = "publish", "发布心愿"
    CLAIM = "claim", "认领"
    RELEASE = "release", "认领失效"
    CONFIRM = "confirm", "确认办结"
    LAPSE = LAPSE, "逾期未确认"
    REOPEN = "reopen", "重新办理"
    RATE = "rate", "评价"
    WITHDRAW = "withdraw", "撤回"
    RECALL = "recall", "原话撤回"
    REMIND = "remind", "催办"
    ESCALATE = "escalate", "上报"


_T, _A, _C, _P = Status.TRIAGE, Status.ASSIGNED, Status.ACCEPTED, Status.CONSULTING
_R, _X = Status.RESOLVED, Status.CLOSED
_STAY = {s: s for s in (_T, _A, _C, _P, _R)}
_WORKING = {s: s for s in (_T, _A, _C, _P)}

MOVES: Mapping[Move, Mapping[Status, Status]] = {
    Move.ASSIGN: {_T: _A, _A: _A, _C: _A, _P: _A},
    Move.ACCEPT: {_T: _C, _A: _C},
    Move.PROGRESS: {_T: _C, _A: _C, _C: _C, _P: _P},
    Move.RESOLVE: {_T: _R, _A: _R, _C: _R, _P: _R},
    Move.TRANSFER: _WORKING,
    Move.RETURN: {_T: _T, _A: _T, _C: _T},
    Move.EXTEND: {_A: _A, _C: _C, _P: _P},
    Move.CONSULT: {_T: _P, _A: _P, _C: _P},
    Move.OPINION: {_P: _P},
    Move.DECIDE: {_P: _A},
    Move.REJECT: {_T: Status.REJECTED, _A: Status.REJECTED, _C: Status.REJECTED, _P: Status.REJECTED},
    Move.ANSWER: {_T: _X, _A: _X, _C: _X, _P: _X, _R: _X},
    Move.KEEP: {_X: _X},
    Move.JOIN: _STAY,
    Move.ADD: {**_STAY, _X: _X},
    Move.CORRECT: _STAY,
    Move.MERGE: dict.fromkeys((_T, _A, _C, _P), Status.MERGED),
    Move.SPLIT: _WORKING,
    Move.PUBLISH: {_T: _T, _A: _A},
    Move.CLAIM: {_T: _C, _A: _C},
    Move.RELEASE: {_C: _A},
    Move.CONFIRM: dict.fromkeys((_T, _A, _C, _P, _R), _X),
    Move.LAPSE: {_R: _X},
    Move.REOPEN: {_R: _A, _X: _A, Status.REJECTED: _A},
    Move.RATE: {_R: _X, _X: _X},
    Move.WITHDRAW: dict.fromkeys((_T, _A, _C, _P, _R), Status.WITHDRAWN),
    Move.RECALL: {s: s for s in Status},
    Move.REMIND: _STAY,
    Move.ESCALATE: _STAY,
}
"""From where each move is legal, and where it leads. `REGISTER` begins a ticket and has no row."""


def is_legal(status: Status, move: Move) -> bool:
    """Whether `move` may be made from `status`."""
    return status in MOVES.get(move, {})


def advance(
    ticket: Ticket, move: Move, *, by: str, now: datetime, why: str = "", cause: int | None = None
) -> None:
    """Make a move and write it into the history.

    by: key or display name of who made it, or ``bot``.
    cause: id of the message that caused it.

    Raises `IllegalMove`, changing nothing, where the table has no such entry.
    """
    try:
        to = MOVES[move][ticket.status]
    except KeyError:
        raise IllegalMove(ticket.number, ticket.status, move) from None
    ticket.history.append(
        Entry(at=now, by=by, move=move.value, why=why, cause=cause, was=ticket.status, now=to)
    )
    ticket.status = to
