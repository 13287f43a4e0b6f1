"""Whose matter it is (PRODUCT 2): place words, else the reporter's household, else the village's own people.

Place beats household, for somebody may report trouble elsewhere. Every answer
says in words why it was given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from casework.chain import COUNTY_ONESTOP, Step, above
from casework.county import Cadre, County, Household, Village
from casework.places.finding import Finding, find_grid
from casework.sensitive import concerns
from casework.taxonomy import Status

TEAM = "组团"
"""The first step of the ladder above a grid's cadre."""

MAY_BE = "；可能是："
"""In a basis, before the grids that a matter in triage may belong to."""

_CALLED = re.compile(r"[@＠](\S{2,16})")

StandIn = Callable[[str], str | None]
"""Maps the 工号 of a cadre to that of his stand-in today, or None if he is not on leave."""


@dataclass(frozen=True)
class Route:
    """Where a matter goes.

    grid: key, None where none could be found; candidates: grids it may be.
    place: the proper name of the place found, None without one.
    """

    cadre: str | None
    status: Status
    basis: str
    grid: str | None = None
    place: str | None = None
    candidates: tuple[str, ...] = ()


def route(
    county: County,
    village: Village,
    *,
    places: Sequence[str],
    text: str,
    household: Household | None,
    stand_in: StandIn,
) -> Route:
    """Find the grid and the cadre of a matter.

    places: the place words that were understood; names are looked for in all of
    `text` as well. household: the reporter's own, if known.
    """
    found = find_grid(county, village, text=text, places=places, household=household)
    if found.grid:
        return _to_grid(county, found.grid, found.why, found.place, stand_in)
    return _to_village(county, village, found, stand_in)


def _to_grid(county: County, key: str, why: str, place: str | None, stand_in: StandIn) -> Route:
    grid = county.grid(key)
    if grid is None:
        raise LookupError(f"the gazetteer names a grid that the roster doesn't have: {key}")
    cadre, leave = covered(county, grid.cadre, stand_in)
    return Route(cadre, Status.ASSIGNED, why + leave, grid=key, place=place, candidates=(key,))


def _to_village(county: County, village: Village, found: Finding, stand_in: StandIn) -> Route:
    liaison = (village.liaison,) if village.liaison else ()
    may_be = _may_be(village, found.candidates)
    for role, ids in (("联村干部", liaison), *above(county, village, village.township)):
        if ids:
            cadre, leave = covered(county, ids[0], stand_in)
            basis = f"{found.why}→{role}{leave}{may_be}"
            return Route(cadre, Status.TRIAGE, basis, place=found.place, candidates=found.candidates)
    first = next(iter(county.grids(village.key)), None)
    holder, leave = covered(county, first.cadre, stand_in) if first else (None, "")
    basis = f"{found.why}，村里只登记了网格责任人{leave}{may_be}"
    return Route(holder, Status.TRIAGE, basis, place=found.place, candidates=found.candidates)


def _may_be(village: Village, candidates: Sequence[str]) -> str:
    """The candidates in words; those of another village with its name."""
    names = []
    for key in candidates:
        home, _, name = key.rpartition("/")
        names.append(name if home == village.key else home.partition("/")[2] + name)
    return MAY_BE + "、".join(names) if names else ""


def covered(county: County, id: str, stand_in: StandIn) -> tuple[str, str]:
    """The cadre who acts for `id` today, and the words that say so ("" when it is himself)."""
    deputy = stand_in(id)
    if deputy is None or county.cadre(deputy) is None:
        return id, ""
    away, here = county.cadre(id), county.cadre(deputy)
    return deputy, f"（{_name(away, id)}请假，由{_name(here, deputy)}代）"


def _name(cadre: Cadre | None, id: str) -> str:
    return cadre.name if cadre else id


def first_asked(county: County, village: Village, text: str, routed: Route, stand_in: StandIn) -> Route:
    """The same route, but to the village's cadre whom a question calls by name (首问负责, PRODUCT 5)."""
    called = _CALLED.findall(text)
    for cadre in _cadres_of(county, village):
        if text.startswith(cadre.name) or any(cadre.name in name for name in called):
            deputy, leave = covered(county, cadre.id, stand_in)
            return replace(routed, cadre=deputy, status=Status.ASSIGNED, basis=f"点名问{cadre.name}{leave}")
    return routed


def _cadres_of(county: County, village: Village) -> list[Cadre]:
    """Everybody with a duty in a village."""
    grids = county.grids(village.key)
    ids = [id for grid in grids for id in (grid.cadre, *grid.team)]
    ids += [id for id in (village.liaison, village.leader) if id]
    return [cadre for id in dict.fromkeys(ids) if (cadre := county.cadre(id))]


def route_complaint(county: County, village: Village, text: str, stand_in: StandIn) -> Route:
    """Where a complaint about a cadre goes: the 包片领导, past anyone whom it may be about."""
    for role, ids in above(county, village, village.township):
        for id in ids:
            deputy, leave = covered(county, id, stand_in)
            named = county.cadre(deputy)
            if _is_named(role, text) or (named and concerns(named, text)):
                continue
            return Route(deputy, Status.ASSIGNED, f"涉及干部，直接交{role}{leave}")
    leads = [(t.lead, county.cadre(t.lead)) for t in county.townships() if t.lead]
    outside = [(id, lead) for id, lead in leads if lead and lead.township != village.township]
    others = [id for id, lead in outside if not concerns(lead, text)]
    others += [id for id, lead in leads if lead and lead.name not in text]
    return Route(others[0] if others else None, Status.TRIAGE, "涉及干部，本乡镇无人可回避，交其他一站通")


def _is_named(role: str, text: str) -> bool:
    """Whether a complaint names a role: 县一站通 is not the township's 一站通, though it is written so."""
    return role in (text if role == COUNTY_ONESTOP else text.replace(COUNTY_ONESTOP, ""))


def ladder(county: County, village: str, grid: str | None, township: str, holder: str | None) -> list[Step]:
    """Who is told next when a matter is late: steps after the holder, each (role, 工号…).

    Grid cadre → team → 包片领导 → 一站通 → 一站通 of the county (PRODUCT 2.4); steps without
    people keep their place.
    """
    found = county.grid(grid) if grid else None
    team = tuple(id for id in (found.team if found else ()) if id != holder)
    if found and found.cadre not in (holder, *team):
        team = (found.cadre, *team)
    return [(TEAM, team), *above(county, county.village(village), township)]
