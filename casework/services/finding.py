"""Which ticket somebody means: a number wins, then the quoted message, then what fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from casework.deeds import Deed
from casework.errors import UnknownTicket
from casework.messages import Message, Turn
from casework.people import household_of
from casework.permissions import may
from casework.ports import TicketQuery, UnitOfWork
from casework.services.desk import Desk
from casework.services.refusing import asking_of
from casework.taxonomy import OPEN, Act, Kind, Status
from casework.ticket import Ticket

_TAG = re.compile(r"[#＃](\d{1,7})(?!\d)")
_HEAD = re.compile(r"#(\d+)〔")

_WORKING = OPEN - {Status.RESOLVED}

_OF_PANELS = frozenset({Deed.DECIDE, Deed.OPINION})

_VERDICTS = frozenset({Act.RATE, Act.FIXED, Act.UNFIXED})
"""What is said of a matter that was called done."""

RECENT = frozenset(Status) - {Status.MERGED, Status.REJECTED}


def named(uow: UnitOfWork, turn: Turn) -> Ticket | None:
    """The ticket that a turn names by number or by what it quotes.

    Raises `UnknownTicket` for a written number that doesn't exist.
    """
    if turn.reading.tickets:
        number = turn.reading.tickets[0]
        ticket = uow.tickets.get(number)
        if ticket is None:
            raise UnknownTicket(number)
        return goal_of(uow, ticket)
    ticket = quoted(uow, turn)
    return goal_of(uow, ticket) if ticket else None


def goal_of(uow: UnitOfWork, ticket: Ticket) -> Ticket:
    """The ticket itself, or the one that it was merged into."""
    while ticket.merged_into is not None and (goal := uow.tickets.get(ticket.merged_into)) is not None:
        ticket = goal
    return ticket


def quoted(uow: UnitOfWork, turn: Turn) -> Ticket | None:
    """The ticket behind a quoted message: the bot's by its number, a villager's by what came of it.

    Where several stand in it, a villager means the own one that fits; a cadre is asked
    which, so that there is none.
    """
    found = quoted_ones(uow, turn)
    if len(found) < 2 or turn.cadre:
        return found[0] if len(found) == 1 else None
    mine = [t for t in found if t.voice_of(turn.speaker, turn.group) is not None]
    if turn.reading.act in _VERDICTS:
        mine = [t for t in mine if t.status is Status.RESOLVED] or mine
    return best(mine or found, turn)


def quoted_ones(uow: UnitOfWork, turn: Turn) -> list[Ticket]:
    """Every ticket that stands in what a turn quotes: several where the bot gathered what it had to say."""
    numbers = next((n for message in turn.messages if (n := _all_behind_quote(uow, message))), ())
    return [ticket for number in numbers if (ticket := uow.tickets.get(number)) is not None]


def behind_quote(uow: UnitOfWork, message: Message) -> int | None:
    """The number of the only ticket that a message quotes something of."""
    numbers = _all_behind_quote(uow, message)
    return numbers[0] if len(numbers) == 1 else None


def _all_behind_quote(uow: UnitOfWork, message: Message) -> tuple[int, ...]:
    if not message.quote_text:
        return ()
    notice = uow.outbox.quoted(message.group, message.quote_text)
    if notice is None:
        said = uow.inbox.quoted(message.group, message.quote_text)
        origin = uow.turns.get(said.turn) if said and said.turn is not None else None
        return origin.tickets if origin else ()
    # One acknowledgement may register several; any other notice of a ticket is of that one alone.
    tags = _TAG if notice.ticket is None else _HEAD if notice.kind is Kind.ACK else None
    numbers = tuple(dict.fromkeys(int(number) for number in tags.findall(notice.text))) if tags else ()
    return numbers or ((notice.ticket,) if notice.ticket is not None else ())


def own(desk: Desk, uow: UnitOfWork, turn: Turn | Message, statuses: frozenset[Status]) -> list[Ticket]:
    """Tickets that the speaker or his household raised or supported, latest first."""
    query = (
        TicketQuery(statuses=statuses, person=turn.person)
        if turn.person
        else TicketQuery(
            statuses=statuses,
            voice_name=turn.name,
            voice_group=turn.group,
            voice_handle=turn.handle,
            voice_session=turn.session,
        )
    )
    found = {t.number: t for t in uow.tickets.find(query)}
    home = household_of(desk.county, turn.speaker)
    if home is not None:
        shared = TicketQuery(statuses=statuses, household=home, private=False)
        found |= {t.number: t for t in uow.tickets.find(shared)}
    return [found[number] for number in sorted(found, reverse=True)]


def best(tickets: Sequence[Ticket], turn: Turn) -> Ticket | None:
    """The one that fits the words best: same category, then the place named, then the latest."""
    if not tickets:
        return None
    words = [s.text for s in turn.reading.places]

    def fit(ticket: Ticket) -> tuple[bool, bool, int]:
        same = turn.reading.category is ticket.category
        near = bool(ticket.place) and any(
            w in (ticket.place or "") or (ticket.place or "") in w for w in words
        )
        return same, near, ticket.number

    return max(tickets, key=fit)


def in_group(desk: Desk, uow: UnitOfWork, turn: Turn, since: datetime) -> list[Ticket]:
    """Tickets of the speaker's village that anybody may hear of, latest first."""
    if not turn.village:
        return []
    found = uow.tickets.find(
        TicketQuery(statuses=RECENT, village=turn.village, opened_from=since, private=False)
    )
    return sorted(found, key=lambda t: -t.number)


