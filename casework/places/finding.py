"""The grid that what was said comes down to, or the grids it may be, with the reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.county import County, Household, Village
from casework.places.gazetteer import Mention
from casework.places.whereabouts import Whereabouts, whereabouts


@dataclass(frozen=True)
class Finding:
    """What is known of the place of a matter.

    grid: key, None where it cannot be told; why: the reason, or the doubt.
    candidates: keys of the grids it may be. place: the proper name of the place, None without one.
    """

    grid: str | None
    why: str
    place: str | None = None
    candidates: tuple[str, ...] = ()


def find_grid(
    county: County, village: Village, *, text: str, places: Sequence[str], household: Household | None
) -> Finding:
    """Place words before the reporter's household; where they leave a doubt, nothing is decided."""
    heard = whereabouts(county, village, text, places)
    home = household if household and household.village_key == village.key else None
    near = (home.grid,) if home else ()
    if heard.meant:
        return _of_places(village, heard, near)
    if heard.other:
        theirs = heard.other.grids or _keys(village, near)
        return Finding(None, f"说的像是{heard.other.said}", candidates=theirs)
    if heard.doubtful:
        names = dict.fromkeys([*(g for m in heard.doubtful for g in m.grids), *near])
        why = f"{heard.doubtful[0].said}不一定是出事的地方"
        return Finding(None, why, candidates=_keys(village, names))
    unknown = f"地点“{heard.strange}”不在地名库" if heard.strange and not heard.at_home else ""
    if home:
        why = (
            f"{unknown}，按报事人住所{home.id}→{home.grid}" if unknown else f"报事人住所{home.id}→{home.grid}"
        )
        return Finding(home.grid_key, why, candidates=(home.grid_key,))
    return Finding(None, unknown or "说不清在哪个网格")


def _of_places(village: Village, heard: Whereabouts, near: tuple[str, ...]) -> Finding:
    placed = [m for m in heard.meant if m.grids]
    if not placed:
        first = heard.meant[0]
        return Finding(None, f"{first.said}没有划定网格", first.landmark.name, _keys(village, near))
    deciding = min(placed, key=lambda m: len(m.grids))
    spots = [m.grids for m in placed]
    if heard.at_home and near:
        spots.append(near)
    common = [g for g in deciding.grids if all(g in spot for spot in spots)]
    place = deciding.landmark.name
    if len(common) > 1 and near and near[0] in common:
        why = f"{deciding.said}在网格交界处，按报事人住所→{near[0]}"
        return _found(village, near[0], why, place)
    if len(common) == 1:
        return _found(village, common[0], f"{deciding.said}→{common[0]}", place)
    names = common or list(dict.fromkeys(g for spot in spots for g in spot))
    return Finding(None, _split(placed, common), place, _keys(village, names))


def _split(placed: Sequence[Mention], common: Sequence[str]) -> str:
    if common:
        return f"{placed[0].said}在{'、'.join(common)}交界处"
    said = "、".join(dict.fromkeys(m.said for m in placed))
    return f"{said}不在一个网格" if len(placed) > 1 else f"{said}和报事人住所不在一个网格"


def _found(village: Village, grid: str, why: str, place: str) -> Finding:
    key = f"{village.key}/{grid}"
    return Finding(key, why, place, (key,))


def _keys(village: Village, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{village.key}/{name}" for name in names)
