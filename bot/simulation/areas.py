"""Townships and villages by their real names, and how many grids and households each gets."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace
from random import Random

from bot.config import ROOT

NAMES = ROOT / "examples" / "places.csv"
VILLAGES, GRIDS = 426, 954
_MOST_GRIDS = 6
_NUMERALS = "一二三四五六"


@dataclass
class Area:
    """A village before anybody lives in it; `weight` says how large it is beside the others."""

    township: str
    name: str
    weight: float
    grids: int = 1

    @property
    def grid_names(self) -> list[str]:
        """第一网格 and so on."""
        return [f"第{_NUMERALS[n]}网格" for n in range(self.grids)]


def areas(random: Random) -> list[Area]:
    """The whole county's villages with their grids, township by township.

    The list of names is some years older than the count: what is missing are
    new settlements of villages that are there, each called after its village.
    """
    with NAMES.open(encoding="utf-8", newline="") as lines:
        names = [(row["乡镇"], row["村"]) for row in csv.DictReader(lines)]
    short = [n for n in names if n[1].endswith("村") and len(n[1]) == 3]
    mothers = sorted(random.sample(short, VILLAGES - len(names)), key=names.index)
    names += [(township, f"{village[:-1]}新村") for township, village in mothers]
    order = {township: n for n, township in enumerate(dict.fromkeys(t for t, _ in names))}
    found = [Area(township, name, random.uniform(0.4, 2.2)) for township, name in names]
    found.sort(key=lambda area: order[area.township])
    _share_grids(found)
    return found


def _share_grids(found: Sequence[Area]) -> None:
    """One grid each, the rest to whoever is largest for the grids he has."""
    queue = [(-area.weight / 2, at) for at, area in enumerate(found)]
    heapify(queue)
    for _ in range(GRIDS - len(found)):
        _, at = queue[0]
        area = found[at]
        area.grids += 1
        full = area.grids == _MOST_GRIDS
        heapreplace(queue, (0.0 if full else -area.weight / (area.grids + 1), at))


def share_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to `total`."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    rest = sorted(range(len(exact)), key=lambda n: (shares[n] - exact[n], n))
    for n in rest[: total - sum(shares)]:
        shares[n] += 1
    return shares
