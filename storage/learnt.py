"""Places that the bot has learnt and that no file outside knows yet: an import leaves them be.

Whoever prepares a file cannot know them before they were exported. From then on,
and once an imported file has them, they are rows like any other, and a file
without them takes them out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from casework.county import Place, Roster
from storage.tables import memory

Key = tuple[str, ...]
"""Township, village, name and grid of a place, "" for no grid."""

_PREFIX = "learnt:"


def key_of(place: Place) -> Key:
    """What tells a place from every other."""
    return (place.township, place.village, place.name, place.grid or "")


def note_learnt(session: Session, place: Place) -> None:
    """Remember that a place was learnt; it must be new."""
    session.execute(insert(memory).values(key=_name(key_of(place)), value=""))


def unseen(connection: Connection) -> frozenset[Key]:
    """The places that were learnt and that nobody outside has seen."""
    names = connection.execute(select(memory.c.key).where(memory.c.key.startswith(_PREFIX)))
    return frozenset(tuple(json.loads(name.removeprefix(_PREFIX))) for name in names.scalars())


def note_seen(connection: Connection, keys: Iterable[Key]) -> None:
    """These were exported, came with a file, or are gone."""
    names = [_name(key) for key in keys]
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


def _name(key: Key) -> str:
    return _PREFIX + json.dumps(key, ensure_ascii=False)
