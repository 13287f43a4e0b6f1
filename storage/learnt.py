"""What the bot has learnt, or been told to strike, and no file outside knows of yet: an import leaves it be.

Whoever prepares a file cannot know it before it was exported. From then on, and once
an imported file has it (or no longer has what was struck), the file has the last word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from casework.county import Faq, Place, Roster
from storage.tables import memory

Key = tuple[str, ...]

PLACES = "learnt:"
FAQS = "learnt-faq:"
STRUCK = "struck-faq:"
"""What the names of the notes begin with; the value of a struck entry's is its answer."""


def key_of(place: Place) -> Key:
    """What tells a place from every other: township, village, name and grid, "" for no grid."""
    return (place.township, place.village, place.name, place.grid or "")


def key_of_faq(faq: Faq) -> Key:
    """What tells an entry from every other: question, township and village, "" for everybody's."""
    return (faq.question, faq.township or "", faq.village or "")


def note_learnt(session: Session, prefix: str, key: Key, value: str = "") -> None:
    """Remember that something was learnt or struck, in place of an earlier note of it."""
    name = _name(prefix, key)
    session.execute(delete(memory).where(memory.c.key == name))
    session.execute(insert(memory).values(key=name, value=value))


def unseen(connection: Connection, prefix: str) -> Mapping[Key, str]:
    """What was learnt or struck and nobody outside has seen."""
    rows = connection.execute(select(memory.c.key, memory.c.value).where(memory.c.key.startswith(prefix)))
    return {tuple(json.loads(name.removeprefix(prefix))): value for name, value in rows}


def note_seen(connection: Connection, prefix: str, keys: Iterable[Key]) -> None:
    """These were exported, came with a file, or are gone."""
    names = [_name(prefix, key) for key in keys]
    if names:
        connection.execute(delete(memory).where(memory.c.key.in_(names)))


def to_keep(roster: Roster, learnt: Iterable[Place]) -> tuple[Place, ...]:
    """Those of the learnt places that a new roster has room for.

    Their grid must still be there, and the file must not use the name otherwise.
    """
    grids = {(g.township, g.village, g.name) for g in roster.grids}
    said = {(p.township, p.village, word) for p in roster.places for word in (p.name, *p.aliases)}
    return tuple(
        place
        for place in learnt
        if (place.township, place.village, place.grid) in grids
        and (place.township, place.village, place.name) not in said
    )


def answers_to_keep(roster: Roster, learnt: Iterable[Faq]) -> tuple[Faq, ...]:
    """Those of the learnt answers whose village, or township, a new roster still has."""
    villages = {(v.township, v.name) for v in roster.villages}
    townships = {t.name for t in roster.townships}
    return tuple(
        faq
        for faq in learnt
        if (faq.village is None and faq.township in townships) or (faq.township, faq.village) in villages
    )


def _name(prefix: str, key: Key) -> str:
    return prefix + json.dumps(key, ensure_ascii=False)
