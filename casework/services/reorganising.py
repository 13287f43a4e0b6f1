"""After a change of the roster: no open ticket stays with somebody who is gone, or in a grid that is no more.

Who was responsible then stays in the history; deadlines stay as they are. One look
finds the tickets that are not in order; each of those has a transaction of its own,
so that doing it again, after a crash or in another process, changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.chain import above, onestops
from casework.county import County, Village
from casework.deadlines import wind
from casework.lifecycle import Move, advance, is_legal
from casework.permissions import is_about
from casework.ports import TicketQuery, UnitOfWork
from casework.reading import Issue
from casework.routing import Route, StandIn, covered, route, route_complaint
from casework.sensitive import concerns_cadre
from casework.services.desk import Desk
from casework.services.settling import TAKEN
from casework.services.speaking import tell_cadres
from casework.services.standing_in import leaves, note_leave, stand_in_on
from casework.staff_wording import deputy_gone, reassigned, reassigned_away, transfer_dropped
from casework.taxonomy import OPEN, Kind, Status
from casework.ticket import Ticket
from casework.wording import holder

_DONE = "reorganised"
"""Key of the roster's version after which everything was put in order."""

_OWN_HANDS = frozenset({Move.TRANSFER.value, Move.DECIDE.value})
"""Moves that gave a ticket to a person, not to whoever has the grid."""

_HANDING = frozenset({Move.ASSIGN.value, Move.RETURN.value}) | _OWN_HANDS


@dataclass(frozen=True)
class _Place:
    """Where a ticket is by the present roster."""

    village: Village | None
    grid: str | None
    why: str


def reorganise(desk: Desk, version: int, now: datetime) -> None:
    """Put every open ticket in order for a version of the roster, once."""
    with desk.works.looking() as uow:
        if uow.memory.get(_DONE) == str(version):
            return
        stand_in = stand_in_on(uow, now)
        found = uow.tickets.find(TicketQuery(statuses=OPEN))
        upset = [t.number for t in found if not _is_in_order(desk.county, t, stand_in)]
    for number in upset:
        with desk.works() as uow:
            ticket = uow.tickets.get(number)
            if ticket is not None and ticket.is_open and settle_ticket(desk, uow, ticket, now):
                uow.commit()
    with desk.works() as uow:
        _settle_leaves(desk, uow, now)
        uow.memory.put(_DONE, str(version))
        uow.commit()


def _is_in_order(county: County, ticket: Ticket, stand_in: StandIn) -> bool:
    known = ticket.pending is None or county.cadre(ticket.pending) is not None
    return known and _place_of(county, ticket).why == "" and _may_stay(county, ticket, stand_in)


def settle_ticket(desk: Desk, uow: UnitOfWork, ticket: Ticket, now: datetime) -> bool:
    """Hand a ticket on if its cadre or its grid is gone by the present roster; whether anything changed."""
    changed = _settle_pending(desk, uow, ticket, now)
    place = _place_of(desk.county, ticket)
    stand_in = stand_in_on(uow, now)
    if place.why == "" and _may_stay(desk.county, ticket, stand_in):
        return changed
    found = _find(desk, ticket, place, stand_in)
    _hand_on(desk, uow, ticket, place, found, now)
    return True


def _settle_pending(desk: Desk, uow: UnitOfWork, ticket: Ticket, now: datetime) -> bool:
    """A transfer to somebody who is gone is off."""
    gone = ticket.pending
    if gone is None or desk.county.cadre(gone) is not None:
        return False
    ticket.pending = None
    advance(ticket, Move.CORRECT, by="bot", now=now, why=f"转办取消（{gone}已不在花名册）")
    wind(ticket, desk.settings, desk.calendar)
    tell_cadres(desk, uow, [ticket.cadre], Kind.STATUS, transfer_dropped(ticket, gone), now, ticket.number)
    return True