def held(uow: UnitOfWork, cadres: Iterable[str], statuses: frozenset[Status]) -> list[Ticket]:
    """Tickets that cadres have, or are asked to take over, in the order of registration."""
    mine: dict[int, Ticket] = {}
    for cadre in cadres:
        mine |= {t.number: t for t in uow.tickets.find(TicketQuery(statuses=statuses, cadre=cadre))}
        # Whoever handed it on may have accepted it before; for the next one it waits all the same.
        mine |= {t.number: t for t in uow.tickets.find(TicketQuery(statuses=_WORKING, pending=cadre))}
        mine |= {t.number: t for t in uow.tickets.find(TicketQuery(statuses=statuses, claimed_by=cadre))}
    return [mine[number] for number in sorted(mine)]


def about(turn: Turn) -> Callable[[Ticket], bool]:
    """Whether a ticket is about what a cadre's words are about."""
    words = turn.reading.text

    def fits(ticket: Ticket) -> bool:
        if ticket.place and ticket.place in words:
            return True
        return turn.reading.category is not None and turn.reading.category is ticket.category

    return fits


def meant_by_cadre(
    desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime, deed: Deed, statuses: frozenset[Status]
) -> list[Ticket]:
    """What a cadre's words without a number may be about: his, and those of whom he stands in for.

    An acceptance may be of an emergency, too, that he was called to without having it;
    an opinion or decision of whatever is in panel where he sits.
    """
    asking = asking_of(desk, uow, turn, now)

    def allowed(ticket: Ticket) -> bool:
        return may(deed, replace(asking, ticket=ticket))

    if deed in _OF_PANELS:
        return list(filter(allowed, uow.tickets.find(TicketQuery(statuses=frozenset({Status.CONSULTING})))))
    mine = list(filter(allowed, held(uow, asking.acting, statuses)))
    if deed is not Deed.ACCEPT:
        return mine
    # 收到 to a wish that waits for a volunteer says no more than that it was read.
    mine = [t for t in mine if not t.is_offered]
    calling = uow.tickets.find(TicketQuery(statuses=statuses, act=Act.EMERGENCY))
    return [*mine, *(t for t in calling if t not in mine and allowed(t))]


def meant_in_quote(
    desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime, deed: Deed, statuses: frozenset[Status]
) -> list[Ticket] | None:
    """Which of the tickets in a quoted message a cadre may do this with; None where he quotes none."""
    found = {t.number: t for t in (goal_of(uow, t) for t in quoted_ones(uow, turn))}
    if not found:
        return None
    asking = asking_of(desk, uow, turn, now)
    return [t for t in found.values() if t.status in statuses and may(deed, replace(asking, ticket=t))]


def resolve_cadre_target(
    desk: Desk,
    uow: UnitOfWork,
    turn: Turn,
    now: datetime,
    deed: Deed,
    statuses: frozenset[Status],
    fits: Callable[[Ticket], bool] | None = None,
) -> tuple[Ticket | None, list[Ticket]]:
    """The ticket a cadre means, or the ones he may mean.

    A number or a quoted bot message wins; else his only ticket in `statuses` (in the
    quoted message, where it holds several), else the only emergency that waits to be
    accepted, else the only one that fits the words.
    """
    ticket = named(uow, turn)
    if ticket is not None:
        return ticket, [ticket]
    mine = meant_in_quote(desk, uow, turn, now, deed, statuses)
    if mine is None:
        mine = meant_by_cadre(desk, uow, turn, now, deed, statuses)
    if len(mine) == 1:
        return mine[0], mine
    urgent = [t for t in mine if t.urgent and t.accepted_at is None]
    for fitting in (urgent, [t for t in mine if fits is not None and fits(t)]):
        if len(fitting) == 1:
            return fitting[0], mine
    return None, mine
