"""The roster as the use cases look it up; households stay in the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from threading import Lock

from sqlalchemy.engine import Connection, Engine

from casework.county import (
    Cadre,
    ChatGroup,
    Department,
    Duties,
    Faq,
    Grid,
    Household,
    Landmark,
    PersonInfo,
    Purpose,
    QuizQuestion,
    Township,
    Village,
)
from casework.places.gazetteer import Gazetteer
from storage.engine import reading
from storage.landmarks import landmarks_of, spots_of
from storage.roster_store import load_rows, roster_version
from storage.roster_tables import table_of
from storage.speech import PinyinSpeech

_LOOK_EVERY = 1.0
"""Seconds between two looks at the roster's version."""


_SPEECH = PinyinSpeech()


class SqlCounty:
    """See `casework.county.County`. A new import is seen within a second, at once after `refresh`."""

    def __init__(self, engine: Engine, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Look things up in a prepared database; `monotonic` counts seconds."""
        self._engine = reading(engine)
        self._monotonic = monotonic
        self._lock = Lock()
        self._looked = float("-inf")
        self._edition: _Edition | None = None

    def refresh(self) -> None:
        """Forget when the version was looked at last."""
        self._looked = float("-inf")

    def version(self) -> int:
        """Grows with every import that changed something."""
        return self._now.version

    def group(self, name: str) -> ChatGroup | None:
        """The bound group of exactly that name."""
        return self._now.groups.get(name)

    def groups(self, purpose: Purpose | None = None) -> Sequence[ChatGroup]:
        """Every bound group (of one purpose), by name."""
        return [g for _, g in sorted(self._now.groups.items()) if purpose in (None, g.purpose)]

    def townships(self) -> Sequence[Township]:
        """Every township, in roster order."""
        return list(self._now.townships.values())

    def township(self, name: str) -> Township | None:
        """One township."""
        return self._now.townships.get(name)

    def village(self, key: str) -> Village | None:
        """One village by ``乡镇/村``."""
        return self._now.villages.get(key)

    def villages(self, township: str | None = None) -> Sequence[Village]:
        """Every village (of one township), in roster order."""
        return [v for v in self._now.villages.values() if township in (None, v.township)]

    def grids(self, village: str) -> Sequence[Grid]:
        """The grids of a village (key), in roster order."""
        return self._now.grids_of.get(village, [])

    def grid(self, key: str) -> Grid | None:
        """One grid by ``乡镇/村/网格``."""
        return self._now.grids.get(key)

    def cadre(self, id: str) -> Cadre | None:
        """One cadre by 工号."""
        return self._now.cadres.get(id)

    def cadres(self) -> Sequence[Cadre]:
        """Every cadre, by 工号."""
        return [cadre for _, cadre in sorted(self._now.cadres.items())]

    def cadres_named(self, name: str, township: str) -> Sequence[Cadre]:
        """Cadres of that name in a township."""
        return [c for c in self._now.cadres.values() if (c.name, c.township) == (name, township)]

    def duties(self, cadre: str) -> Duties:
        """What a cadre is responsible for."""
        return self._now.duties(cadre)

    def household(self, id: str) -> Household | None:
        """One household by 户号."""
        return self._now.household(id)

    def households(self, grid: str) -> Sequence[Household]:
        """The households of a grid (key), in roster order; not kept in memory."""
        township, village, name = grid.split("/")
        c = table_of("households").c
        with self._engine.connect() as connection:
            return load_rows(
                connection, "households", c.township == township, c.village == village, c.grid == name
            )

    def person(self, key: str) -> PersonInfo | None:
        """Who a verified key belongs to: ``K001``, ``H0012/张小红`` or ``H0012``."""
        cadre = self.cadre(key)
        if cadre is not None:
            return PersonInfo(key, cadre.name, cadre=cadre)
        id, _, name = key.partition("/")
        household = self.household(id)
        if household is None or (name and name != household.head and name not in household.members):
            return None
        return PersonInfo(key, name or f"{household.head}家", household=household)

    def landmarks(self, village: str) -> Sequence[Landmark]:
        """Every name the gazetteer of a village (key) knows, longest first."""
        return self._now.landmarks(village)

    def gazetteer(self, village: str) -> Gazetteer:
        """The same names, indexed; empty for an unknown village."""
        return self._now.gazetteer(village)

    def spots(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The grids of every place and natural village, by village (key) and name; not kept in memory."""
        edition = self._now
        with self._engine.connect() as connection:
            return spots_of(edition.grids.values(), load_rows(connection, "places"))

    def departments(self) -> Sequence[Department]:
        """Every department, in roster order."""
        return self._now.departments

    def onestop(self) -> Sequence[str]:
        """The 一站通 of the county itself (工号)."""
        return self._now.onestop

    def faqs(self) -> Sequence[Faq]:
        """Every known question, in roster order."""
        return self._now.faqs

    def quiz(self) -> Sequence[QuizQuestion]:
        """The question bank, in roster order."""
        return self._now.quiz

    @property
    def _now(self) -> _Edition:
        with self._lock:
            now = self._monotonic()
            if self._edition is None or now - self._looked >= _LOOK_EVERY:
                with self._engine.connect() as connection:
                    version = roster_version(connection)
                    if self._edition is None or self._edition.version != version:
                        self._edition = _Edition(self._engine, connection, version)
                self._looked = now
            return self._edition


class _Edition:
    """The roster of one version: all of it but the households and places, of which only what is asked."""

    def __init__(self, engine: Engine, connection: Connection, version: int) -> None:
        self.version = version
        self.townships: dict[str, Township] = {t.name: t for t in load_rows(connection, "townships")}
        self.villages: dict[str, Village] = {v.key: v for v in load_rows(connection, "villages")}
        self.grids: dict[str, Grid] = {g.key: g for g in load_rows(connection, "grids")}
        self.cadres: dict[str, Cadre] = {c.id: c for c in load_rows(connection, "cadres")}
        self.groups: dict[str, ChatGroup] = {g.name: g for g in load_rows(connection, "groups")}
        self.departments: tuple[Department, ...] = load_rows(connection, "departments")
        self.onestop = tuple(c for d in self.departments if d.is_onestop for c in d.contacts)
        self.faqs: tuple[Faq, ...] = load_rows(connection, "faqs")
        self.quiz: tuple[QuizQuestion, ...] = load_rows(connection, "quiz")
        self.grids_of: dict[str, list[Grid]] = {}
        for grid in self.grids.values():
            self.grids_of.setdefault(grid.village_key, []).append(grid)
        self._engine = engine
        # An edition and its caches are thrown away together when the roster changes.
        self.household = lru_cache(maxsize=4096)(self._read_household)
        self.landmarks = lru_cache(maxsize=16)(self._read_landmarks)
        # Small ones, and every group's messages need its village's: all are kept.
        self.gazetteer = lru_cache(maxsize=None)(self._index)
        self.duties = lru_cache(maxsize=2048)(self._find_duties)

    def _read_household(self, id: str) -> Household | None:
        with self._engine.connect() as connection:
            rows = load_rows(connection, "households", table_of("households").c.id == id)
        return rows[0] if rows else None

    def _read_landmarks(self, village: str) -> tuple[Landmark, ...]:
        if village not in self.villages:
            return ()
        township, _, name = village.partition("/")
        p, h = table_of("places").c, table_of("households").c
        with self._engine.connect() as connection:
            places = load_rows(connection, "places", p.township == township, p.village == name)
            households = load_rows(connection, "households", h.township == township, h.village == name)
        return landmarks_of(self.grids_of.get(village, []), places, households)

    def _index(self, village: str) -> Gazetteer:
        return Gazetteer(self._read_landmarks(village), _SPEECH)

    def _find_duties(self, cadre: str) -> Duties:
        grids, villages = self.grids.values(), self.villages.values()
        whole = cadre in self.onestop
        return Duties(
            grids=tuple(g.key for g in grids if g.cadre == cadre),
            team_grids=tuple(g.key for g in grids if cadre in g.team),
            led_villages=tuple(v.key for v in villages if v.leader == cadre),
            liaison_villages=tuple(v.key for v in villages if v.liaison == cadre),
            townships=tuple(t.name for t in self.townships.values() if whole or t.lead == cadre),
            whole=whole,
        )
