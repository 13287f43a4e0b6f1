"""A ticket as the published JSON object, and the words that every output of the ledger shares."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from casework.clock import BEIJING
from casework.county import County
from casework.lifecycle import Move
from casework.privacy import mask
from casework.taxonomy import Outcome, Status
from casework.ticket import Entry, Ticket

_STANDS_ALONE = frozenset({Outcome.ANSWERED})
"""Outcomes that no villager is asked to confirm."""

_BELLS = {
    "accept:0": "签收时限已到",
    "half": "办结时限过半",
    "day_before": "还剩一个工作日",
    "due:0": "办结时限已到",
    "claim_word": "认领后还没有消息",
}
"""Reminders, which the history keeps by the name of their bell."""

_KEPT = "\n\u200d"
"""Line ends, and what joins the parts of one picture character."""


def ticket_json(ticket: Ticket, county: County, now: datetime) -> dict[str, Any]:
    """Exactly the published fields; people by key where verified, else by display name.

    Villages and grids go by their bare names. `now` decides what is overdue.
    Private numbers are masked, as wherever words are repeated.
    """
    return {
        "ticket": str(ticket.number),
        "status": ticket.status.value,
        "outcome": ticket.outcome.value if ticket.outcome else None,
        "act": ticket.act.value,
        "category": ticket.category.value,
        "channel": ticket.channel.value,
        "text": mask(ticket.text),
        "place": ticket.place,
        "township": ticket.township,
        "village": village_name(ticket, county),
        "grid": grid_name(ticket, county),
        "cadre": ticket.cadre,
        "reporter": ticket.reporter.key,
        "co_reporters": [voice.key for voice in ticket.co_reporters],
        "opened_at": _iso(ticket.opened_at),
        "accept_by": _iso(ticket.accept_by),
        "due": _iso(ticket.due),
        "closed_at": _iso(ticket.closed_at),
        "overdue": ticket.overdue(now),
        "reopened": ticket.reopened,
        "rating": ticket.rating.value if ticket.rating else None,
        "messages": list(dict.fromkeys(e.message_id for e in ticket.evidence)),
        "photos": list(dict.fromkeys(e.file for e in ticket.evidence if e.file)),
        "private": ticket.private,
        "history": [{"at": _iso(e.at), "by": e.by, "what": what_happened(e)} for e in ticket.history],
    }


def village_name(ticket: Ticket, county: County) -> str:
    """The village without its township."""
    village = county.village(ticket.village)
    return village.name if village else ticket.village.rpartition("/")[2]


def grid_name(ticket: Ticket, county: County) -> str | None:
    """The grid without its village, None where none was found."""
    if ticket.grid is None:
        return None
    grid = county.grid(ticket.grid)
    return grid.name if grid else ticket.grid.rpartition("/")[2]


def what_happened(entry: Entry) -> str:
    """One entry of the history in words: the move, and why or with what."""
    label = Move(entry.move).label
    why = _BELLS.get(entry.why, entry.why) if entry.move == Move.REMIND.value else entry.why
    return f"{label}：{mask(why)}" if why else label


def verdict_of(ticket: Ticket) -> str | None:
    """What the villager has said of its end: 待确认, 已确认, or 未确认 where nobody answered; else None.

    Unconfirmed never counts as satisfied (PRODUCT 4.5).
    """
    if ticket.status is Status.RESOLVED:
        return "待确认"
    if ticket.status is not Status.CLOSED or ticket.outcome in _STANDS_ALONE:
        return None
    return "未确认" if ticket.unconfirmed else "已确认"


def remarks(ticket: Ticket, now: datetime) -> list[str]:
    """What is out of the ordinary about it, the most pressing first."""
    waiting = ticket.status in (Status.TRIAGE, Status.ASSIGNED)
    unaccepted = waiting and ticket.accept_by is not None and now > ticket.accept_by
    found = (
        ("急件", ticket.urgent),
        ("未签收超时" if unaccepted else "超时", ticket.overdue(now)),
        ("不公开", ticket.private),
        ("未确认", ticket.unconfirmed),
        (Outcome.UNFIXED.label, ticket.outcome is Outcome.UNFIXED),
        (ticket.rating.label if ticket.rating else "", ticket.rating is not None),
        (f"重办{ticket.reopened}次", ticket.reopened > 0),
    )
    return [words for words, holds in found if holds]


def shown(text: str) -> str:
    """Somebody's words as a terminal or a cell may show them: masked, with nothing that steers either."""
    return "".join(c for c in mask(text) if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cf"))


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(BEIJING).isoformat() if moment else None
