"""Trouble in another village: said in one group, lying in the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casework.county import County, Village
from casework.places.gazetteer import Mention
from casework.places.grammar import ELSEWHERE, of

_KINDS = ("村", "社区")
_LONGEST = 7


@dataclass(frozen=True)
class Other:
    """Another village that is spoken of.

    village: None where it has no name (隔壁村); said: the words for it.
    mentions: names of our own gazetteer that are that village's here (竹林村的祠堂).
    grids: keys of its grids that are meant, all of them where nothing says which.
    """

    village: Village | None
    said: str
    mentions: tuple[Mention, ...] = ()
    grids: tuple[str, ...] = ()


def other_village(county: County, village: Village, text: str, found: Sequence[Mention]) -> Other | None:
    """The first village in a text that isn't `village`."""
    for start, end, named in _villages(county, village, text):
        within = [m for m in found if m.start < end and start < m.end]
        if any(m.end - m.start >= end - start and not m.by_sound for m in within):
            continue
        theirs = (*within, *(m for m in found if end <= m.start <= of(text, end)))
        return Other(named, text[start:end], theirs, _grids(county, named, text[end:]))
    nameless = ELSEWHERE.search(text)
    if nameless is None:
        return None
    theirs = tuple(m for m in found if nameless.end() <= m.start <= of(text, nameless.end()))
    return Other(None, nameless.group(), theirs)


def _villages(county: County, own: Village, text: str) -> Iterator[tuple[int, int, Village]]:
    names = [own.township, *(t.name for t in county.townships() if t.name != own.township)]
    for kind in _KINDS:
        position = text.find(kind)
        while position >= 0:
            end = position + len(kind)
            for start in range(max(0, end - _LONGEST), position):
                named = _of_name(county, own, names, text, start, text[start:end])
                if named is not None:
                    if named.key != own.key:
                        yield start, end, named
                    break
            position = text.find(kind, end)


def _of_name(
    county: County, own: Village, townships: Sequence[str], text: str, start: int, name: str
) -> Village | None:
    """The village of that name: of the township said before it, else the nearest one."""
    known = [v for t in townships if (v := county.village(f"{t}/{name}"))]
    before = text[max(0, start - 8) : start]
    said = [v for v in known if v.township != own.township and v.township[:2] in before]
    return next(iter([*said, *known]), None)


def _grids(county: County, village: Village, text: str) -> tuple[str, ...]:
    names = [m.grids for m in county.gazetteer(village.key).find(text) if m.grids]
    grids = [g.key for g in county.grids(village.key)]
    named = [f"{village.key}/{name}" for name in dict.fromkeys(n for grids in names for n in grids)]
    return tuple(named or grids)
