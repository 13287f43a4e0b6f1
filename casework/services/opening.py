"""A new ticket, however it came about, and who hears of it first (PRODUCT 1.9, 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from casework.county import Village
from casework.deadlines import set_deadlines, wind
from casework.lifecycle import Move
from casework.messages import Speaker, Turn
from casework.people import household_of
from casework.ports import UnitOfWork
from casework.reading import Issue, Span
from casework.routing import Route
from casework.services.co_handling import departments_of, inform_departments
from casework.services.desk import Desk
from casework.services.publishing import offer
from casework.services.speaking import tell_cadres
from casework.taxonomy import Act, Channel, Kind
from casework.ticket import Entry, Evidence, Ticket, Voice
from casework.wish_wording import offered
from casework.wording import assignment, moment, reporters

_CHANNELS = {Act.INQUIRY: Channel.FIRST_ASKED, Act.WISH: Channel.WISH}


@dataclass(frozen=True)
class Origin:
    """Where a ticket comes from.

    voices: who raised it, the reporter first. by: key or name of who had it registered,
    why: in words, where that isn't the reporter. cause: inbox id of the message.
    """

    village: Village | None
    township: str
    group: str | None
    voices: Sequence[Voice]
    by: str
    cause: int | None
    why: str = ""
    private: bool = field(default=False)


def open_ticket(
    desk: Desk, uow: UnitOfWork, issue: Issue, act: Act, routed: Route, origin: Origin, now: datetime
) -> Ticket:
    """Keep a new ticket with its first history entries and running clocks; nobody is told yet."""
    ticket = Ticket(
        number=uow.tickets.next_number(),
        status=routed.status,
        act=act,
        category=issue.category,
        channel=_CHANNELS.get(act, Channel.ONESTOP),
        text=issue.text,
        township=origin.village.township if origin.village else origin.township,
        village=origin.village.key if origin.village else "",
        opened_at=now,
        clock_from=now,
        group=origin.group,
        grid=routed.grid,
        place=place_words(issue.places) or routed.place,
        cadre=routed.cadre,
        basis=routed.basis,
        private=origin.private,
    )
    for voice in origin.voices:
        if ticket.voice_of(voice.speaker, voice.group) is None:
            ticket.voices.append(voice)
    registered = Entry(
        now, origin.by, Move.REGISTER.value, why=origin.why, cause=origin.cause, now=ticket.status
    )
    assigned = Entry(now, "bot", Move.ASSIGN.value, why=routed.basis, cause=origin.cause, now=ticket.status)
    ticket.history += [registered, assigned]
    ticket.departments = departments_of(desk, ticket)
    set_deadlines(ticket, now, desk.settings, desk.calendar)
    wind(ticket, desk.settings, desk.calendar)
    uow.tickets.add(ticket)
    return ticket


def place_words(places: Sequence[Span]) -> str | None:
    """What is kept as a ticket's place when the gazetteer knows none: the words themselves."""
    return places[0].text if places else None


def announce(desk: Desk, uow: UnitOfWork, ticket: Ticket, now: datetime, cause: int | None) -> None:
    """Tell the cadre whose it is, and the departments that help; a wish goes to the volunteers first."""
    if ticket.is_wish and not ticket.private and offer(desk, uow, ticket, now, cause=cause):
        until = moment(now + desk.settings.offer_within)
        words = offered(ticket, reporters(ticket), until)
        tell_cadres(desk, uow, [ticket.cadre], Kind.ASSIGN, words, now, ticket.number, cause=cause)
        return
    told = first_told(desk, ticket)
    words = assignment(desk.county, ticket)
    tell_cadres(desk, uow, told, Kind.ASSIGN, words, now, ticket.number, ticket.urgent, cause=cause)
    inform_departments(desk, uow, ticket, now, ticket.departments, cause)


def first_told(desk: Desk, ticket: Ticket) -> list[str | None]:
    """Who hears of a new ticket: its cadre; in an emergency team and 包片领导 too (PRODUCT 1.9).

    An emergency calls those of every household in it, whatever grid it lives in.
    """
    told: list[str | None] = [ticket.cadre]
    if not ticket.urgent:
        return told
    homes = [desk.county.household(v.household) for v in ticket.voices if v.household]
    for key in (ticket.grid, *(home.grid_key for home in homes if home)):
        grid = desk.county.grid(key) if key else None
        if grid is not None:
            told += [*grid.team] if key == ticket.grid else [grid.cadre, *grid.team]
    village = desk.county.village(ticket.village)
    return [*told, village.leader if village else None]


def voice(desk: Desk, speaker: Speaker, group: str | None, now: datetime) -> Voice:
    """A new voice, with its household where the key tells it."""
    return Voice(
        person=speaker.person,
        name=speaker.name,
        at=now,
        group=group,
        household=household_of(desk.county, speaker),
        handle=speaker.handle,
        session=speaker.session,
    )


def attach(ticket: Ticket, turn: Turn, by_cadre: bool = False) -> None:
    """Keep a turn's messages and files with the ticket, each once."""
    known = {e.message_id for e in ticket.evidence}
    for message in turn.messages:
        if message.message_id not in known and not message.recalled:
            ticket.evidence.append(
                Evidence(message_id=message.message_id, at=message.at, file=message.file, by_cadre=by_cadre)
            )
