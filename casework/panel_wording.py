"""The sentences of a panel (会商), from its proposal to its conclusion."""

from __future__ import annotations

from collections.abc import Sequence

from casework.privacy import mask
from casework.ticket import Ticket
from casework.wording import head, moment


def convened(ticket: Ticket, who: str, reason: str) -> str:
    """Told to everybody on a panel."""
    why = f"，事由：{mask(reason)}" if reason else ""
    return (
        f"{head(ticket)}\n{who}提请会商{why}。请回“{ticket.tag} 意见 您的看法”；"
        f"包片领导以“{ticket.tag} 结论 由某某 几月几日前 做什么”定案。"
    )


def opinion(ticket: Ticket, who: str, words: str) -> str:
    """Told to the panel when somebody on it speaks."""
    return f"{ticket.tag} {who}的意见：{mask(words)}"


def panel_waits(ticket: Ticket, opinions: Sequence[tuple[str, str]]) -> str:
    """Told to the leader when a panel has had its time; with the opinions so far."""
    lines = [f"{head(ticket)}\n会商还没有结论。"]
    lines += [f"{who}：{mask(words)}" for who, words in opinions] or ["还没有人发表意见。"]
    lines.append(f"请回“{ticket.tag} 结论 由某某 几月几日前 做什么”。")
    return "\n".join(lines)


def propose_panel(ticket: Ticket) -> str:
    """Told to cadre and leader when something keeps coming back."""
    return f"{head(ticket)}\n已经重新办理{ticket.reopened}次，建议会商：回“{ticket.tag} 会商 事由”即召集组团、包片领导和部门。"


def decided(ticket: Ticket, who: str, words: str) -> str:
    """Told to the panel and to those who raised it."""
    due = f"，{moment(ticket.due)}前办结" if ticket.due else ""
    return f"{ticket.tag} 会商结论：{mask(words)}。由{who} 负责{due}"
