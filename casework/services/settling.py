"""The steps that bring a ticket to its end: accept, report, resolve, answer, refuse to take it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from casework.deadlines import wind
from casework.errors import IllegalMove
from casework.faq_wording import answered
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Turn
from casework.ports import UnitOfWork
from casework.services.claiming import end_claim, give_up, hear_from
from casework.services.co_handling import release_departments
from casework.services.desk import Desk
from casework.services.filing import ask_family
from casework.services.keeping import offer_entry
from casework.services.opening import attach
from casework.services.pending import ask_for_words
from casework.services.speaking import (
    cause_of,
    reply_privately,
    tell_cadres,
    tell_voices,
    without_number,
)
from casework.services.teaching import offer_place
from casework.taxonomy import Act, Kind, Outcome, Status
from casework.ticket import Ticket
from casework.wording import (
    SHOWN_BY_PHOTO,
    accepted,
    holder,
    moment,
    progress,
    rejected,
    taken_over,
)

PHOTO_WITHIN = timedelta(minutes=10)
"""A cadre's picture sent this short a time before 办结 is its evidence."""

TAKEN = "接手"
"""Why of a transfer that the next holder has completed."""

_TAKING = re.compile(r"^[\s#＃\d号]*(收到|好的?|签收|接单|OK|ok|嗯|行)?[，,。.!！、~～\s]*")
"""How a cadre says that he takes it; what follows is worth telling."""

_BARE = re.compile(
    r"^[\s#＃\d号]*(收到|好的?|签收|接单|办结|已办结|完成|已完成|搞定|处理好了|ok|OK)?[了啦。.!！~～\s]*$"
)


