"""A wish goes to the volunteers, without the family's name (PRODUCT 5)."""

from __future__ import annotations

from datetime import datetime

from casework.anonymity import without_names
from casework.county import ChatGroup, County, Purpose
from casework.deadlines import due_after, wind
from casework.errors import IllegalMove
from casework.lifecycle import Move, advance, is_legal
from casework.messages import Turn
from casework.notice import Notice
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.services.pending import ask_for_words
from casework.services.speaking import cause_of, reply_privately, tell_cadres
from casework.taxonomy import Channel, Kind
from casework.ticket import Ticket
from casework.wish_wording import nobody_claims, published
from casework.wording import head

_OF_CLAIMS = frozenset({"unclaimed", "claim_word", "release"})


def volunteer_groups(county: County, ticket: Ticket) -> list[ChatGroup]:
    """Groups of volunteers of the ticket's village, and of its whole township."""
    groups = [g for g in county.groups(Purpose.VOLUNTEERS) if g.township == ticket.township]
    return [g for g in groups if g.village_key in (None, ticket.village)]


def offer(
    desk: Desk,
    uow: UnitOfWork,
    ticket: Ticket,
    now: datetime,
    by: str = "bot",
    cause: int | None = None,
    bell: str | None = None,
) -> bool:
    """Publish a wish; False, and nothing done, where there is no volunteers' group.

    Meanwhile nobody has to accept it, and its due date is never nearer than that of a new one.
    """
    groups = volunteer_groups(desk.county, ticket)
    if not groups:
        return False
    before = any(e.move == Move.PUBLISH.value for e in ticket.history)
    ticket.shown = ticket.shown or anonymous(desk.county, ticket)
    names = "、".join(g.name for g in groups)
    advance(ticket, Move.PUBLISH, by=by, now=now, why=names, cause=cause)
    ticket.accept_by = None
    give_time(desk, ticket, now)
    words = published(ticket, again=before)
    for group in groups:
        notice = Notice(Kind.PUBLISH, words, now, group=group.name, ticket=ticket.number, cause=cause)
        notice.bell = bell
        uow.outbox.add(notice)
    return True


def anonymous(county: County, ticket: Ticket, words: str | None = None) -> str:
    """Words about a wish without the names of those who raised it or of anybody in the village."""
    homes = [h for g in county.grids(ticket.village) for h in county.households(g.key)]
    people = [n for h in homes for n in (h.head, *h.members)] + [v.name for v in ticket.voices]
    called = [a for h in homes for a in (*h.aliases, f"{h.head}家")]
    return without_names(ticket.text if words is None else words, people, called)


def give_time(desk: Desk, ticket: Ticket, now: datetime) -> None:
    """What is offered or claimed now has at least the time of a new wish; its bells ring anew."""
    days = desk.settings.workdays_for(ticket.act, ticket.category)
    later = due_after(now, days, desk.calendar)
    ticket.due = max(ticket.due, later) if ticket.due else later
    kept = (name for name in ticket.rung if name not in _OF_CLAIMS)
    ticket.rung = tuple(n for n in kept if n.split(":")[0] not in ("accept", "due"))
    wind(ticket, desk.settings, desk.calendar)


def fall_to_cadre(desk: Desk, uow: UnitOfWork, ticket: Ticket, now: datetime, bell: str | None) -> None:
    """No volunteer has come: it is the grid's cadre's, who has to accept it now."""
    advance(ticket, Move.REMIND, by="bot", now=now, why="无人认领→网格干部")
    give_time(desk, ticket, now)
    ticket.accept_by = now + desk.settings.accept_within
    wind(ticket, desk.settings, desk.calendar)
    words = nobody_claims(ticket)
    tell_cadres(desk, uow, [ticket.cadre], Kind.ASSIGN, words, now, ticket.number, once=bell, bell=bell)


def publish(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, now: datetime) -> None:
    """#12 发布 …: a cadre has a wish published, in his own words where it is private."""
    if not is_legal(ticket.status, Move.PUBLISH):
        raise IllegalMove(ticket.number, ticket.status, Move.PUBLISH)
    words = anonymous(desk.county, ticket, turn.reading.argument.strip())
    if not words and ticket.private:
        ask_for_words(uow, turn, ticket, desk.phrases("ask_publication", tag=ticket.tag), now)
        return
    ticket.shown = words or ticket.shown
    ticket.channel = Channel.WISH
    if offer(desk, uow, ticket, now, by=turn.person or "", cause=cause_of(turn)):
        text = desk.phrases("published", head=head(ticket))
        reply_privately(uow, turn, Kind.ANSWER, text, now, ticket.number)
    else:
        text = desk.phrases("no_volunteers", tag=ticket.tag)
        reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number)
