"""Writes `docs/lifecycle.md` from the table of legal moves.

Run it after a change of `casework/lifecycle.py`: ``.venv/bin/python -m tests.casework.lifecycle_page``.
"""

from __future__ import annotations

from pathlib import Path

from casework.lifecycle import MOVES, Move
from casework.taxonomy import OPEN, Status

PAGE = Path(__file__).resolve().parents[2] / "docs" / "lifecycle.md"

WHO = {
    Move.ASSIGN: "the bot, by place, household or roster",
    Move.ACCEPT: "收到 · 好的，下午去看 · #12 收到",
    Move.PROGRESS: "#12 进展 … · 已经联系水厂",
    Move.RESOLVE: "#12 办结 … · #12 未能解决 …",
    Move.TRANSFER: "#12 转 姓名; taking it over or declining is written down as the same move",
    Move.RETURN: "#12 退回 理由",
    Move.EXTEND: "#12 延期3天 理由",
    Move.CONSULT: "#12 会商 事由",
    Move.OPINION: "#12 意见 …",
    Move.DECIDE: "#12 结论 …, the leader's",
    Move.REJECT: "#12 不受理 理由",
    Move.ANSWER: "#12 答复 …",
    Move.KEEP: "存入问答, of an answer that was told",
    Move.JOIN: "我家也是 · the same matter told again by a neighbour",
    Move.ADD: "就在老樟树那边 · a picture · what a reporter says meanwhile",
    Move.CORRECT: "#12 类别 供水 · #12 地点 老樟树",
    Move.MERGE: "#12 并入 #9",
    Move.SPLIT: "#12 拆分 …",
    Move.PUBLISH: "the bot, to the volunteers",
    Move.CLAIM: "认领 #12",
    Move.RELEASE: "the bot, after days without word · the volunteer himself",
    Move.CONFIRM: "水好了",
    Move.LAPSE: "the bot, after five days without an answer",
    Move.REOPEN: "没解决 · a picture of it",
    Move.RATE: "满意 · 基本满意 · 不满意",
    Move.WITHDRAW: "不用了 · a message taken back before anybody accepted · #12 不是诉求",
    Move.RECALL: "a message taken back later: only a mark",
    Move.REMIND: "the bot, by the clock",
    Move.ESCALATE: "the bot, a step a day",
}
"""Who makes a move, and in what words."""

_HEAD = """# The life of a ticket

Written by `python -m tests.casework.lifecycle_page` from the table `MOVES` in `casework/lifecycle.py`;
a test fails where it is out of date. A cell says which status a move leads to, `=` that it stays, and
nothing that the move is refused. Every move made is an entry in the history; whose right it is stands
in `casework/permissions.py`.
"""


def page() -> str:
    """The page as it should be."""
    titles = "".join(f" {s.label} |" for s in Status)
    codes = "".join(f" `{s.value}` |" for s in Status)
    lines = [_HEAD, f"| move | by |{titles}", "|---|---|" + "---|" * len(Status), f"| | |{codes}"]
    for move, leads in MOVES.items():
        cells = "".join(f" {_cell(s, leads.get(s))} |" for s in Status)
        lines.append(f"| {move.label} `{move.value}` | {WHO[move]} |{cells}")
    still = "、".join(s.label for s in Status if s in OPEN)
    lines += ["", f"Open are {still}. `register` begins a ticket and has no row: it is made from no status."]
    return "\n".join(lines) + "\n"


def _cell(status: Status, to: Status | None) -> str:
    return "" if to is None else "=" if to is status else to.label


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
