"""Who one can be and where one can speak: the people and groups of the stage, described and searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox import Group, Person, World
from bot.sandbox.county_world import Residents
from casework.county import Roster

SHOWN = 40
"""How many hits a search shows."""


@dataclass(frozen=True)
class Part:
    """Somebody one can be. `words` is everything a search looks through."""

    person: Person
    role: str
    key: str
    about: str
    words: str


class Cast:
    """Everybody of the roster, and strangers as they come."""

    def __init__(self, world: World, residents: Residents, roster: Roster) -> None:
        self._world = world
        self._parts: dict[str, Part] = {}
        for cadre in roster.cadres:
            about = f"{cadre.township} {cadre.duty}".strip()
            self._add(residents.people[cadre.id], "干部", cadre.id, about, "")
        for grid in roster.grids:
            part = self._parts[residents.people[grid.cadre].id]
            about = f"{part.about}、{grid.village}{grid.name}责任人"
            self._add(part.person, part.role, part.key, about, "")
        for household in roster.households:
            about = f"{household.village} {household.grid}"
            aliases = " ".join((*household.aliases, household.township))
            for name in (household.head, *household.members):
                person = residents.people[f"{household.id}/{name}"]
                if person.id not in self._parts:
                    self._add(person, "村民", household.id, about, aliases)

    def part(self, person: Person) -> Part:
        """Who somebody is; one whom the roster doesn't know goes by a display name only."""
        return self._parts.get(person.id) or Part(
            person, "未认证", "", "只有群里显示的名字", person.name.lower()
        )

    def search(self, words: str, group: Group | None) -> Sequence[Part]:
        """People whose name, key, duty, village or byname has every one of the words; of `group` first.

        Without words: the members of the group.
        """
        wanted = words.lower().split()
        members = [self.part(p) for p in group.cards if p is not self._world.bot] if group else []
        if not wanted:
            return members[:SHOWN]
        inside = {part.person for part in members}
        everyone = members + [p for p in self._parts.values() if p.person not in inside]
        return [p for p in everyone if all(word in p.words for word in wanted)][:SHOWN]

    def groups(self, words: str) -> Sequence[Group]:
        """Groups whose name has every one of the words."""
        wanted = words.lower().split()
        return [g for g in self._world.groups.values() if all(word in g.name.lower() for word in wanted)]

    def groups_of(self, person: Person) -> Sequence[Group]:
        """The groups somebody is in."""
        return [g for g in self._world.groups.values() if person in g.cards]

    def _add(self, person: Person, role: str, key: str, about: str, more: str) -> None:
        words = f"{person.name} {key} {role} {about} {more}".lower()
        self._parts[person.id] = Part(person, role, key, about, words)
