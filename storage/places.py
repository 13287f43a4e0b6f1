"""Places that are learnt while running, put among those of the roster."""

from __future__ import annotations

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from casework.county import Place
from storage.learnt import key_of, note_learnt
from storage.roster_tables import places
from storage.tables import counters

_KEY = (places.c.township, places.c.village, places.c.name, places.c.grid)

_ROOM = 1024
"""Room after the last row, as an import of the file leaves it."""


class SqlPlaces:
    """See `casework.ports.Places`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def add(self, place: Place) -> bool:
        """Keep a place; False where the village has it for that grid already."""
        # The counter first: two who add, or one who imports, take turns.
        version = counters.c.name == "roster"
        self._session.execute(select(counters.c.value).where(version).with_for_update())
        key = key_of(place)
        same = [c == v for c, v in zip(_KEY, key, strict=True)]
        if self._session.execute(select(places.c.name).where(*same)).first() is not None:
            return False
        last = self._session.execute(select(func.coalesce(func.max(places.c.position), 0))).scalar_one()
        township, village, name, grid = key
        self._session.execute(
            insert(places).values(
                township=township,
                village=village,
                name=name,
                grid=grid,
                aliases=place.aliases,
                position=last + _ROOM,
            )
        )
        note_learnt(self._session, place)
        self._session.execute(update(counters).where(version).values(value=counters.c.value + 1))
        return True
