"""A wish that somebody has claimed: what he says of it, and how it ends (PRODUCT 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from casework.errors import NotYours
from casework.lifecycle import Move, advance
from casework.messages import Message, Turn
from casework.ports import TicketQuery, UnitOfWork
from casework.reading import Reading
from casework.services.claiming import give_up, hear_from
from casework.services.desk import Desk
from casework.services.filing import own_work_of
from casework.services.finding import behind_quote, named
from casework.services.opening import attach
from casework.services.pending import take_choice
from casework.services.settling import report_progress, resolve
from casework.services.speaking import cause_of, reply, reply_privately, tell_cadres
from casework.similarity import shares
from casework.taxonomy import Act, Kind, Outcome, Rating, Status
from casework.ticket import Ticket
from casework.wish_wording import granted_thanks

_TAKEN = frozenset({Status.ACCEPTED})
_WORDS = frozenset({Act.PROGRESS, Act.ACCEPT})


def volunteers_words(
    desk: Desk,
    uow: UnitOfWork,
    message: Message,
    reading: Reading,
    village: str | None,
    now: datetime,
    at_work: bool,
) -> Reading | None:
    """What a volunteer who is no cadre says of the wish that he has claimed, else None.

    at_work: whether he says it in private or among volunteers; in a village's group
    only words that name the wish are about it.
    """
    if message.person is None:
        return None
    mine = list(uow.tickets.find(TicketQuery(statuses=_TAKEN, claimed_by=message.person)))
    if not mine:
        return None
    theirs = desk.reader.read(message.text, cadre=True, village=village)
    chosen = take_choice(uow, message, theirs, now)
    if chosen is not None and chosen.verb == "grant":
        return chosen
    told = theirs.tickets[0] if theirs.tickets else behind_quote(uow, message)
    ticket = next((t for t in mine if t.number == told), None)
    if ticket is None and (told is not None or not at_work or reading.actionable or len(mine) > 1):
        return None
    verb = _verb(theirs, message, ticket is not None, ticket or mine[0])
    argument = theirs.argument if theirs.explicit else message.text
    number = (ticket or mine[0]).number
    heard = replace(theirs, act=Act.COMMAND, verb=verb, tickets=(number,), explicit=True, argument=argument)
    return heard if verb else None


def _verb(theirs: Reading, message: Message, is_named: bool, ticket: Ticket) -> str:
    if theirs.act is Act.RESOLVE:
        return "grant"
    if theirs.act is Act.COMMAND and theirs.verb:
        return theirs.verb if theirs.verb in ("claim", "release") else ""
    about = is_named or message.is_media or shares(message.text, ticket.text)
    return "wish_word" if theirs.act in _WORDS or about else ""


def grant(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """办结 from the volunteer: the family is asked; 未能解决 gives the claim up."""
    ticket = _claimed(uow, turn)
    if turn.reading.outcome_unfixed:
        give_up(desk, uow, turn, ticket, now)
    else:
        resolve(desk, uow, turn, ticket, now)


def say_word(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """How far the volunteer is, told to the family; his time begins anew. A picture is kept in silence."""
    ticket = _claimed(uow, turn)
    if turn.text:
        report_progress(desk, uow, turn, ticket, now)
        return
    advance(ticket, Move.ADD, by=turn.person or "", now=now, cause=cause_of(turn))
    attach(ticket, turn, by_cadre=True)
    hear_from(desk, ticket, turn.person, now)


def release(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """放弃认领 #12, or of the only one that he has claimed."""
    ticket = named(uow, turn)
    mine = list(uow.tickets.find(TicketQuery(statuses=_TAKEN, claimed_by=turn.person or "")))
    if ticket is None and len(mine) == 1:
        ticket = mine[0]
    if ticket not in mine or ticket is None:
        tag = ticket.tag if ticket else ""
        text = desk.phrases("claim_not_yours", tag=tag)
        reply(uow, turn, Kind.REFUSE, text, now, ticket.number if ticket else None)
        return
    give_up(desk, uow, turn, ticket, now)


def _claimed(uow: UnitOfWork, turn: Turn) -> Ticket:
    number = turn.reading.tickets[0]
    ticket = uow.tickets.get(number)
    if ticket is None or ticket.claimed_by is None or ticket.claimed_by != turn.person:
        raise NotYours(number, ticket.cadre if ticket else None)
    turn.tickets = (number,)
    return ticket


def vouch(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """#12 家属确认: a cadre has asked a family that the bot cannot reach; never whose own work it is."""
    if ticket.filed_by is None or turn.person in own_work_of(ticket):
        text = desk.phrases("vouch_refused", tag=ticket.tag)
        reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number)
        return
    why = f"代家属确认 {turn.reading.argument}".strip()
    advance(ticket, Move.CONFIRM, by=turn.person or "", now=now, why=why, cause=cause_of(turn))
    ticket.closed_at = now
    ticket.outcome = ticket.outcome or ended_as(ticket)
    thank(desk, uow, ticket, now, cause_of(turn))
    text = desk.phrases("done", tag=ticket.tag, move=Move.CONFIRM.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def ended_as(ticket: Ticket) -> Outcome:
    """How a matter ended that those who raised it call done."""
    return Outcome.GRANTED if ticket.is_wish else Outcome.FIXED


def thank(desk: Desk, uow: UnitOfWork, ticket: Ticket, now: datetime, cause: int | None) -> None:
    """Tell the volunteer that the family has confirmed."""
    if ticket.claimed_by and ticket.outcome is Outcome.GRANTED and ticket.rating is not Rating.DISSATISFIED:
        words = granted_thanks(ticket)
        tell_cadres(desk, uow, [ticket.claimed_by], Kind.STATUS, words, now, ticket.number, cause=cause)
