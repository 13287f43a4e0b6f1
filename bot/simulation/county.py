"""One county from one seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from bot.simulation.areas import Area, areas, share_out
from bot.simulation.homes import Homes
from bot.simulation.people import People, clan_in
from bot.simulation.sites import places_of
from bot.simulation.staff import Staff
from casework.county import ChatGroup, Grid, Household, Place, Purpose, Roster, Township, Village

HOUSEHOLDS = 250_000
_SEATS = 2
"""Townships that have groups of volunteers and of cadres as well: with the villages' they make 430."""

_TELL_EVERY = 5_000
Told = Callable[[int, int], None]
"""Hears how many households of how many there are."""


def make_county(seed: int, households: int, sample: Roster, told: Told) -> Roster:
    """The whole county: 18 townships, 426 villages, 954 grids, 1,300 cadres, 430 groups.

    households: how many of them (fewer than `people.SPARE`). sample: whose
    departments, questions and quiz it takes over. The same seed and number make
    the same county.
    """
    random = Random(seed)
    found = areas(random)
    staff = Staff(random)
    departments = staff.staff_departments(sample.departments)
    for township in dict.fromkeys(area.township for area in found):
        staff.staff_township(township, [area for area in found if area.township == township])
    staff.fill_up()
    homes = list(_settle(random, staff.grids, households, told))
    _give_homes(random, staff, homes)
    return Roster(
        townships=tuple(staff.townships),
        villages=tuple(staff.villages),
        grids=tuple(staff.grids),
        cadres=tuple(staff.cadres),
        households=tuple(homes),
        places=tuple(_places(random, found)),
        groups=tuple(_groups(staff.townships, staff.villages)),
        departments=tuple(departments),
        faqs=sample.faqs,
        quiz=sample.quiz,
    )


def _places(random: Random, found: Sequence[Area]) -> Iterator[Place]:
    for area in found:
        yield from places_of(random, area.township, area.name, area.grid_names)


def _settle(random: Random, grids: Sequence[Grid], households: int, told: Told) -> Iterator[Household]:
    people = People(random)
    counts = share_out(households, [random.uniform(0.5, 1.5) for _ in grids])
    village, homes, settled = "", Homes(random, people, ""), 0
    for grid, count in zip(grids, counts, strict=True):
        if grid.village_key != village:
            village = grid.village_key
            homes = Homes(random, people, clan_in(grid.village) or people.surname())
        yield from homes.of(grid, settled + 1, count)
        settled += count
        if settled // _TELL_EVERY > (settled - count) // _TELL_EVERY:
            told(settled, households)


def _give_homes(random: Random, staff: Staff, homes: list[Household]) -> None:
    """Some cadres of grids live there: they are the head of a household, with its name and one number."""
    families: dict[str, list[int]] = {}
    for at, home in enumerate(homes):
        if home.members:
            families.setdefault(home.grid_key, []).append(at)
    cadres = {cadre.id: n for n, cadre in enumerate(staff.cadres)}
    for grid in staff.grids:
        here = families.get(grid.key)
        if here and random.random() < 0.4:
            at, n = random.choice(here), cadres[grid.cadre]
            home, cadre = homes[at], staff.cadres[n]
            homes[at] = replace(home, phone=cadre.phone)
            staff.cadres[n] = replace(
                cadre, name=home.head, remark=f"#{cadre.id} {home.head}", household=home.id
            )


def _groups(townships: Sequence[Township], villages: Sequence[Village]) -> Iterator[ChatGroup]:
    often = Counter(village.name for village in villages)
    for village in villages:
        whose = village.name if often[village.name] == 1 else village.township + village.name
        yield ChatGroup(f"{whose}民情交流群", village.township, Purpose.VILLAGE, village.name)
    for township in townships[:_SEATS]:
        yield ChatGroup(f"{township.name}红马甲志愿群", township.name, Purpose.VOLUNTEERS)
        yield ChatGroup(f"{township.name}干部工作群", township.name, Purpose.CADRES)
