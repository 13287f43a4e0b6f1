"""What became of what is gone: villages, groups and places, between one roster and the next.

The files only say how things are. So that a village that was renamed keeps its
matters, a little of the roster before is remembered and compared.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from casework.county import County, Purpose


@dataclass(frozen=True)
class Standing:
    """What is remembered of a roster.

    cadres: who has the grids of each village (key). groups: the village of each of
    the villagers' groups. spots: the grids of each place and natural village, by village.
    """

    cadres: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    spots: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def dumps(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)


def standing_of(county: County) -> Standing:
    """How things are now."""
    keys = [village.key for township in county.townships() for village in county.villages(township.name)]
    return Standing(
        {key: tuple(grid.cadre for grid in county.grids(key)) for key in keys},
        {group.name: group.village_key for group in county.groups(Purpose.VILLAGE) if group.village_key},
        county.spots(),
    )


def standing_from(kept: str | None) -> Standing | None:
    """How things were, as it was kept; None where nothing was."""
    return Standing(**json.loads(kept)) if kept else None


@dataclass(frozen=True)
class Change:
    """What was renamed or merged (old to new: keys of villages, names of groups), and which places moved.

    moved: the grids of each place (village, name) that lies in other ones now.
    """

    villages: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


NOTHING = Change()
"""No change that matters."""


def change_between(before: Standing | None, now: Standing) -> Change:
    """What happened, as far as it can be told without doubt."""
    if before is None:
        return NOTHING
    villages = dict(_villages(before, now))
    return Change(villages, dict(_groups(before, now, villages)), dict(_moved(before, now)))


def _villages(before: Standing, now: Standing) -> Iterator[tuple[str, str]]:
    """A village that is gone lives on where its group is bound now, else where its cadres have gone."""
    for old in before.cadres:
        if old in now.cadres:
            continue
        bound = {now.groups[name] for name, key in before.groups.items() if key == old and name in now.groups}
        came: Counter[str] = Counter()
        for key, cadres in now.cadres.items():
            came[key] = len((set(cadres) - set(before.cadres.get(key, ()))) & set(before.cadres[old]))
        (first, most), *rest = came.most_common(2) or [("", 0)]
        if len(bound) == 1:
            yield old, bound.pop()
        elif most and not (rest and rest[0][1] == most):
            yield old, first


def _groups(before: Standing, now: Standing, villages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A village's only group that is gone is its only one that is new.

    Where two became one nobody can say whose names are whose.
    """
    gone = {name: villages.get(key, key) for name, key in before.groups.items() if name not in now.groups}
    new = {name: key for name, key in now.groups.items() if name not in before.groups}
    lost, found = Counter(gone.values()), Counter(new.values())
    became = {key: name for name, key in new.items()}
    for name, key in gone.items():
        if lost[key] == found[key] == 1:
            yield name, became[key]


def _moved(before: Standing, now: Standing) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    for village, spots in now.spots.items():
        known = before.spots.get(village, {})
        for name, grids in spots.items():
            if name in known and set(known[name]) != set(grids):
                yield (village, name), grids