def _place_of(county: County, ticket: Ticket) -> _Place:
    """The village and grid of a ticket now, and what became of the old ones ("" if still there)."""
    village = county.village(ticket.village)
    if village is None and ticket.village:
        return _Place(_successor(county, ticket), None, f"{ticket.village}已撤销或更名")
    if ticket.grid is not None and county.grid(ticket.grid) is None:
        return _Place(village, None, f"{ticket.grid.rpartition('/')[2]}已撤销或更名")
    return _Place(village, ticket.grid, "")


def _successor(county: County, ticket: Ticket) -> Village | None:
    """What a village that is gone is now: the one of the group, else of those who raised the matter."""
    group = county.group(ticket.group) if ticket.group else None
    if group is not None and group.village_key:
        return county.village(group.village_key)
    for voice in ticket.voices:
        home = county.household(voice.household) if voice.household else None
        if home is not None:
            return county.village(home.village_key)
    return None


def _may_stay(county: County, ticket: Ticket, stand_in: StandIn) -> bool:
    """Whether the holder still has it by duty, stands in for one who has, or was given it himself."""
    id = ticket.cadre
    if id is None:
        return not onestops(county, ticket.township)
    if county.cadre(id) is None:
        return False
    if _was_given(ticket, id):
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


def _was_given(ticket: Ticket, holder: str) -> bool:
    """Whether it was given to the holder himself: by a transfer that he accepted, or by a panel."""
    last = next((e for e in reversed(ticket.history) if e.move in _HANDING), None)
    if last is None or last.move not in _OWN_HANDS:
        return False
    return last.move == Move.DECIDE.value or last.by != holder or last.why == TAKEN


def _find(desk: Desk, ticket: Ticket, place: _Place, stand_in: StandIn) -> Route:
    """Whose it is now: the grid's cadre, else by place or household as a new report, else going up."""
    county = desk.county
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


def _hand_on(desk: Desk, uow: UnitOfWork, ticket: Ticket, place: _Place, found: Route, now: datetime) -> None:
    former = ticket.cadre
    gone = former is not None and desk.county.cadre(former) is None
    why = place.why or (f"{former}已不在花名册" if gone else f"{former}不再负责此网格")
    ticket.cadre, ticket.grid, ticket.basis = found.cadre, found.grid, f"花名册调整（{why}）{found.basis}"
    if place.village is not None:
        ticket.village, ticket.township = place.village.key, place.village.township
    _move(ticket, found.status, now)
    wind(ticket, desk.settings, desk.calendar)
    if former == found.cadre:
        return
    tell_cadres(
        desk,
        uow,
        [found.cadre],
        Kind.ASSIGN,
        reassigned(desk.county, ticket, why),
        now,
        ticket.number,
        ticket.urgent,
    )
    away = reassigned_away(ticket, holder(desk.county, ticket))
    tell_cadres(desk, uow, [former], Kind.STATUS, away, now, ticket.number)


def _move(ticket: Ticket, status: Status, now: datetime) -> None:
    """Write it into the history. Whoever takes over what was accepted need not accept it again."""
    before = ticket.status
    if status is Status.TRIAGE and before is not Status.TRIAGE and is_legal(before, Move.RETURN):
        move = Move.RETURN
        ticket.accepted_at = None
    elif status is Status.ASSIGNED and before in (Status.TRIAGE, Status.ASSIGNED):
        move = Move.ASSIGN
    else:
        move = Move.CORRECT
    advance(ticket, move, by="bot", now=now, why=ticket.basis)


def _settle_leaves(desk: Desk, uow: UnitOfWork, now: datetime) -> None:
    """A deputy who is gone stands in for nobody; whoever is away is told."""
    for away, leave in leaves(uow).items():
        if desk.county.cadre(away) is None:
            note_leave(uow, away, None)
        elif desk.county.cadre(leave.deputy) is None:
            note_leave(uow, away, None)
            tell_cadres(desk, uow, [away], Kind.ASK, deputy_gone(leave.deputy), now)
