"""Two tickets that are one matter, and one ticket that is two (PRODUCT 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from casework.deadlines import wind
from casework.deeds import Deed
from casework.errors import IllegalMove, NotYours, UnknownTicket
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Turn
from casework.permissions import may
from casework.ports import UnitOfWork
from casework.reading import Issue
from casework.routing import Route, route
from casework.services.claiming import end_claim
from casework.services.co_handling import release_departments
from casework.services.desk import Desk
from casework.services.finding import meant_by_cadre, meant_in_quote, quoted
from casework.services.opening import Origin, announce, open_ticket
from casework.services.pending import ask_for_words, ask_which
from casework.services.refusing import asking_of
from casework.services.speaking import cause_of, reply_privately, tell_cadres, tell_voices
from casework.services.standing_in import stand_in_on
from casework.taxonomy import OPEN, OPENING, Act, Kind, Status
from casework.ticket import Evidence, Ticket, Voice
from casework.wording import co_handling_merged, duration, holder, merged, merged_away, merged_here, split_off

_WORKING = OPEN - {Status.RESOLVED}


def merge(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """#12 并入 #9: its voices and evidence go over, it ends as merged. Raises `Refused`."""
    goal = uow.tickets.get(turn.reading.tickets[-1]) if turn.reading.tickets else None
    if goal is None:
        raise UnknownTicket(turn.reading.tickets[-1] if turn.reading.tickets else 0)
    source = _source(desk, uow, turn, goal, now)
    if source is None:
        return
    if not may(Deed.MERGE, asking_of(desk, uow, turn, now, source)):
        raise NotYours(source.number, source.cadre)
    if not is_legal(source.status, Move.MERGE):
        raise IllegalMove(source.number, source.status, Move.MERGE)
    if not is_legal(goal.status, Move.JOIN):
        raise IllegalMove(goal.number, goal.status, Move.JOIN)
    if source.urgent and not goal.urgent:
        # Nobody is called for the other one.
        text = desk.phrases("merge_urgent", tag=source.tag, other=goal.tag)
    elif source is goal or source.village != goal.village or source.private != goal.private:
        text = desk.phrases("merge_unlike", tag=source.tag, other=goal.tag)
    else:
        _merge(desk, uow, turn, source, goal, now)
        text = desk.phrases("merged", tag=source.tag, other=goal.tag, count=goal.households)
        reply_privately(uow, turn, Kind.ANSWER, text, now, goal.number)
        return
    reply_privately(uow, turn, Kind.REFUSE, text, now, source.number)


def _source(desk: Desk, uow: UnitOfWork, turn: Turn, goal: Ticket, now: datetime) -> Ticket | None:
    """The ticket that goes into another: named, quoted, the only one it can be, or asked for."""
    if len(turn.reading.tickets) > 1:
        found = uow.tickets.get(turn.reading.tickets[0])
        if found is None:
            raise UnknownTicket(turn.reading.tickets[0])
        return found
    found = quoted(uow, turn)
    if found is not None:
        return found
    meant = meant_in_quote(desk, uow, turn, now, Deed.MERGE, _WORKING)
    if meant is None:
        meant = meant_by_cadre(desk, uow, turn, now, Deed.MERGE, _WORKING)
    mine = [t for t in meant if t is not goal]
    if len(mine) == 1:
        return mine[0]
    if mine:
        ask_which(uow, turn, mine, desk.phrases("ask_which"), now)
    else:
        text = desk.phrases("nothing_waiting", move=Deed.MERGE.label)
        reply_privately(uow, turn, Kind.REFUSE, text, now)
    return None


