"""A county's roster moves into the sandbox: everybody verified, every bound group with who belongs in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.sandbox.people import Group, Person
from bot.sandbox.world import World
from casework.county import Cadre, ChatGroup, Grid, Household, Purpose, Roster, Village

PARTY = "党员户"
"""The kind of household whose head joins the volunteers."""


@dataclass(frozen=True)
class Residents:
    """Where to find whom: people by verified key, groups by name.

    A cadre who lives in a household of the county is one person under both keys.
    """

    people: Mapping[str, Person]
    groups: Mapping[str, Group]


def world_from_roster(
    roster: Roster, *, bot_name: str = "民情通", clock: Callable[[], float] = time.time
) -> tuple[World, Residents]:
    """A world with the people and groups of a roster.

    Everybody goes by the own name and is a friend of the bot whose remark
    carries the key. `clock` gives seconds since the epoch. A group that nobody
    belongs to is not opened.
    """
    world = World(bot_name, clock)
    people: dict[str, Person] = {}
    for cadre in roster.cadres:
        people[cadre.id] = world.add_person(cadre.name, f"#{cadre.id} {cadre.name}")
        if cadre.household:
            people[f"{cadre.household}/{cadre.name}"] = people[cadre.id]
    for household in roster.households:
        for name in dict.fromkeys((household.head, *household.members)):
            key = f"{household.id}/{name}"
            if key not in people:
                people[key] = world.add_person(name, f"#{key}")
    groups = {}
    belonging = _Belonging(roster, people)
    for bound in roster.groups:
        members = belonging.to(bound)
        if members:
            groups[bound.name] = world.add_group(bound.name, members)
    return world, Residents(people, groups)


class _Belonging:
    """Who belongs in which group."""

    def __init__(self, roster: Roster, people: Mapping[str, Person]) -> None:
        self._people = people
        self._villages: dict[str, list[Village]] = {}
        self._grids: dict[str, list[Grid]] = {}
        self._households: dict[str, list[Household]] = {}
        self._cadres: dict[str, list[Cadre]] = {}
        for village in roster.villages:
            self._villages.setdefault(village.township, []).append(village)
        for grid in roster.grids:
            self._grids.setdefault(grid.village_key, []).append(grid)
        for household in roster.households:
            self._households.setdefault(household.village_key, []).append(household)
        for cadre in roster.cadres:
            self._cadres.setdefault(cadre.township, []).append(cadre)

    def to(self, group: ChatGroup) -> list[Person]:
        """The members of a bound group, its owner first, nobody twice."""
        villages = [v for v in self._villages.get(group.township, []) if group.village in (None, v.name)]
        if group.purpose is Purpose.CADRES and group.village is None:
            keys = [cadre.id for cadre in self._cadres.get(group.township, [])]
        else:
            keys = [key for village in villages for key in self._in_charge(village)]
        if group.purpose is not Purpose.CADRES:
            keys += [key for village in villages for key in self._living(village, group.purpose)]
        return list(dict.fromkeys(self._people[key] for key in keys if key in self._people))

    def _in_charge(self, village: Village) -> list[str]:
        grids = self._grids.get(village.key, [])
        keys = [key for grid in grids for key in (grid.cadre, *grid.team)]
        return [*keys, *(key for key in (village.liaison, village.leader) if key)]

    def _living(self, village: Village, purpose: Purpose) -> list[str]:
        households = self._households.get(village.key, [])
        if purpose is Purpose.VOLUNTEERS:
            return [f"{h.id}/{h.head}" for h in households if PARTY in h.kinds]
        return [f"{h.id}/{name}" for h in households for name in (h.head, *h.members)]
