"""The roster in the database: taken in as a whole, with only what differs written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection, Engine

from casework.county import Faq, Place, Roster
from storage.bulk import Told, building, nobody
from storage.engine import reading
from storage.learnt import (
    FAQS,
    PLACES,
    STRUCK,
    Key,
    answers_to_keep,
    key_of,
    key_of_faq,
    note_seen,
    to_keep,
    unseen,
)
from storage.roster_difference import Counts, Difference, blank_keys, compare, fields_of
from storage.roster_format import SHEETS, Sheet
from storage.roster_tables import table_of
from storage.tables import counters


@building()
def import_roster(engine: Engine, roster: Roster, told: Told = nobody) -> Mapping[str, Counts]:
    """Make the database hold exactly this roster, at once and as a whole; counts by file name.

    Places and answers that were learnt while running stay, and what was struck stays out (see
    `storage.learnt`). The version
    grows if anything changed; taking in the same roster again changes nothing.
    What differs is found out before anything is locked, so that a running bot waits
    no longer than the writing takes.
    """
    while True:
        prepared = _prepare(engine, roster)
        if prepared.write(engine, told):
            return prepared.counts


@building()
def export_roster(engine: Engine) -> Roster:
    """The roster as it is, in the order of its files."""
    with reading(engine).connect() as connection:
        return Roster(**{sheet.part: load_rows(connection, sheet.part) for sheet in SHEETS})


def note_exported(engine: Engine, roster: Roster) -> None:
    """Somebody outside has these rows in hand now: what his file lacks later, he took out."""
    with engine.begin() as connection:
        note_seen(connection, PLACES, unseen(connection, PLACES).keys() & set(map(key_of, roster.places)))
        note_seen(connection, FAQS, unseen(connection, FAQS).keys() & set(map(key_of_faq, roster.faqs)))
        note_seen(connection, STRUCK, unseen(connection, STRUCK).keys() - set(map(key_of_faq, roster.faqs)))


def roster_version(connection: Connection) -> int:
    """How many imports have changed something."""
    return int(connection.execute(select(counters.c.value).where(counters.c.name == "roster")).scalar_one())


def load_rows(connection: Connection, part: str, *where: Any) -> tuple[Any, ...]:
    """Rows of one file (a field of `Roster`), those that meet the conditions, in order."""
    sheet = _SHEET_OF[part]
    table = table_of(part)
    fields = fields_of(table)
    rows = connection.execute(select(*(table.c[f] for f in fields)).where(*where).order_by(table.c.position))
    blank = blank_keys(sheet, table)
    return tuple(_thing(sheet, fields, row, blank) for row in rows)


_SHEET_OF = {sheet.part: sheet for sheet in SHEETS}


@dataclass(frozen=True)
class _Prepared:
    """What an import has to write if the roster still is of the version that it was compared with.

    kept: how many learnt rows stay, by file name. seen: notes, by how their names begin, of
    which nothing need be remembered any more.
    """

    version: int
    differences: Mapping[str, Difference]
    kept: Mapping[str, int]
    seen: Mapping[str, Set[Key]]

    @property
    def counts(self) -> Mapping[str, Counts]:
        """By file name."""
        return {
            name: replace(difference.counts, kept=self.kept.get(name, 0))
            for name, difference in self.differences.items()
        }

    def write(self, engine: Engine, told: Told) -> bool:
        """Write it; False if another import, or a place learnt, came first."""
        with engine.begin() as connection:
            this = counters.c.name == "roster"
            # Two imports at once take turns.
            now = connection.execute(select(counters.c.value).where(this).with_for_update()).scalar_one()
            if now != self.version:
                return False
            for name, difference in self.differences.items():
                difference.write(connection, partial(told, name))
            for prefix, keys in self.seen.items():
                note_seen(connection, prefix, keys)
            if any(difference.any for difference in self.differences.values()):
                connection.execute(update(counters).where(this).values(value=counters.c.value + 1))
        return True


def _prepare(engine: Engine, roster: Roster) -> _Prepared:
    with reading(engine).connect() as connection:
        version = roster_version(connection)
        places = _learnt_places(connection, roster)
        struck = unseen(connection, STRUCK)
        said = tuple(f for f in roster.faqs if struck.get(key_of_faq(f)) != f.answer)
        answers = _learnt_answers(connection, replace(roster, faqs=said))
        whole = replace(roster, places=(*roster.places, *places), faqs=(*said, *answers))
        differences = {sheet.name: compare(connection, sheet, getattr(whole, sheet.part)) for sheet in SHEETS}
        return _Prepared(
            version,
            differences,
            {_SHEET_OF["places"].name: len(places), _SHEET_OF["faqs"].name: len(answers)},
            {
                PLACES: unseen(connection, PLACES).keys() - set(map(key_of, places)),
                FAQS: unseen(connection, FAQS).keys() - set(map(key_of_faq, answers)),
                STRUCK: struck.keys() - set(map(key_of_faq, set(roster.faqs) - set(said))),
            },
        )


def _learnt_places(connection: Connection, roster: Roster) -> tuple[Place, ...]:
    fresh = unseen(connection, PLACES).keys() - set(map(key_of, roster.places))
    rows = load_rows(connection, "places") if fresh else ()
    return to_keep(roster, [place for place in rows if key_of(place) in fresh])


def _learnt_answers(connection: Connection, roster: Roster) -> tuple[Faq, ...]:
    fresh = unseen(connection, FAQS).keys() - set(map(key_of_faq, roster.faqs))
    rows = load_rows(connection, "faqs") if fresh else ()
    return answers_to_keep(roster, [faq for faq in rows if key_of_faq(faq) in fresh])


def _thing(sheet: Sheet, fields: list[str], row: Sequence[Any], blank: frozenset[int]) -> Any:
    values = ((v or None) if i in blank else v for i, v in enumerate(row))
    return sheet.kind(**dict(zip(fields, values, strict=True)))
