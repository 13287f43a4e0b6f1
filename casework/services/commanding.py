"""A cadre's other commands: silence and speech of a group, leave, opinions, answers, corrections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from casework.deadlines import due_after, reset_due, wind
from casework.errors import IllegalMove, UnknownTicket
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Turn, TurnState
from casework.permissions import Asking, Deed, may
from casework.ports import UnitOfWork
from casework.services.binding import bind, hand_out
from casework.services.correcting import note_correction
from casework.services.desk import Desk
from casework.services.finding import named
from casework.services.handing_on import panel
from casework.services.leaving import come_back, leave
from casework.services.refusing import asking_of, refuse
from casework.services.settling import answer
from casework.services.speaking import cause_of, reply_privately, tell_cadres
from casework.services.suggesting import dismiss, open_ticket
from casework.taxonomy import Act, Category, Kind, category_of
from casework.ticket import Ticket
from casework.wording import holder, opinion

Command = Callable[[Desk, UnitOfWork, Turn, datetime], None]


def command(desk: Desk, turn_id: int, now: datetime) -> None:
    """Carry out a command; one that isn't known is said to be so, in private."""
    with desk.works() as uow:
        turn = uow.turns.get(turn_id)
        if turn is None or turn.state is TurnState.DONE:
            return
        run = COMMANDS.get(turn.reading.verb)
        try:
            if run is not None:
                run(desk, uow, turn, now)
            elif turn.reading.explicit:
                reply_privately(uow, turn, Kind.REFUSE, desk.phrases("unknown_command"), now)
        except UnknownTicket as error:
            text = desk.phrases("no_such_ticket", tag=f"#{error.number}")
            reply_privately(uow, turn, Kind.REFUSE, text, now)
        except IllegalMove as error:
            text = desk.phrases(
                "refused_move", tag=f"#{error.number}", status=error.status.label, move=error.move.label
            )
            reply_privately(uow, turn, Kind.REFUSE, text, now, error.number)
        turn.state = TurnState.DONE
        uow.commit()


def _switch(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime, silent: bool) -> None:
    group = desk.county.group(turn.group) if turn.group else None
    if group is None:
        return
    asking = Asking(desk.county, turn.speaker, group.name, village=group.village_key, township=group.township)
    if not may(Deed.SWITCH, asking):
        refuse(desk, uow, turn, Deed.SWITCH, turn.text, now)
        reply_privately(uow, turn, Kind.REFUSE, desk.phrases("refused_group"), now)
        return
    uow.memory.put(f"silent:{group.name}", now.isoformat() if silent else None)
    key = "group_silenced" if silent else "group_speaking"
    reply_privately(uow, turn, Kind.ANSWER, desk.phrases(key), now)


def silence(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """安静: the bot goes on registering and tells the group nothing but the digest (PRODUCT 1.6)."""
    _switch(desk, uow, turn, now, silent=True)


def speak(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """恢复: the opposite of 安静."""
    _switch(desk, uow, turn, now, silent=False)


def _own_ticket(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime, deed: Deed) -> Ticket | None:
    """The ticket named by a command, if the cadre has the right to it; he is told otherwise."""
    ticket = named(uow, turn)
    if ticket is None:
        reply_privately(uow, turn, Kind.REFUSE, desk.phrases("unknown_command"), now)
        return None
    if not may(deed, asking_of(desk, uow, turn, now, ticket)):
        refuse(desk, uow, turn, deed, turn.text, now, ticket)
        who = "一站通" if ticket.private else holder(desk.county, ticket)
        text = desk.phrases("refused_not_yours", tag=ticket.tag, holder=who)
        reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number)
        return None
    turn.tickets = (ticket.number,)
    return ticket


def give_answer(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """#12 答复 …: told to the asker, closes the ticket as answered."""
    ticket = _own_ticket(desk, uow, turn, now, Deed.ANSWER)
    if ticket is not None:
        answer(desk, uow, turn, ticket, now)


def give_opinion(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """#12 意见 …: kept with the ticket, told to its panel; anybody on the panel may."""
    ticket = _own_ticket(desk, uow, turn, now, Deed.OPINION)
    if ticket is None:
        return
    words = turn.reading.argument.strip()
    cadre = desk.county.cadre(turn.person or "")
    advance(ticket, Move.ADD, by=turn.person or "", now=now, why=words, cause=cause_of(turn))
    turn.tickets = (ticket.number,)
    told = [c for c in panel(desk, ticket) if c != turn.person]
    words = opinion(ticket, cadre.name if cadre else "", words)
    tell_cadres(desk, uow, told, Kind.STATUS, words, now, ticket.number, cause=cause_of(turn))
    reply_privately(
        uow, turn, Kind.ANSWER, desk.phrases("done", tag=ticket.tag, move="意见"), now, ticket.number
    )


def recategorise(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """#12 类别 供水: a cadre corrects what was understood."""
    ticket = _own_ticket(desk, uow, turn, now, Deed.CORRECT)
    if ticket is None:
        return
    name = turn.reading.argument.strip()
    category = category_of(name)
    if category is None:
        known = "、".join(c.label for c in Category)
        reply_privately(
            uow,
            turn,
            Kind.REFUSE,
            desk.phrases("unknown_category", name=name, known=known),
            now,
            ticket.number,
        )
        return
    if not is_legal(ticket.status, Move.CORRECT):
        raise IllegalMove(ticket.number, ticket.status, Move.CORRECT)
    why = f"类别：{ticket.category.label}→{category.label}"
    note_correction(desk, uow, ticket, turn.person or "", ticket.act, category, now)
    advance(ticket, Move.CORRECT, by=turn.person or "", now=now, why=why, cause=cause_of(turn))
    ticket.category = category
    if not ticket.extended and not ticket.urgent:
        days = desk.settings.workdays_for(ticket.act, category)
        reset_due(ticket, due_after(ticket.clock_from, days, desk.calendar), now)
    wind(ticket, desk.settings, desk.calendar)
    text = desk.phrases("corrected", tag=ticket.tag, category=category.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


def not_a_request(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """#12 不是诉求: the bot heard wrongly; the ticket is taken back and the group told nothing.

    Without a ticket it dismisses what was put before the cadre as a suggestion.
    """
    if named(uow, turn) is None:
        dismiss(desk, uow, turn, now)
        return
    ticket = _own_ticket(desk, uow, turn, now, Deed.CORRECT)
    if ticket is None:
        return
    note_correction(desk, uow, ticket, turn.person or "", Act.CHAT, None, now)
    advance(
        ticket, Move.WITHDRAW, by=turn.person or "", now=now, why="干部更正：不是诉求", cause=cause_of(turn)
    )
    ticket.closed_at = now
    wind(ticket, desk.settings, desk.calendar)
    text = desk.phrases("done", tag=ticket.tag, move=Move.WITHDRAW.label)
    reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)


COMMANDS: dict[str, Command] = {
    "bind": bind,
    "issue_code": hand_out,
    "silence": silence,
    "speak": speak,
    "leave": leave,
    "back": come_back,
    "answer": give_answer,
    "opinion": give_opinion,
    "recategorise": recategorise,
    "not_a_request": not_a_request,
    "open_ticket": open_ticket,
}
