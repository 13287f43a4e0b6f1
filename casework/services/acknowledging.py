"""The one reply that registers (PRODUCT 1.2): number, matter, whose, by when, and where if not said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from casework.messages import Turn
from casework.ports import UnitOfWork
from casework.privacy import mask
from casework.services.desk import Desk
from casework.services.speaking import reply
from casework.taxonomy import Act, Category, Kind, Status
from casework.ticket import Ticket
from casework.wording import EMERGENCY_NUMBERS, duration, head, holder, moment

if TYPE_CHECKING:
    from casework.services.intake import Registered

PLACELESS = frozenset(
    {
        Category.SOCIAL_INSURANCE,
        Category.WELFARE,
        Category.LABOUR,
        Category.MARKET,
        Category.AFFAIRS,
        Category.EDUCATION,
    }
)
"""Categories whose matters are handled without knowing where."""


def acknowledge(
    desk: Desk, uow: UnitOfWork, turn: Turn, matters: Sequence[Registered], now: datetime
) -> None:
    """Answer a registered turn, once, in its chat."""
    private = [m for m in matters if m.ticket.private]
    told = [m for m in matters if not m.ticket.private and not m.silent]
    if private and turn.group:
        reply(uow, turn, Kind.ACK, desk.phrases("registered_privately"), now, private[0].ticket.number)
    elif private:
        told = [*private, *told]
    if not told:
        return
    first = told[0].ticket
    if len(told) > 1:
        text = _many(desk, told)
    elif told[0].joined:
        text = _joined(desk, told[0])
    else:
        text = _one(desk, first)
    asked = [m.ticket for m in told if not m.joined and _place_missing(m.ticket)]
    if asked:
        text += desk.phrases("ask_place")
        for ticket in asked:
            ticket.place_asked = True
    reply(uow, turn, Kind.ACK, text, now, first.number, urgent=any(m.ticket.urgent for m in told))


def _joined(desk: Desk, matter: Registered) -> str:
    ticket, who = matter.ticket, holder(desk.county, matter.ticket)
    if matter.reopened:
        due = moment(ticket.due) if ticket.due else ""
        return desk.phrases(
            "joined_reopened", head=head(ticket), count=ticket.households, holder=who, due=due
        )
    if ticket.status is Status.RESOLVED:
        result = mask(ticket.result)
        return desk.phrases(
            "joined_unfixed", head=head(ticket), count=ticket.households, holder=who, result=result
        )
    text = desk.phrases("joined", head=head(ticket), count=ticket.households, holder=who)
    return text + desk.phrases("call_first", numbers=EMERGENCY_NUMBERS) if ticket.urgent else text


def _one(desk: Desk, ticket: Ticket) -> str:
    within = desk.settings.emergency_accept_within if ticket.urgent else desk.settings.accept_within
    if ticket.is_offered:
        return desk.phrases("registered_wish", head=head(ticket))
    key = "registered_emergency" if ticket.urgent else "registered"
    text = desk.phrases(
        key,
        head=head(ticket),
        holder=holder(desk.county, ticket),
        within=duration(within),
        numbers=EMERGENCY_NUMBERS,
    )
    if ticket.households > 1 and not ticket.urgent:
        text += desk.phrases("with_supporters", count=ticket.households)
    return text


def _many(desk: Desk, told: Sequence[Registered]) -> str:
    listed = "；".join(f"{head(m.ticket)}，由{holder(desk.county, m.ticket)}负责" for m in told)
    return desk.phrases("registered_many", listed=listed, within=duration(desk.settings.accept_within))


def _place_missing(ticket: Ticket) -> bool:
    """Whether where it is must be asked: no place was said and no household gave the grid."""
    if ticket.place or ticket.grid or ticket.act in (Act.INQUIRY, Act.WISH):
        return False
    return ticket.category not in PLACELESS
