"""A small county in memory: one roster, looked up the way `casework.county.County` promises."""

from __future__ import annotations

from collections.abc import Sequence

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
    Roster,
    Township,
    Village,
)
from casework.places.gazetteer import Gazetteer
from storage.landmarks import spots_of
from storage.speech import PinyinSpeech

_SPEECH = PinyinSpeech()


class SmallCounty:
    """Looks everything up in one `Roster`."""

    def __init__(self, roster: Roster) -> None:
        """Keep the roster."""
        self.roster = roster

    def version(self) -> int:
        """There is never a second import here."""
        return 1

    def group(self, name: str) -> ChatGroup | None:
        """The bound group of exactly that name."""
        return next((g for g in self.roster.groups if g.name == name), None)

    def groups(self, purpose: Purpose | None = None) -> Sequence[ChatGroup]:
        """Every bound group, by name."""
        return sorted((g for g in self.roster.groups if purpose in (None, g.purpose)), key=lambda g: g.name)

    def townships(self) -> Sequence[Township]:
        """Every township, in roster order."""
        return self.roster.townships

    def township(self, name: str) -> Township | None:
        """One township."""
        return next((t for t in self.roster.townships if t.name == name), None)

    def village(self, key: str) -> Village | None:
        """One village by key."""
        return next((v for v in self.roster.villages if v.key == key), None)

    def villages(self, township: str | None = None) -> Sequence[Village]:
        """Every village (of one township), in roster order."""
        return [v for v in self.roster.villages if township in (None, v.township)]

    def grids(self, village: str) -> Sequence[Grid]:
        """The grids of a village."""
        return [g for g in self.roster.grids if g.village_key == village]

    def grid(self, key: str) -> Grid | None:
        """One grid by key."""
        return next((g for g in self.roster.grids if g.key == key), None)

    def cadre(self, id: str) -> Cadre | None:
        """One cadre by 工号."""
        return next((c for c in self.roster.cadres if c.id == id), None)

    def cadres(self) -> Sequence[Cadre]:
        """Every cadre, by 工号."""
        return sorted(self.roster.cadres, key=lambda c: c.id)

    def cadres_named(self, name: str, township: str) -> Sequence[Cadre]:
        """Cadres of that name in a township."""
        return [c for c in self.cadres() if c.name == name and c.township == township]

    def duties(self, cadre: str) -> Duties:
        """What a cadre is responsible for."""
        whole = cadre in self.onestop()
        return Duties(
            grids=tuple(g.key for g in self.roster.grids if g.cadre == cadre),
            team_grids=tuple(g.key for g in self.roster.grids if cadre in g.team),
            led_villages=tuple(v.key for v in self.roster.villages if v.leader == cadre),
            liaison_villages=tuple(v.key for v in self.roster.villages if v.liaison == cadre),
            townships=tuple(t.name for t in self.roster.townships if whole or t.lead == cadre),
            whole=whole,
        )

    def household(self, id: str) -> Household | None:
        """One household by 户号."""
        return next((h for h in self.roster.households if h.id == id), None)

    def households(self, grid: str) -> Sequence[Household]:
        """The households of a grid (key)."""
        return [h for h in self.roster.households if h.grid_key == grid]

    def person(self, key: str) -> PersonInfo | None:
        """Who a verified key belongs to."""
        cadre = self.cadre(key)
        if cadre is not None:
            return PersonInfo(key, cadre.name, cadre=cadre)
        id, _, name = key.partition("/")
        home = self.household(id)
        return PersonInfo(key, name or home.head, household=home) if home else None

    def landmarks(self, village: str) -> Sequence[Landmark]:
        """Every name of a village: longest first, a name of two grids once."""
        grids: dict[tuple[str, str, str], list[str]] = {}
        for word, what, name, grid in self._names(village):
            kept = grids.setdefault((word, what, name), [])
            if grid and grid not in kept:
                kept.append(grid)
        found = [Landmark(word, what, name, tuple(where)) for (word, what, name), where in grids.items()]
        return sorted(found, key=lambda m: (-len(m.word), m.word))

    def gazetteer(self, village: str) -> Gazetteer:
        """The same names, indexed."""
        return Gazetteer(self.landmarks(village), _SPEECH)

    def _names(self, village: str) -> Sequence[tuple[str, str, str, str | None]]:
        names: list[tuple[str, str, str, str | None]] = []
        for place in self.roster.places:
            if f"{place.township}/{place.village}" == village:
                names += [(w, "地名", place.name, place.grid) for w in (place.name, *place.aliases)]
        for grid in self.grids(village):
            names.append((grid.name, "网格", grid.name, grid.name))
            names += [(hamlet, "自然村", hamlet, grid.name) for hamlet in grid.hamlets]
        for home in self.roster.households:
            if home.village_key == village:
                names += [(w, "农户", f"{home.head}家", home.grid) for w in (f"{home.head}家", *home.aliases)]
        return names

    def spots(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The grids of every place."""
        return spots_of(self.roster.grids, self.roster.places)

    def departments(self) -> Sequence[Department]:
        """Every department."""
        return self.roster.departments

    def onestop(self) -> Sequence[str]:
        """The contacts of the county's own."""
        return [c for d in self.departments() if d.is_onestop for c in d.contacts]

    def faqs(self) -> Sequence[Faq]:
        """Every known question."""
        return self.roster.faqs
