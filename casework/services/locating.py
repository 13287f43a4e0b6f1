"""Which village somebody speaks of: the group's, the one a cadre names, or the speaker's own."""

from __future__ import annotations

from casework.county import County, Duties
from casework.messages import Message


def village_of(county: County, message: Message) -> str | None:
    """The village (key) a message is about, or None where nobody could know."""
    group = county.group(message.group) if message.group else None
    if group and group.village_key:
        return group.village_key
    info = county.person(message.person) if message.person else None
    if info is None:
        return None
    if info.cadre is not None:
        return _named_or_only(county, county.duties(info.cadre.id), info.cadre.township, message.text)
    return info.household.village_key if info.household else None


def _named_or_only(county: County, duties: Duties, township: str, text: str) -> str | None:
    """Among a cadre's villages the one he names, else the only one he has a grid in."""
    grids = dict.fromkeys(key.rpartition("/")[0] for key in (*duties.grids, *duties.team_grids))
    villages = dict.fromkeys([*grids, *duties.liaison_villages, *duties.led_villages])
    if township in duties.townships:
        villages |= dict.fromkeys(v.key for v in county.villages(township))
    named = [key for key in villages if key.partition("/")[2] in text]
    if named:
        return max(named, key=len)
    return next(iter(grids)) if len(grids) == 1 else next(iter(villages)) if len(villages) == 1 else None
