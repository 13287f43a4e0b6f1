"""The steps that put a ticket into other hands or give it more time (PRODUCT 4.3, 5)."""

from __future__ import annotations

import re
from datetime import datetime

from casework.clock import at_local, local_day
from casework.county import Cadre, County
from casework.dates import SPAN, count_of
from casework.deadlines import DUE_HOUR, add_workdays, reset_due, wind
from casework.errors import IllegalMove
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Turn
from casework.permissions import is_about
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.services.pending import ask_for_words, ask_whom
from casework.services.speaking import cause_of, reply_privately, tell_cadres, tell_voices
from casework.staff_wording import named_fully
from casework.taxonomy import Kind, Status
from casework.ticket import Ticket
from casework.wording import (
    extended,
    handed_on,
    holder,
    moment,
)

_NAME_ENDS = re.compile(r"[\s，,。；;：:]+")


def transfer(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """转 to a named colleague or department; duty stays until that one accepts (首问负责)."""
    _check(ticket, Move.TRANSFER)
    name, _, reason = _NAME_ENDS.sub(" ", turn.reading.argument.strip(), count=1).partition(" ")
    if not name:
        ask_for_words(uow, turn, ticket, desk.phrases("ask_name", tag=ticket.tag), now)
        return
    found = [c for c in colleagues_called(desk.county, name, ticket) if c.id != ticket.cadre]
    if len(found) > 1 or any(c.name == name and c.township != ticket.township for c in found):
        whom = {colleague.id: named_fully(colleague) for colleague in found}
        question = desk.phrases("ask_whom", tag=ticket.tag, name=name)
        ask_whom(uow, turn, whom, reason, question, now, ticket.number)
        return
    if not found:
        reply_privately(
            uow, turn, Kind.REFUSE, desk.phrases("unknown_colleague", name=name), now, ticket.number
        )
        return
    colleague = found[0]
    if colleague.id in ticket.returned_by or is_about(desk.county, colleague.id, ticket):
        text = desk.phrases("not_to_this_one", tag=ticket.tag, name=colleague.name)
        reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number)
        return
    advance(
        ticket,
        Move.TRANSFER,
        by=turn.person or "",
        now=now,
        why=f"转{colleague.name} {reason}".strip(),
        cause=cause_of(turn),
    )
    ticket.pending = colleague.id
    wind(ticket, desk.settings, desk.calendar)
    words = handed_on(ticket, holder(desk.county, ticket), reason)
    tell_cadres(
        desk, uow, [colleague.id], Kind.ASSIGN, words, now, ticket.number, ticket.urgent, cause=cause_of(turn)
    )
    text = desk.phrases("handed_on", tag=ticket.tag, name=colleague.name)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def colleagues_called(county: County, name: str, ticket: Ticket) -> list[Cadre]:
    """Cadres by 工号, by name in the township, by grid, or as a department's first contact: all who fit.

    Whom the township has not, another one may have.
    """
    by_id = county.cadre(name) or county.cadre(name.upper())
    if by_id is not None:
        return [by_id]
    named = list(county.cadres_named(name, ticket.township))
    if named:
        return named
    grids = [g.cadre for g in county.grids(ticket.village) if g.name == name]
    helping = [d for d in county.departments() if name in (d.name, d.name.removesuffix("办"))]
    others = [*grids, *(d.contacts[0] for d in helping if d.contacts)][:1]
    if others:
        return [cadre for id in others if (cadre := county.cadre(id)) is not None]
    return [cadre for cadre in county.cadres() if cadre.name == name]


def extend(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """延期, once, with a reason, within the limit."""
    _check(ticket, Move.EXTEND)
    words = turn.reading.argument.strip() or turn.text
    match = SPAN.search(words)
    days = count_of(match["count"]) if match else 0
    reason = re.sub(r"^[，,、:：\s]+", "", words[match.end() :]) if match else ""
    if ticket.extended or days > desk.settings.extend_workdays or not ticket.due:
        text = desk.phrases("extend_limits", tag=ticket.tag, days=desk.settings.extend_workdays)
        reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number)
        return
    if days == 0 or not reason:
        ask_for_words(uow, turn, ticket, desk.phrases("ask_reason", tag=ticket.tag, move="延期几天、"), now)
        return
    advance(
        ticket,
        Move.EXTEND,
        by=turn.person or "",
        now=now,
        why=f"{days}个工作日，{reason}",
        cause=cause_of(turn),
    )
    later = add_workdays(max(local_day(ticket.due), local_day(now)), days, desk.calendar)
    reset_due(ticket, at_local(later, DUE_HOUR), now)
    ticket.extended = True
    wind(ticket, desk.settings, desk.calendar)
    tell_voices(
        desk,
        uow,
        ticket,
        Kind.STATUS,
        extended(ticket, holder(desk.county, ticket), reason),
        now,
        cause_of(turn),
    )
    text = desk.phrases("extended", tag=ticket.tag, due=moment(ticket.due) if ticket.due else "")
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def _check(ticket: Ticket, move: Move) -> None:
    if not is_legal(ticket.status, move) or ticket.status is Status.RESOLVED:
        raise IllegalMove(ticket.number, ticket.status, move)
