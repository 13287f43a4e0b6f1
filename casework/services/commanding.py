"""A cadre's other commands: silence and speech of a group, leave, help, and those on one ticket."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from casework.deeds import Deed
from casework.digest_wording import cadre_digest
from casework.errors import Refused
from casework.messages import Turn
from casework.permissions import Asking, may
from casework.ports import UnitOfWork
from casework.services.amending import not_a_request, recategorise, relocate
from casework.services.binding import bind, hand_out
from casework.services.claiming import claim
from casework.services.desk import Desk
from casework.services.digest_facts import facts_for_cadre
from casework.services.finding import about, named, quoted_ones
from casework.services.granting import grant, release, say_word, vouch
from casework.services.keeping import keep_answer, strike_answer
from casework.services.leaving import come_back, leave
from casework.services.merging import merge, split
from casework.services.panels import give_opinion
from casework.services.publishing import publish
from casework.services.refusing import refuse
from casework.services.settling import answer
from casework.services.speaking import reply_privately
from casework.services.suggesting import dismiss, has_suggestions, open_ticket
from casework.services.targeting import explain, target
from casework.services.turning import take_turn
from casework.taxonomy import OPEN, Act, Kind, Status
from casework.ticket import Ticket

Step = Callable[[Desk, UnitOfWork, Turn, Ticket, datetime], None]
Command = Callable[[Desk, UnitOfWork, Turn, datetime], None]


def command(desk: Desk, turn_id: int, now: datetime) -> None:
    """Carry out a command; one that isn't known is said to be so, in private."""
    take_turn(desk, turn_id, now, _command)


def _command(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    run = COMMANDS.get(turn.reading.verb)
    deed, statuses, step = TICKET_COMMANDS.get(turn.reading.verb, (Deed.COMMAND, frozenset(), None))
    try:
        if run is not None:
            run(desk, uow, turn, now)
        elif step is not None:
            ticket = target(desk, uow, turn, now, deed, statuses, _fits(turn))
            if ticket is not None:
                step(desk, uow, turn, ticket, now)
        elif turn.reading.explicit:
            reply_privately(uow, turn, Kind.REFUSE, desk.phrases("unknown_command"), now)
    except Refused as error:
        explain(desk, uow, turn, deed, error, now)


_WORKING = OPEN - {Status.RESOLVED}


def _fits(turn: Turn) -> Callable[[Ticket], bool]:
    """An answer is for a question; everything else for what its words are about."""
    return (lambda ticket: ticket.act is Act.INQUIRY) if turn.reading.verb == "answer" else about(turn)


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


def help_out(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """帮助: the words that a cadre may use, in private."""
    reply_privately(uow, turn, Kind.ANSWER, desk.phrases("help"), now)


def list_tickets(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """待办: the morning's list, whenever it is wanted."""
    cadre = desk.county.cadre(turn.person or "")
    if cadre is None:
        return
    facts = facts_for_cadre(desk, uow, cadre, now)
    text = cadre_digest(facts) if facts.has_news else desk.phrases("nothing_open")
    reply_privately(uow, turn, Kind.ANSWER, text, now)


def take_back(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """不是诉求: of the ticket that is meant, else of what was put before the cadre as a suggestion."""
    if named(uow, turn) is None and not quoted_ones(uow, turn) and has_suggestions(desk, uow, turn, now):
        dismiss(desk, uow, turn, now)
        return
    ticket = target(desk, uow, turn, now, Deed.CORRECT, _WORKING, about(turn))
    if ticket is not None:
        not_a_request(desk, uow, turn, ticket, now)


COMMANDS: dict[str, Command] = {
    "bind": bind,
    "issue_code": hand_out,
    "silence": silence,
    "speak": speak,
    "leave": leave,
    "back": come_back,
    "merge": merge,
    "claim": claim,
    "release": release,
    "grant": grant,
    "wish_word": say_word,
    "not_a_request": take_back,
    "keep_answer": keep_answer,
    "strike_answer": strike_answer,
    "open_ticket": open_ticket,
    "help": help_out,
    "my_tickets": list_tickets,
}
"""Commands that find by themselves what they are for."""

TICKET_COMMANDS: dict[str, tuple[Deed, frozenset[Status], Step]] = {
    "answer": (Deed.ANSWER, _WORKING, answer),
    "opinion": (Deed.OPINION, frozenset({Status.CONSULTING}), give_opinion),
    "recategorise": (Deed.CORRECT, _WORKING, recategorise),
    "relocate": (Deed.CORRECT, _WORKING, relocate),
    "split": (Deed.SPLIT, _WORKING, split),
    "publish": (Deed.PUBLISH, _WORKING, publish),
    "vouch": (Deed.VOUCH, frozenset({Status.RESOLVED}), vouch),
}
"""Commands on one ticket: the right they need, and the statuses among which it is looked for."""
