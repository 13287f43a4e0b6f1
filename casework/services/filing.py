"""For whom a cadre speaks: the household of a 代报, and how it can be reached (PRODUCT 5)."""

from __future__ import annotations

import re
from datetime import datetime

from casework.county import County, Household
from casework.lifecycle import Move
from casework.messages import Speaker, Turn
from casework.places.speech import is_household
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.services.speaking import reachable_at, tell_cadres, tell_voices
from casework.taxonomy import OPENING, Act, Kind
from casework.ticket import Ticket
from casework.wish_wording import ask_vouching
from casework.wording import ask_verdict, holder

_KEY = re.compile(r"[Hh]\d{3,}")
WISHING = re.compile(
    r"(?<!不)(?:想|盼|希望)(?:着|能|有人)?(?:要|装|买|找|换|修|有|请|学|给|添|得到|借|配)|微?心愿|(?<!不)缺[个张条台副双件一]"
)
"""How a wish sounds where somebody tells of it."""


def filed_for(county: County, turn: Turn) -> tuple[Household, str] | None:
    """The one household that a cadre's words are about, and what they call it; None where there is none."""
    words = turn.reading.argument or turn.text
    key = _KEY.search(words)
    if key is not None:
        home = county.household(key[0].upper())
        return (home, f"{home.head}家") if home else None
    if turn.village is None:
        return None
    # By the name alone, whatever follows it: the gazetteer asks for more before it calls it a place.
    marks = [m for m in county.landmarks(turn.village) if is_household(m) and m.word in words]
    longest = [m for m in marks if not any(m.word != o.word and m.word in o.word for o in marks)]
    if len({m.name for m in longest}) != 1 or len(longest[0].grids) != 1:
        return None
    name, word, grid = longest[0].name, longest[0].word, longest[0].grids[0]
    homes = [h for h in county.households(f"{turn.village}/{grid}") if f"{h.head}家" == name]
    return (homes[0], word) if len(homes) == 1 else None


def speak_for(county: County, turn: Turn) -> Speaker | None:
    """The household as the one who raises a matter; the village becomes its own where none was known."""
    found = filed_for(county, turn) if turn.reading.act is Act.FILE else None
    if found is None:
        return None
    home, called = found
    turn.village = home.village_key
    return Speaker(home.id, called)


def act_filed(desk: Desk, turn: Turn) -> Act:
    """What a 代报 amounts to: what its words would be if the household said them, a request where unsure."""
    words = turn.reading.argument or turn.text
    act = desk.reader.read(words, village=turn.village).act
    if act is Act.WISH and not WISHING.search(words):
        return Act.REQUEST
    return act if act in OPENING else Act.WISH if "心愿" in words else Act.REQUEST


def ask_family(
    desk: Desk, uow: UnitOfWork, ticket: Ticket, doer: str | None, now: datetime, cause: int | None
) -> bool:
    """Ask those who raised it whether it is done; where the bot cannot reach them, whoever can ask them.

    That is the cadre who filed it or whose it is, never whoever has done it or had to.
    Returns whether anybody is asked at all; else it ends unconfirmed.
    """
    if ticket.filed_by is None or reachable_at(desk, uow, ticket) is not None:
        words = ask_verdict(ticket, holder(desk.county, ticket))
        tell_voices(desk, uow, ticket, Kind.CONFIRM, words, now, cause)
        return True
    doers = (doer, *own_work_of(ticket))
    others = [id for id in (ticket.filed_by, ticket.cadre) if id and id not in doers]
    words = ask_vouching(desk.county, ticket)
    tell_cadres(desk, uow, others[:1], Kind.CONFIRM, words, now, ticket.number, cause=cause)
    return bool(others)


def own_work_of(ticket: Ticket) -> tuple[str | None, ...]:
    """Whose own work a ticket is: who called it done, and who had it to do, volunteer or else cadre."""
    done_by = next((e.by for e in reversed(ticket.history) if e.move == Move.RESOLVE.value), None)
    return done_by, ticket.claimed_by or ticket.cadre
