"""Places that are learnt while running, put among those of the roster."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.county import Place
from storage.learning import put_row, take_turn
from storage.learnt import PLACES, key_of, note_learnt
from storage.roster_tables import places


class SqlPlaces:
    """See `casework.ports.Places`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def add(self, place: Place) -> bool:
        """Keep a place; False where the village has it for that grid already."""
        take_turn(self._session)
        township, village, name, grid = key_of(place)
        row = {
            "township": township,
            "village": village,
            "name": name,
            "grid": grid,
            "aliases": place.aliases,
        }
        if not put_row(self._session, places, row):
            return False
        note_learnt(self._session, PLACES, key_of(place))
        return True
