"""The households of one grid: who lives there, what neighbours call them, what the township notes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bot.simulation.people import People, household_phone
from casework.county import Grid, Household

_TRADES = [
    "木匠",
    "石匠",
    "篾匠",
    "裁缝",
    "杀猪",
    "豆腐店",
    "小店",
    "养鸡",
    "养蜂",
    "种瓜",
    "修车",
    "补锅",
    "弹棉花",
    "剃头",
    "撑船",
    "开车",
    "打铁",
    "卖鱼",
    "油漆",
    "泥水",
]
_KINDS = (
    ("低保户", 0.03),
    ("党员户", 0.08),
    ("残疾", 0.03),
    ("重病", 0.015),
    ("孕产妇", 0.008),
    ("危房", 0.007),
    ("低洼", 0.02),
    ("地质灾害点", 0.008),
    ("军属", 0.008),
    ("留守儿童", 0.015),
    ("种粮大户", 0.006),
)


class Homes:
    """Makes the households of one village, grid by grid; no alias twice in the village."""

    def __init__(self, random: Random, people: People, clan: str) -> None:
        """`clan` is the surname of most of the village."""
        self._random = random
        self._people = people
        self._clan = clan
        self._taken: set[str] = set()

    def of(self, grid: Grid, first: int, count: int) -> Iterator[Household]:
        """The households of a grid, numbered from `first` on."""
        for number in range(first, first + count):
            yield self._one(grid, number)

    def _one(self, grid: Grid, number: int) -> Household:
        random = self._random
        alone = random.random() < 0.06
        widow = alone and random.random() < 0.7
        family = self._people.surname(self._clan)
        given = self._people.woman() if widow else self._people.man()
        kinds = [kind for kind, share in _KINDS if random.random() < share]
        if alone:
            kinds.insert(0, "独居老人")
        return Household(
            id=f"H{number:06}",
            township=grid.township,
            village=grid.village,
            grid=grid.name,
            head=family + given,
            members=() if alone else tuple(dict.fromkeys(self._members(family))),
            aliases=tuple(self._aliases(family, given, alone)),
            kinds=tuple(kinds),
            phone=household_phone(number) if random.random() < 0.6 else "",
        )

    def _members(self, family: str) -> Iterator[str]:
        yield self._people.surname() + self._people.woman()
        for _ in range(self._random.choice((0, 1, 1, 1, 2))):
            yield family + self._people.child()

    def _aliases(self, family: str, given: str, alone: bool) -> Iterator[str]:
        random = self._random
        wanted = []
        if random.random() < 0.7:
            wanted.append(f"{given}{random.choice(('太公', '阿公', '奶奶')) if alone else ''}家")
        if family != self._clan and random.random() < 0.2:
            wanted.append(f"老{family}家")
        if random.random() < 0.08:
            wanted.append(f"{random.choice(_TRADES)}{given}家")
        for alias in wanted:
            if alias not in self._taken:
                self._taken.add(alias)
                yield alias
