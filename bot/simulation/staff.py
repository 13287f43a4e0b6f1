"""The cadres: who leads, who sees to a village, who answers for a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from bot.simulation.areas import Area
from bot.simulation.people import People, cadre_phone
from bot.simulation.sites import hamlets_of
from casework.county import Cadre, Department, Grid, Township, Village

CADRES = 1_300
COUNTY = "宁海县"
_LED, _LOOKED_AFTER = 6, 3


class Staff:
    """Appoints everybody; keys follow the order of appointment."""

    def __init__(self, random: Random) -> None:
        """Nobody yet."""
        self._random = random
        self._people = People(random)
        self.cadres: list[Cadre] = []
        self.townships: list[Township] = []
        self.villages: list[Village] = []
        self.grids: list[Grid] = []

    def appoint(self, township: str, duty: str) -> str:
        """One more cadre; his 工号."""
        number = len(self.cadres) + 1
        id, name = f"K{number:04}", self._people.cadre()
        self.cadres.append(Cadre(id, name, township, duty, cadre_phone(number), f"#{id} {name}"))
        return id

    def staff_departments(self, departments: Sequence[Department]) -> list[Department]:
        """The county's departments, its 一站通 among them, with a contact each."""
        return [replace(d, contacts=(self.appoint(COUNTY, f"{d.name}联络员"),)) for d in departments]

    def staff_township(self, name: str, areas: Sequence[Area]) -> None:
        """A 一站通, the leaders, and everybody in the villages."""
        lead = self.appoint(name, "一站通负责人、便民服务中心主任")
        self.townships.append(Township(name, lead))
        leader = liaison = ""
        for n, area in enumerate(areas):
            if n % _LED == 0:
                leader = self.appoint(name, "班子成员、包片领导")
            if n % _LOOKED_AFTER == 0:
                liaison = self.appoint(name, "联村干部")
            self.villages.append(Village(name, area.name, leader, liaison))
            self._staff_village(area, liaison)

    def _staff_village(self, area: Area, liaison: str) -> None:
        names = area.grid_names
        hamlets = hamlets_of(self._random, names) if area.name.endswith("村") else {}
        ids = [self.appoint(area.township, f"{area.name}{grid}网格员") for grid in names]
        for n, (grid, id) in enumerate(zip(names, ids, strict=True)):
            mates = [] if len(ids) == 1 else [ids[(n + 1) % len(ids)]]
            team = (*mates, liaison)
            self.grids.append(Grid(area.township, area.name, grid, id, team, hamlets.get(grid, ())))

    def fill_up(self) -> None:
        """Party secretaries for the villages with most grids, as far as cadres go; they join the teams."""
        by_village: dict[str, list[int]] = {}
        for at, grid in enumerate(self.grids):
            by_village.setdefault(grid.village_key, []).append(at)
        largest = sorted(self.villages, key=lambda v: -len(by_village[v.key]))
        for village in largest[: CADRES - len(self.cadres)]:
            id = self.appoint(village.township, f"{village.name}党支部书记")
            for at in by_village[village.key]:
                self.grids[at] = replace(self.grids[at], team=(id, *self.grids[at].team))
