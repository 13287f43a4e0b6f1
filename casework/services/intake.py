"""Registering: a turn becomes tickets, or joins the ones that are open (PRODUCT 1.2–1.7, 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.chain import onestops
from casework.county import Village
from casework.duplicates import find_duplicate
from casework.lifecycle import Move, advance
from casework.messages import Speaker, Turn, TurnState
from casework.ports import TicketQuery, UnitOfWork
from casework.reading import Issue
from casework.routing import Route, first_asked, route, route_complaint
from casework.sensitive import concerns_cadre, is_sensitive
from casework.services.acknowledging import acknowledge
from casework.services.desk import Desk
from casework.services.filing import act_filed, speak_for
from casework.services.opening import Origin, announce, attach, first_told, open_ticket, place_words, voice
from casework.services.reopening import reopen
from casework.services.speaking import cause_of, reply, tell_cadres
from casework.services.standing_in import stand_in_on
from casework.services.turning import take_turn
from casework.taxonomy import OPEN, Act, Category, Kind, Outcome, Status
from casework.ticket import Ticket, Voice
from casework.wording import EMERGENCY_NUMBERS, joined, joined_in_danger


@dataclass(frozen=True)
class Registered:
    """What came of one matter of a turn: a ticket, and whether it was open before."""

    ticket: Ticket
    joined: bool = False
    silent: bool = False  # the speaker had raised it already
    reopened: bool = False  # it had been called done


def register(desk: Desk, turn_id: int, now: datetime) -> None:
    """Register every matter of a turn and answer once. A turn that is done is left alone."""
    take_turn(desk, turn_id, now, register_turn)


def register_turn(
    desk: Desk,
    uow: UnitOfWork,
    turn: Turn,
    now: datetime,
    act: Act | None = None,
    issues: Sequence[Issue] | None = None,
) -> list[Ticket]:
    """The same within a transaction; `act` and `issues` override what was read."""
    raiser = speak_for(desk.county, turn)
    if turn.village is None and turn.group is None:
        turn.state = TurnState.DONE
        text = desk.phrases("ask_village" if turn.cadre else "private_unknown", numbers=EMERGENCY_NUMBERS)
        reply(uow, turn, Kind.ASK, text, now)
        return []
    if turn.reading.act is Act.FILE:
        act = act_filed(desk, turn)
    found = _issues(desk, turn) if issues is None else issues
    matters = [(act or turn.reading.act, issue) for issue in found]
    return register_matters(desk, uow, turn, matters, raiser, now)


def register_matters(
    desk: Desk,
    uow: UnitOfWork,
    turn: Turn,
    matters: Sequence[tuple[Act, Issue]],
    raiser: Speaker | None,
    now: datetime,
) -> list[Ticket]:
    """Register matters, each with what it does, and answer once; `raiser` is for whom the speaker speaks."""
    taken = [_take(desk, uow, turn, issue, act, raiser, now) for act, issue in matters]
    unique = list({m.ticket.number: m for m in reversed(taken)}.values())[::-1]
    turn.tickets = tuple(m.ticket.number for m in unique)
    turn.state = TurnState.DONE
    acknowledge(desk, uow, turn, unique, now)
    return [m.ticket for m in unique]


def _issues(desk: Desk, turn: Turn) -> Sequence[Issue]:
    reading = turn.reading
    if len(reading.issues) > 1 and reading.act is not Act.EMERGENCY:
        return reading.issues[: desk.settings.max_issues]
    words = reading.argument if reading.act is Act.FILE and reading.argument else turn.text or reading.text
    return [Issue(reading.category or Category.OTHER, words, reading.places)]


def _take(
    desk: Desk, uow: UnitOfWork, turn: Turn, issue: Issue, act: Act, raiser: Speaker | None, now: datetime
) -> Registered:
    village = desk.county.village(turn.village) if turn.village else None
    private = is_sensitive(turn.reading, issue, act, desk.county, village)
    routed = _route(desk, uow, turn, issue, act, village, private, raiser, now)
    if not private:
        open_ones = uow.tickets.find(
            TicketQuery(
                statuses=OPEN,
                category=issue.category,
                village=turn.village or "",
                opened_from=now - desk.settings.duplicate_within,
            )
        )
        place = place_words(issue.places) or routed.place
        known = find_duplicate(
            open_ones,
            act=act,
            category=issue.category,
            place=place,
            grid=routed.grid,
            now=now,
            within=desk.settings.duplicate_within,
            proper=desk.county.gazetteer(turn.village or "").properly,
        )
        if known is not None:
            return _join(desk, uow, turn, known, raiser, now)
    origin = Origin(
        village,
        township=_township(desk, turn),
        group=turn.group,
        voices=_voices(desk, turn, raiser, now),
        by=turn.speaker.key,
        cause=cause_of(turn),
        private=private,
    )
    ticket = open_ticket(desk, uow, issue, act, routed, origin, now)
    ticket.filed_by = turn.person if raiser else None
    attach(ticket, turn)
    announce(desk, uow, ticket, now, cause_of(turn))
    return Registered(ticket)


def _voices(desk: Desk, turn: Turn, raiser: Speaker | None, now: datetime) -> list[Voice]:
    """Who raises it: the household that a cadre speaks for, else the speaker and who agreed meanwhile."""
    if raiser is not None:
        return [voice(desk, raiser, None, now)]
    return [voice(desk, who, turn.group, now) for who in (turn.speaker, *turn.supporters)]


def _township(desk: Desk, turn: Turn) -> str:
    group = desk.county.group(turn.group) if turn.group else None
    return group.township if group else ""


def _route(
    desk: Desk,
    uow: UnitOfWork,
    turn: Turn,
    issue: Issue,
    act: Act,
    village: Village | None,
    private: bool,
    raiser: Speaker | None,
    now: datetime,
) -> Route:
    stand_in = stand_in_on(uow, now)
    if village is None:
        known = onestops(desk.county, _township(desk, turn))
        return Route(known[0] if known else None, Status.TRIAGE, "不知道是哪个村→一站通")
    if private and concerns_cadre(issue, desk.county, village):
        return route_complaint(desk.county, village, issue.text, stand_in)
    key = raiser.person if raiser else turn.person
    info = desk.county.person(key) if key else None
    routed = route(
        desk.county,
        village,
        places=[s.text for s in issue.places],
        text=issue.text,
        household=info.household if info else None,
        stand_in=stand_in,
    )
    asks = act is Act.INQUIRY and not private
    return first_asked(desk.county, village, issue.text, routed, stand_in) if asks else routed


def _join(
    desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, raiser: Speaker | None, now: datetime
) -> Registered:
    """A voice for a ticket that is open already; the reporter's own repetition only adds words.

    What was called done and is reported again is not done: it is opened again, unless it was
    honestly called unsolved, which the new voice is told.
    """
    who, group = (raiser, None) if raiser else (turn.speaker, turn.group)
    known = ticket.voice_of(who, group) is not None
    back = ticket.status is Status.RESOLVED and (known or ticket.outcome is not Outcome.UNFIXED)
    if not known:
        add_voice(desk, uow, ticket, who, turn, now, tell=not back)
    if back:
        reopen(desk, uow, turn, ticket, now)
        return Registered(ticket, joined=True, reopened=True)
    if known:
        advance(ticket, Move.ADD, by=turn.speaker.key, now=now, why=turn.text, cause=cause_of(turn))
    attach(ticket, turn)
    return Registered(ticket, joined=True, silent=known)


def add_voice(
    desk: Desk,
    uow: UnitOfWork,
    ticket: Ticket,
    speaker: Speaker,
    turn: Turn,
    now: datetime,
    tell: bool = True,
) -> None:
    """One more co-reporter; the cadre is told, and in an emergency all who are still called."""
    advance(ticket, Move.JOIN, by=speaker.key, now=now, why=turn.text, cause=cause_of(turn))
    ticket.voices.append(voice(desk, speaker, turn.group, now))
    if not tell:
        return
    whom = first_told(desk, ticket) if ticket.accepted_at is None else [ticket.cadre]
    words = (
        joined_in_danger(ticket, speaker.name, turn.text) if ticket.urgent else joined(ticket, speaker.name)
    )
    tell_cadres(desk, uow, whom, Kind.STATUS, words, now, ticket.number, ticket.urgent, cause=cause_of(turn))
