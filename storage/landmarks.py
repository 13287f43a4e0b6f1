"""Every name that a village's talk may use for a place, from its part of the roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casework.county import Grid, Household, Landmark, Place


def landmarks_of(
    grids: Iterable[Grid], places: Iterable[Place], households: Iterable[Household]
) -> tuple[Landmark, ...]:
    """The names with what they may mean, longest first.

    The same word twice is one landmark of several grids: a pond on the border, or
    two families that neighbours call alike. What it is goes by the first meaning:
    place, hamlet, grid, household.
    """
    merged: dict[str, Landmark] = {}
    for found in _named(list(grids), places, households):
        known = merged.get(found.word, found)
        both = tuple(dict.fromkeys((*known.grids, *found.grids)))
        merged[found.word] = Landmark(known.word, known.what, known.name, both)
    return tuple(sorted(merged.values(), key=lambda landmark: (-len(landmark.word), landmark.word)))


def _named(grids: list[Grid], places: Iterable[Place], households: Iterable[Household]) -> Iterator[Landmark]:
    for place in places:
        for word in (place.name, *place.aliases):
            yield Landmark(word, "地名", place.name, (place.grid,) if place.grid else ())
    for grid in grids:
        for hamlet in grid.hamlets:
            yield Landmark(hamlet, "自然村", hamlet, (grid.name,))
    for grid in grids:
        yield Landmark(grid.name, "网格", grid.name, (grid.name,))
    for household in households:
        home = f"{household.head}家"
        for word in (home, *household.aliases, *(f"{member}家" for member in household.members)):
            yield Landmark(word, "农户", home, (household.grid,))


def spots_of(grids: Iterable[Grid], places: Iterable[Place]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The grids of each place and natural village, by village (key) and proper name; no households."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for place in places:
        if place.grid:
            spots = found.setdefault(f"{place.township}/{place.village}", {})
            spots[place.name] = (*spots.get(place.name, ()), place.grid)
    for grid in grids:
        for hamlet in grid.hamlets:
            found.setdefault(grid.village_key, {}).setdefault(hamlet, (grid.name,))
    return found
