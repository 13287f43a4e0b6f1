"""A ticket as the published JSON object: the line of ``replay --json`` and ``tickets --json``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from casework.clock import BEIJING
from casework.county import County
from casework.lifecycle import Move
from casework.privacy import mask
from casework.ticket import Entry, Ticket


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
    return f"{label}：{mask(entry.why)}" if entry.why else label


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(BEIJING).isoformat() if moment else None
