"""会商: convene, hear, decide (PRODUCT 5).

A panel never stops a clock: the due date stands until the conclusion names another,
which is the end and the reason in one. A panel that goes nowhere is the leader's to hurry.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

from casework.clock import at_local, local_day
from casework.county import Cadre, County
from casework.dates import day_named
from casework.deadlines import DUE_HOUR, set_deadlines, wind
from casework.errors import IllegalMove
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Turn
from casework.panel_wording import convened, decided, opinion, propose_panel
from casework.permissions import is_about, seats
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.services.pending import ask_for_words
from casework.services.speaking import cause_of, reply_privately, tell_cadres, tell_voices
from casework.staff_wording import named_fully
from casework.taxonomy import Channel, Kind
from casework.ticket import Ticket
from casework.wording import assignment, holder

PROPOSED_AFTER = 2
"""So many reopenings, and a panel is proposed."""

_GIVES = r"(?:由|请|让|交给?|派|安排)\s*"
_TAKES = r"\s*(?:负责|牵头|主办|承办|落实|处理|去办|来办)"


def convene(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """会商: the team, the 包片领导 and the departments are told and can give an opinion."""
    reason = turn.reading.argument.strip()
    advance(ticket, Move.CONSULT, by=turn.person or "", now=now, why=reason, cause=cause_of(turn))
    ticket.channel = Channel.PANEL
    named = [d.name for d in desk.county.departments() if d.name in reason]
    ticket.departments = tuple(dict.fromkeys((*ticket.departments, *named)))
    wind(ticket, desk.settings, desk.calendar)
    cadre = desk.county.cadre(turn.person or "")
    words = convened(ticket, cadre.name if cadre else holder(desk.county, ticket), reason)
    _tell_panel(desk, uow, turn, ticket, Kind.ASSIGN, words, now, seats(desk.county, ticket))
    text = desk.phrases("done", tag=ticket.tag, move=Move.CONSULT.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def give_opinion(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """#12 意见 …: kept with the ticket, told to its panel."""
    if not is_legal(ticket.status, Move.OPINION):
        raise IllegalMove(ticket.number, ticket.status, Move.OPINION)
    words = turn.reading.argument.strip()
    if not words:
        ask_for_words(uow, turn, ticket, desk.phrases("ask_opinion", tag=ticket.tag), now)
        return
    cadre = desk.county.cadre(turn.person or "")
    advance(ticket, Move.OPINION, by=turn.person or "", now=now, why=words, cause=cause_of(turn))
    told = opinion(ticket, cadre.name if cadre else "", words)
    _tell_panel(desk, uow, turn, ticket, Kind.STATUS, told, now, seats(desk.county, ticket))
    text = desk.phrases("done", tag=ticket.tag, move=Move.OPINION.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def decide(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """结论 by the leader ends the panel: the clocks start anew, for the handler and till the day it names."""
    if not is_legal(ticket.status, Move.DECIDE):
        raise IllegalMove(ticket.number, ticket.status, Move.DECIDE)
    words = turn.reading.argument.strip()
    if not words:
        ask_for_words(uow, turn, ticket, desk.phrases("ask_reason", tag=ticket.tag, move="会商结论"), now)
        return
    handler = handler_named(desk.county, ticket, words)
    twins = [] if handler else namesakes_named(desk.county, ticket, words)
    if twins:
        listed = "、".join(map(named_fully, twins))
        text = desk.phrases("which_namesake", name=twins[0].name, listed=listed)
        reply_privately(uow, turn, Kind.ASK, text, now, ticket.number)
        return
    if handler and (handler.id in ticket.returned_by or is_about(desk.county, handler.id, ticket)):
        text = desk.phrases("not_to_this_one", tag=ticket.tag, name=handler.name)
        reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number)
        return
    day = day_named(words, local_day(now), desk.calendar)
    due = at_local(day, DUE_HOUR) if day else None
    if due is not None and due <= now:
        reply_privately(
            uow, turn, Kind.REFUSE, desk.phrases("date_passed", tag=ticket.tag), now, ticket.number
        )
        return
    sat = [*seats(desk.county, ticket)]
    advance(ticket, Move.DECIDE, by=turn.person or "", now=now, why=words, cause=cause_of(turn))
    if handler is not None:
        ticket.cadre, ticket.basis = handler.id, "会商结论指定"
    ticket.accepted_at, ticket.pending, ticket.extended = None, None, False
    set_deadlines(ticket, now, desk.settings, desk.calendar)
    if due is not None and ticket.accept_by is not None:
        ticket.due, ticket.accept_by = due, min(due, ticket.accept_by)
    wind(ticket, desk.settings, desk.calendar)
    told = decided(ticket, holder(desk.county, ticket), words)
    others = [id for id in sat if id != ticket.cadre]
    _tell_panel(desk, uow, turn, ticket, Kind.STATUS, told, now, others)
    task = [told, assignment(desk.county, ticket)]
    tell_cadres(
        desk,
        uow,
        [ticket.cadre],
        Kind.ASSIGN,
        "\n".join(task),
        now,
        ticket.number,
        ticket.urgent,
        cause=cause_of(turn),
    )
    tell_voices(desk, uow, ticket, Kind.STATUS, told, now, cause_of(turn))
    text = desk.phrases("done", tag=ticket.tag, move=Move.DECIDE.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def handler_named(county: County, ticket: Ticket, words: str) -> Cadre | None:
    """Whom a conclusion puts in charge: behind 由, before 负责, or the only one it names at all."""
    named = {name: id for name, id in _people(county, ticket) if name in words}
    for pattern in (_GIVES + "{}", "{}" + _TAKES):
        for name, id in sorted(named.items(), key=lambda pair: -len(pair[0])):
            if re.search(pattern.format(re.escape(name)), words):
                return county.cadre(id)
    alone = set(named.values())
    return county.cadre(alone.pop()) if len(alone) == 1 else None


def namesakes_named(county: County, ticket: Ticket, words: str) -> list[Cadre]:
    """Cadres of the township of one name that a conclusion names, none of whom is on the panel."""
    there = [c for c in county.cadres() if c.township == ticket.township]
    counts = Counter(c.name for c in there)
    name = next((name for name, count in counts.items() if count > 1 and name in words), None)
    return [c for c in there if c.name == name]


def _people(county: County, ticket: Ticket) -> list[tuple[str, str]]:
    """Names that stand for one cadre: those on the panel before others of the township; later ones win."""
    sat = [c for id in seats(county, ticket) if (c := county.cadre(id))]
    there = [c for c in county.cadres() if c.township == ticket.township]
    known = [(c.name, c.id) for c in there if [o.name for o in there].count(c.name) == 1]
    known += [(d.name, d.contacts[0]) for d in county.departments() if d.contacts]
    known += [(g.name, g.cadre) for g in county.grids(ticket.village)]
    return [*known, *((c.name, c.id) for c in reversed(sat)), *((c.id, c.id) for c in there)]


def propose(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """Propose a panel for what was called done twice and was not."""
    if ticket.reopened < PROPOSED_AFTER or ticket.channel is Channel.PANEL:
        return
    village = desk.county.village(ticket.village)
    leader = village.leader if village else None
    whom = [id for id in (ticket.cadre, leader) if id and not is_about(desk.county, id, ticket)]
    words = propose_panel(ticket)
    tell_cadres(desk, uow, whom, Kind.ASK, words, now, ticket.number, cause=cause_of(turn))


def _tell_panel(
    desk: Desk,
    uow: UnitOfWork,
    turn: Turn,
    ticket: Ticket,
    kind: Kind,
    words: str,
    now: datetime,
    sat: list[str],
) -> None:
    """Tell everybody who sits on it, but for who just spoke."""
    others = [id for id in sat if id != turn.person]
    tell_cadres(desk, uow, others, kind, words, now, ticket.number, ticket.urgent, cause=cause_of(turn))
