"""Invented people. A name that somebody bears is chance; no number can ring."""

from __future__ import annotations

from random import Random

_SURNAMES = (
    "王陈胡叶葛童李张林杨周徐冯褚章邬娄麻屠鲍潘俞石应项范蒋金何吴朱严柴储戴尤邵郑罗许刘沈蔡赵方丁袁谢洪孙顾翁"
)
_OLD_MEN = "根法土水金木财福兴良才富永昌明德仁义忠孝炳启万长开宝庆善顺祖荣华"
_OLD_WOMEN = "菊香英秀花凤梅仙妹娥莲琴玉彩素爱月桂芬珍"
_MEN = "伟强军勇波涛杰磊鹏飞斌超浩俊峰辉凯宇轩文建国平海松林志坚"
_WOMEN = "丽丹婷芳燕莉静娜萍雪晓佳欣悦颖倩璐琳敏红霞洁露"
_CHILDREN = "子梓一思雨欣怡涵轩豪睿诺晨乐萌可豆多果朵宸沐瑶琪语泽"

SPARE = 1_000_000
"""How many different numbers there are for households, and a hundredth of it for cadres."""


class People:
    """Makes up names, the same ones for the same seed."""

    def __init__(self, random: Random) -> None:
        """Draw from `random`."""
        self._random = random

    def surname(self, clan: str | None = None) -> str:
        """A surname; in a village that has a clan mostly the clan's."""
        if clan is not None and self._random.random() < 0.6:
            return clan
        return self._random.choice(_SURNAMES)

    def man(self) -> str:
        """The given name of somebody who heads a household."""
        return self._given(_OLD_MEN if self._random.random() < 0.6 else _MEN)

    def woman(self) -> str:
        """The given name of a wife, or a widow."""
        return self._given(_OLD_WOMEN if self._random.random() < 0.6 else _WOMEN)

    def child(self) -> str:
        """The given name of somebody of the next generation."""
        return self._given(_CHILDREN)

    def cadre(self) -> str:
        """The full name of a cadre."""
        given = self._given(_MEN) if self._random.random() < 0.6 else self._given(_WOMEN)
        return self.surname() + given

    def _given(self, characters: str) -> str:
        return self._random.choice(characters) + self._random.choice(characters)


def clan_in(village: str) -> str | None:
    """The surname that a village's name tells: 范家村, 溪南许村, 桥头杨村."""
    bare = village.removesuffix("村").removesuffix("社区")
    house = bare.removesuffix("家")
    if bare != house and len(house) == 1 and house in _SURNAMES:
        return house
    return bare[-1] if len(bare) > 2 and bare[-1] in _SURNAMES[:45] and bare[-1] not in "石金项方" else None


def household_phone(number: int) -> str:
    """The number of the `number`-th household (below `SPARE`), from a range that nobody can be called in."""
    return f"10041{number:06}"


def cadre_phone(number: int) -> str:
    """The same for a cadre."""
    return f"1004000{number:04}"