def accept(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """签收: the duty is his from now on."""
    _check(ticket, Move.ACCEPT, ok_again=ticket.pending is not None)
    former, unplaced = ticket.cadre, ticket.grid is None and ticket.status is Status.TRIAGE
    if is_legal(ticket.status, Move.ACCEPT):
        advance(ticket, Move.ACCEPT, by=turn.person or "", now=now, why=turn.text, cause=cause_of(turn))
    else:
        advance(ticket, Move.TRANSFER, by=turn.person or "", now=now, why=TAKEN, cause=cause_of(turn))
    take_over(desk, ticket, turn.person or "")
    ticket.accepted_at = ticket.accepted_at or now
    wind(ticket, desk.settings, desk.calendar)
    who = holder(desk.county, ticket)
    words = _TAKING.sub("", _argument(turn)).strip()
    tell_voices(desk, uow, ticket, Kind.STATUS, accepted(ticket, who, words), now, cause_of(turn))
    if former != ticket.cadre:
        tell_cadres(
            desk,
            uow,
            [former],
            Kind.STATUS,
            taken_over(ticket, who),
            now,
            ticket.number,
            cause=cause_of(turn),
        )
        if unplaced:
            offer_place(desk, uow, ticket, former, turn.person or "", now, cause_of(turn))
    due = moment(ticket.due) if ticket.due else ""
    key = "accepted_question" if ticket.act is Act.INQUIRY else "accepted"
    text = desk.phrases(key, tag=ticket.tag, due=due)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def take_over(desk: Desk, ticket: Ticket, cadre: str) -> None:
    """Make somebody with the right to it the holder; his reason is that he took it."""
    if ticket.cadre != cadre:
        person = desk.county.cadre(cadre)
        ticket.basis = f"{person.name if person else cadre}签收接手"
        own = next((g for g in desk.county.grids(ticket.village) if g.cadre == cadre), None)
        if ticket.grid is None and own is not None:
            ticket.grid = own.key
    ticket.cadre, ticket.pending = cadre, None


def report_progress(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """已经联系水厂: told to those who wait; it is an acceptance too, where there was none."""
    advance(ticket, Move.PROGRESS, by=turn.person or "", now=now, why=_argument(turn), cause=cause_of(turn))
    if ticket.accepted_at is None:
        take_over(desk, ticket, turn.person or "")
        ticket.accepted_at = now
    attach(ticket, turn, by_cadre=True)
    hear_from(desk, ticket, turn.person, now)
    wind(ticket, desk.settings, desk.calendar)
    words = progress(ticket, holder(desk.county, ticket), _argument(turn))
    tell_voices(desk, uow, ticket, Kind.STATUS, words, now, cause_of(turn))


def resolve(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """办结, with a word or a picture of what was done; 未能解决 with its reason is an honest end too."""
    _check(ticket, Move.RESOLVE)
    words = _argument(turn)
    unfixed = turn.reading.outcome_unfixed
    photos = _photos(uow, turn, now) or _kept_photo(ticket, now)
    if _BARE.match(words):
        words = ""
    if unfixed and ticket.claimed_by and turn.person == ticket.claimed_by:
        give_up(desk, uow, turn, ticket, now)
        return
    if not words and (unfixed or not photos):
        key = "ask_reason" if unfixed else "ask_result"
        ask_for_words(uow, turn, ticket, desk.phrases(key, tag=ticket.tag, move="未能解决"), now)
        return
    if ticket.act is Act.INQUIRY and not unfixed:
        answer(desk, uow, turn, ticket, now)
        return
    words = words or SHOWN_BY_PHOTO
    advance(ticket, Move.RESOLVE, by=turn.person or "", now=now, why=words, cause=cause_of(turn))
    if ticket.cadre is None or ticket.accepted_at is None:
        take_over(desk, ticket, turn.person or "")
        ticket.accepted_at = now
    ticket.resolved_at, ticket.result = now, words
    ticket.outcome = Outcome.UNFIXED if unfixed else Outcome.GRANTED if ticket.is_wish else Outcome.FIXED
    attach(ticket, turn, by_cadre=True)
    wind(ticket, desk.settings, desk.calendar)
    asked = ask_family(desk, uow, ticket, turn.person, now, cause_of(turn))
    text = desk.phrases("resolved" if asked else "resolved_unasked", tag=ticket.tag)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def _photos(uow: UnitOfWork, turn: Turn, now: datetime) -> bool:
    """Whether a picture came with the turn or just before it; it is put among the turn's messages."""
    said = uow.inbox.said(turn.group, now - PHOTO_WITHIN, turn.speaker)
    for message in said:
        if message.is_media and message.turn is None and message not in turn.messages:
            turn.messages.append(message)
            message.turn = turn.id
    return any(m.is_media for m in turn.messages)


def _kept_photo(ticket: Ticket, now: datetime) -> bool:
    """Whether whoever works on it has just put a picture with it."""
    return any(e.file and e.by_cadre and now - e.at <= PHOTO_WITHIN for e in ticket.evidence)


def answer(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """答复: told to the asker; closes the ticket as answered (PRODUCT 5)."""
    words = _argument(turn)
    _check(ticket, Move.ANSWER)
    if not words:
        ask_for_words(uow, turn, ticket, desk.phrases("ask_reason", tag=ticket.tag, move="答复"), now)
        return
    advance(ticket, Move.ANSWER, by=turn.person or "", now=now, why=words, cause=cause_of(turn))
    if ticket.accepted_at is None:
        take_over(desk, ticket, turn.person or "")
        ticket.accepted_at = now
    ticket.outcome, ticket.result = Outcome.ANSWERED, words
    ticket.resolved_at = ticket.closed_at = now
    wind(ticket, desk.settings, desk.calendar)
    words = answered(ticket, holder(desk.county, ticket), words)
    tell_voices(desk, uow, ticket, Kind.ANSWER, words, now, cause_of(turn))
    text = desk.phrases("done", tag=ticket.tag, move=Move.ANSWER.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)
    offer_entry(desk, uow, ticket, turn.person or "", now, cause_of(turn))


def reject(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """不受理, with a reason that is told."""
    _check(ticket, Move.REJECT)
    reason = _argument(turn)
    if not reason:
        ask_for_words(uow, turn, ticket, desk.phrases("ask_reason", tag=ticket.tag, move="不予受理"), now)
        return
    advance(ticket, Move.REJECT, by=turn.person or "", now=now, why=reason, cause=cause_of(turn))
    ticket.result, ticket.closed_at = reason, now
    end_claim(desk, uow, ticket, now, cause_of(turn))
    release_departments(desk, uow, ticket, now, cause_of(turn))
    wind(ticket, desk.settings, desk.calendar)
    words = rejected(ticket, holder(desk.county, ticket), reason)
    tell_voices(desk, uow, ticket, Kind.STATUS, words, now, cause_of(turn))
    text = desk.phrases("done", tag=ticket.tag, move=Move.REJECT.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def _check(ticket: Ticket, move: Move, ok_again: bool = False) -> None:
    if not is_legal(ticket.status, move) and not (ok_again and ticket.is_open):
        raise IllegalMove(ticket.number, ticket.status, move)


def _argument(turn: Turn) -> str:
    """What was said besides the command; natural words are their own argument."""
    if turn.reading.explicit:
        return turn.reading.argument.strip()
    return without_number(turn.text)
