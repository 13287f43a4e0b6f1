"""What a cadre's 转 teaches: the place of a matter nobody could place becomes a name of the gazetteer.

The grid's 责任人 has taken the matter, so it is his; whoever handed it on is asked,
once and in private, whether the place word shall be kept, and one 是 keeps it.
"""

from __future__ import annotations

import json
import re
from datetime import datetime

from casework.county import Place
from casework.messages import Message
from casework.places.grammar import HOME, bare_name
from casework.places.speech import is_han, plain
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.services.pending import ANSWER_WITHIN
from casework.services.speaking import tell_cadres
from casework.taxonomy import Kind
from casework.ticket import Ticket
from casework.wording import place_kept, propose_place

_YES = re.compile(r"^\s*(?:是的?|对的?)[。.!！~～\s]*$")
_LONGEST = 12


def offer_place(
    desk: Desk,
    uow: UnitOfWork,
    ticket: Ticket,
    giver: str | None,
    taker: str,
    now: datetime,
    cause: int | None,
) -> None:
    """Ask who gave a ticket away, once `taker` has accepted it, whether its place is that one's grid's.

    Nothing is asked about a private matter, a place that is known, or a taker who
    has more than one grid in the village, or none.
    """
    grids = [g for g in desk.county.grids(ticket.village) if g.cadre == taker]
    name = bare_name(plain(ticket.place or ""))
    if giver is None or ticket.private or len(grids) != 1 or not _is_new(desk, ticket, name):
        return
    kept = {"at": now.isoformat(), "ticket": ticket.number, "grid": grids[0].key, "name": name}
    uow.memory.put(f"teach:{giver}", json.dumps(kept, ensure_ascii=False))
    question = propose_place(ticket, name, grids[0].name)
    tell_cadres(desk, uow, [giver], Kind.ASK, question, now, ticket.number, cause=cause)


def _is_new(desk: Desk, ticket: Ticket, name: str) -> bool:
    fits = len(name) <= _LONGEST and sum(map(is_han, name)) > 1 and not HOME.search(name)
    return fits and not desk.county.gazetteer(ticket.village).find(name)


def learn_place(desk: Desk, uow: UnitOfWork, message: Message, now: datetime) -> bool:
    """Keep the place that a cadre was asked about, if his message says yes to it in private.

    Returns whether it did; in force at once, and exported with the roster.
    """
    kept = uow.memory.get(f"teach:{message.person}") if message.group is None else None
    if kept is None:
        return False
    asked = json.loads(kept)
    fresh = now - datetime.fromisoformat(asked["at"]) <= ANSWER_WITHIN
    agreed = _YES.match(message.text) is not None
    if agreed or not fresh:
        uow.memory.put(f"teach:{message.person}", None)
    grid = desk.county.grid(asked["grid"])
    if not (agreed and fresh) or grid is None:
        return False
    uow.places.add(Place(grid.township, grid.village, asked["name"], grid.name))
    text = place_kept(asked["ticket"], asked["name"], grid.name)
    tell_cadres(desk, uow, [message.person], Kind.ANSWER, text, now, asked["ticket"], cause=message.id)
    return True