def _merge(desk: Desk, uow: UnitOfWork, turn: Turn, source: Ticket, goal: Ticket, now: datetime) -> None:
    cause = cause_of(turn)
    advance(source, Move.MERGE, by=turn.person or "", now=now, why=f"并入{goal.tag}", cause=cause)
    source.merged_into, source.closed_at = goal.number, now
    end_claim(desk, uow, source, now, cause)
    for stays in (True, False):
        names = [d for d in source.departments if (d in goal.departments) is stays]
        words = co_handling_merged(source, goal, stays)
        release_departments(desk, uow, source, now, cause, words, names)
    wind(source, desk.settings, desk.calendar)
    fresh = [v for v in source.voices if goal.voice_of(v.speaker, v.group) is None]
    for voice in fresh:
        advance(goal, Move.JOIN, by=voice.key, now=now, why=f"{source.tag}并入", cause=cause)
        goal.voices.append(_copy(voice))
    if not fresh:
        advance(goal, Move.ADD, by=turn.person or "", now=now, why=f"{source.tag}并入", cause=cause)
    known = {e.message_id for e in goal.evidence}
    goal.evidence += [
        Evidence(e.message_id, e.at, e.file, e.by_cadre) for e in source.evidence if e.message_id not in known
    ]
    words = merged(source, goal, holder(desk.county, goal))
    tell_voices(desk, uow, source, Kind.STATUS, words, now, cause)
    if goal.cadre != turn.person:
        here = merged_here(source, goal)
        tell_cadres(desk, uow, [goal.cadre], Kind.STATUS, here, now, goal.number, cause=cause)
    others = [c for c in (source.cadre, source.pending) if c not in (goal.cadre, turn.person)]
    away = merged_away(source, goal, holder(desk.county, goal))
    tell_cadres(desk, uow, others, Kind.STATUS, away, now, source.number, cause=cause)


def _copy(voice: Voice) -> Voice:
    return Voice(
        voice.person, voice.name, voice.at, voice.group, voice.household, voice.handle, voice.session
    )


def split(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """#12 拆分 桥头路灯不亮: a second matter of the same reporter's gets a number of its own."""
    if not is_legal(ticket.status, Move.SPLIT):
        raise IllegalMove(ticket.number, ticket.status, Move.SPLIT)
    words = turn.reading.argument.strip()
    if not words:
        ask_for_words(uow, turn, ticket, desk.phrases("ask_split", tag=ticket.tag), now)
        return
    reading = desk.reader.read(words, village=ticket.village)
    act = reading.act if reading.act in OPENING else Act.REQUEST
    issue = Issue(reading.category or ticket.category, words, reading.places)
    village, reporter = desk.county.village(ticket.village), ticket.reporter
    origin = Origin(
        village,
        ticket.township,
        ticket.group,
        voices=[replace(_copy(reporter), at=now)],
        by=turn.person or "",
        cause=cause_of(turn),
        why=f"由{ticket.tag}拆出",
        private=ticket.private,
    )
    if village is None or ticket.private:
        # Who may see it stays as narrow as it was.
        routed = Route(ticket.cadre, Status.ASSIGNED, f"由{ticket.tag}拆出", grid=ticket.grid)
    else:
        home = desk.county.household(reporter.household) if reporter.household else None
        routed = route(
            desk.county,
            village,
            places=[s.text for s in reading.places],
            text=words,
            household=home,
            stand_in=stand_in_on(uow, now),
        )
    fresh = open_ticket(desk, uow, issue, act, routed, origin, now)
    why = f"拆出{fresh.tag}：{words}"
    advance(ticket, Move.SPLIT, by=turn.person or "", now=now, why=why, cause=cause_of(turn))
    announce(desk, uow, fresh, now, cause_of(turn))
    within = duration(desk.settings.emergency_accept_within if fresh.urgent else desk.settings.accept_within)
    told = split_off(ticket, fresh, holder(desk.county, fresh), within)
    tell_voices(desk, uow, fresh, Kind.ACK, told, now, cause_of(turn))
    text = desk.phrases("split", tag=ticket.tag, other=fresh.tag, holder=holder(desk.county, fresh))
    reply_privately(uow, turn, Kind.ANSWER, text, now, fresh.number)
