"""Whose a ticket is by the present roster, when the one it was given under is no more."""

from __future__ import annotations

from dataclasses import dataclass

from casework.chain import above, onestops
from casework.county import County, Village
from casework.lifecycle import Move
from casework.permissions import is_about
from casework.reading import Issue
from casework.routing import Route, StandIn, covered, route, route_complaint
from casework.sensitive import concerns_cadre
from casework.services.settling import TAKEN
from casework.succession import Change
from casework.taxonomy import Status
from casework.ticket import Ticket

_OWN_HANDS = frozenset({Move.TRANSFER.value, Move.DECIDE.value})
"""Moves that gave a ticket to a person, not to whoever has the grid."""

_HANDING = frozenset({Move.ASSIGN.value, Move.RETURN.value}) | _OWN_HANDS


@dataclass(frozen=True)
class Home:
    """Where a ticket is by the present roster; `why` says what became of the old place, "" if it is there."""

    village: Village | None
    grid: str | None
    why: str = ""


def home_of(county: County, ticket: Ticket, change: Change) -> Home:
    """The village and grid of a ticket now."""
    village = county.village(ticket.village)
    if village is None and ticket.village:
        after = _successor(county, ticket, change)
        return Home(after, _same_grid(county, after, ticket), f"{ticket.village}已撤销或更名")
    if ticket.grid is None:
        return Home(village, None)
    name = ticket.grid.rpartition("/")[2]
    if county.grid(ticket.grid) is None:
        return Home(village, None, f"{name}已撤销或更名")
    grids = change.moved.get((ticket.village, ticket.place or ""), ())
    if grids and name not in grids and not was_given(ticket):
        return Home(village, None, f"“{ticket.place}”已划归{'、'.join(grids)}")
    return Home(village, ticket.grid)


def _successor(county: County, ticket: Ticket, change: Change) -> Village | None:
    """What a village that is gone is now, if need be by those who raised the matter."""
    group = county.group(ticket.group) if ticket.group else None
    if group is not None and group.village_key:
        return county.village(group.village_key)
    if ticket.village in change.villages:
        return county.village(change.villages[ticket.village])
    for voice in ticket.voices:
        home = county.household(voice.household) if voice.household else None
        if home is not None:
            return county.village(home.village_key)
    return None


def _same_grid(county: County, village: Village | None, ticket: Ticket) -> str | None:
    """The grid of that name in a renamed village, if it is still the holder's."""
    if village is None or ticket.grid is None:
        return None
    grid = county.grid(f"{village.key}/{ticket.grid.rpartition('/')[2]}")
    return grid.key if grid and ticket.cadre in (grid.cadre, *grid.team) else None


def may_stay(county: County, ticket: Ticket, stand_in: StandIn) -> bool:
    """Whether the holder still has it by duty, stands in for one who has, or was given it himself."""
    id = ticket.cadre
    if id is None:
        return not onestops(county, ticket.township)
    if county.cadre(id) is None:
        return False
    if was_given(ticket):
        return True
    if ticket.private and is_about(county, id, ticket):
        return True
    grid = county.grid(ticket.grid) if ticket.grid else None
    village = county.village(ticket.village)
    duty = [*((grid.cadre, *grid.team) if grid else ())]
    duty += [village.liaison] if village and village.liaison else []
    duty += [id for _, ids in above(county, village, ticket.township) for id in ids]
    duty += onestops(county, None) if ticket.private or not duty else []
    return id in duty or any(stand_in(other) == id for other in duty)


def was_given(ticket: Ticket) -> bool:
    """Whether it was given to its holder himself: by a transfer that he accepted, or by a panel."""
    last = next((e for e in reversed(ticket.history) if e.move in _HANDING), None)
    if last is None or last.move not in _OWN_HANDS:
        return False
    return last.move == Move.DECIDE.value or last.by != ticket.cadre or last.why == TAKEN


def heir_of(county: County, ticket: Ticket, place: Home, stand_in: StandIn) -> Route:
    """Whose it is now.

    Who was given it himself keeps it as long as he is there. Else it is the grid's
    cadre's, else goes by place or household as a new report, else stays with its
    cadre if he has one grid there, else goes up.
    """
    found = _found(county, ticket, place, stand_in)
    if found.status is Status.TRIAGE and ticket.grid and place.village:
        theirs = [g for g in county.grids(place.village.key) if g.cadre == ticket.cadre]
        if len(theirs) == 1 and not ticket.private:
            cadre, leave = covered(county, theirs[0].cadre, stand_in)
            return Route(cadre, Status.ASSIGNED, f"原责任人现管{theirs[0].name}{leave}", grid=theirs[0].key)
    if place.village and ticket.cadre and county.cadre(ticket.cadre) and was_given(ticket):
        return Route(ticket.cadre, ticket.status, "仍由其办理", grid=found.grid)
    return found


def _found(county: County, ticket: Ticket, place: Home, stand_in: StandIn) -> Route:
    grid = county.grid(place.grid) if place.grid else None
    if place.village is None:
        return _up(county, ticket, None, stand_in)
    if ticket.private and concerns_cadre(Issue(ticket.category, ticket.text), county, place.village):
        return route_complaint(county, place.village, ticket.text, stand_in)
    if grid is not None:
        cadre, leave = covered(county, grid.cadre, stand_in)
        found = Route(cadre, Status.ASSIGNED, f"{grid.name}现责任人{leave}", grid=grid.key)
    else:
        home = next((h for v in ticket.voices if v.household and (h := county.household(v.household))), None)
        places = [ticket.place] if ticket.place else []
        found = route(
            county, place.village, places=places, text=ticket.text, household=home, stand_in=stand_in
        )
    if found.cadre is None or found.cadre in ticket.returned_by or is_about(county, found.cadre, ticket):
        return _up(county, ticket, place.village, stand_in)
    return found


def _up(county: County, ticket: Ticket, village: Village | None, stand_in: StandIn) -> Route:
    """The first of 联村干部, 包片领导 and 一站通 who hasn't returned it and whom it isn't about."""
    township = village.township if village else ticket.township
    steps = [village.liaison] if village else []
    steps += [id for _, ids in above(county, village, township) for id in ids]
    for id in [*steps, *onestops(county, None)]:
        acting, leave = covered(county, id, stand_in) if id else ("", "")
        known = county.cadre(acting)
        if known and acting not in ticket.returned_by and not is_about(county, acting, ticket):
            return Route(acting, Status.TRIAGE, f"→{known.duty or known.name}{leave}")
    return Route(None, Status.TRIAGE, "花名册里没有人可接")
