"""What the storage tests speak about: one village, one morning."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from casework.clock import BEIJING
from casework.messages import Message, Turn
from casework.notice import Notice, NoticeState
from casework.reading import Reading
from casework.taxonomy import Act, Category, Channel, Kind, Status
from casework.ticket import Entry, Ticket, Voice
from storage.work import SqlWorks

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)
GROUP = "双桥村民情交流群"


def minutes(count: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)


def a_message(id: str, text: str = "三组的水管又爆了", **changed: Any) -> Message:
    """王婶 says something in the village's group at nine."""
    values: dict[str, Any] = {"at": NINE, "person": None, "name": "王婶", "group": GROUP, **changed}
    return Message("sandbox", id, text=text, **values)


def a_turn(**changed: Any) -> Turn:
    """王婶's turn, begun at nine."""
    values: dict[str, Any] = {
        "group": GROUP,
        "person": None,
        "name": "王婶",
        "village": "前童镇/双桥村",
        "reading": Reading("三组的水管又爆了", Act.REQUEST, 0.9, Category.WATER, 0.8),
        "first_at": NINE,
        "last_at": NINE,
        "ready_at": NINE + timedelta(seconds=12),
        **changed,
    }
    return Turn(**values)


def a_ticket(number: int, **changed: Any) -> Ticket:
    """王婶's burst main, assigned to K001."""
    values: dict[str, Any] = {
        "status": Status.ASSIGNED,
        "act": Act.REQUEST,
        "category": Category.WATER,
        "channel": Channel.ONESTOP,
        "text": "三组的水管又爆了",
        "township": "前童镇",
        "village": "前童镇/双桥村",
        "opened_at": NINE,
        "clock_from": NINE,
        "group": GROUP,
        "cadre": "K001",
        "voices": [Voice(None, "王婶", NINE, group=GROUP)],
        "history": [Entry(NINE, "bot", "register", now=Status.ASSIGNED)],
        **changed,
    }
    return Ticket(number, **values)


def a_notice(text: str = "@王婶 已登记 #1〔供水〕", **changed: Any) -> Notice:
    """The bot answers in the group."""
    values: dict[str, Any] = {"kind": Kind.ACK, "created_at": NINE, "group": GROUP, **changed}
    return Notice(text=text, **values)


def sent(text: str, **changed: Any) -> Notice:
    """Something the bot has said."""
    return a_notice(text, **{"state": NoticeState.SENT, "sent_at": NINE, **changed})


def keep_ticket(works: SqlWorks, **changed: Any) -> int:
    """Register a ticket and commit; its number."""
    with works() as work:
        ticket = a_ticket(work.tickets.next_number(), **changed)
        work.tickets.add(ticket)
        work.commit()
    return ticket.number
