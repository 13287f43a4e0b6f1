"""Questions that the bot can answer: how a matter stands, and who is responsible."""

from __future__ import annotations

from datetime import datetime

from casework.county import Grid
from casework.deeds import Deed
from casework.messages import Turn
from casework.permissions import may
from casework.places.speech import plain
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.services.finding import RECENT, best, in_group, named, own
from casework.services.refusing import asking_of, refuse
from casework.services.speaking import cause_of, reply, reply_privately, tell_cadres
from casework.taxonomy import Kind, Status
from casework.ticket import Ticket
from casework.wording import added, head, holder, moment


def tell_status(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """上次说的路灯修了没: one line on the matter meant; silence where none is."""
    ticket = named(uow, turn)
    if ticket is None:
        mine = [
            t
            for t in own(desk, uow, turn, RECENT)
            if t.is_open or now - t.opened_at <= desk.settings.status_lookback
        ]
        ticket = best(_about(mine, turn), turn)
    if ticket is None:
        since = now - desk.settings.status_lookback
        around = _about(in_group(desk, uow, turn, since), turn)
        ticket = best(around, turn) if turn.reading.category or turn.reading.places else None
    if ticket is None:
        if turn.group is None:
            reply(uow, turn, Kind.ANSWER, desk.phrases("status_none"), now)
        return
    if not may(Deed.ASK, asking_of(desk, uow, turn, now, ticket)):
        refuse(desk, uow, turn, Deed.ASK, turn.text, now, ticket)
        return
    turn.tickets = (ticket.number,)
    if not ticket.private:
        reply(uow, turn, Kind.ANSWER, status_line(desk, ticket), now, ticket.number)
    elif turn.person or turn.group is None:
        reply_privately(uow, turn, Kind.ANSWER, status_line(desk, ticket), now, ticket.number)
    if ticket.is_open and ticket.status is not Status.RESOLVED:
        words = added(ticket, turn.name, turn.text)
        tell_cadres(desk, uow, [ticket.cadre], Kind.REMIND, words, now, ticket.number, cause=cause_of(turn))


def _about(tickets: list[Ticket], turn: Turn) -> list[Ticket]:
    """Those of the category asked about, where one was named."""
    if turn.reading.category is None:
        return tickets
    same = [t for t in tickets if t.category is turn.reading.category]
    words = [s.text for s in turn.reading.places]
    near = [t for t in tickets if t.place and any(w in t.place or t.place in w for w in words)]
    return same or near


def status_line(desk: Desk, ticket: Ticket) -> str:
    """How a ticket stands, in one line."""
    if not ticket.is_open:
        outcome = f"，{ticket.outcome.label}" if ticket.outcome else ""
        return desk.phrases("status_closed", head=head(ticket), status=ticket.status.label, outcome=outcome)
    due = f"，{moment(ticket.due)}前办结" if ticket.due and ticket.status is not Status.RESOLVED else ""
    return desk.phrases(
        "status", head=head(ticket), status=ticket.state, holder=holder(desk.county, ticket), due=due
    )


def tell_contact(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """我们网格谁管的: the 连心卡 of the grid meant, or of every grid of the village."""
    if not turn.village:
        return
    grids = list(desk.county.grids(turn.village))
    grid = _grid_meant(desk, turn, grids)
    if grid is not None:
        text = _card(desk, grid)
    else:
        village = desk.county.village(turn.village)
        listed = "；".join(_card(desk, g) for g in grids[:8])
        if not listed or village is None:
            return
        text = desk.phrases("contact_list", village=village.name, listed=listed)
    reply(uow, turn, Kind.ANSWER, text, now)


def _grid_meant(desk: Desk, turn: Turn, grids: list[Grid]) -> Grid | None:
    text = turn.text
    found = next((g for g in grids if g.name in text), None)
    if found is not None:
        return found
    named = desk.county.gazetteer(turn.village or "").find(plain(text))
    placed = [m for m in named if len(m.grids) == 1]
    if placed:
        return next((g for g in grids if g.name == placed[0].grids[0]), None)
    info = desk.county.person(turn.person) if turn.person else None
    if info and info.household and info.household.village_key == turn.village:
        return next((g for g in grids if g.name == info.household.grid), None)
    return grids[0] if len(grids) == 1 else None


def _card(desk: Desk, grid: Grid) -> str:
    cadre = desk.county.cadre(grid.cadre)
    if cadre is None:
        return grid.name
    phone = f"，电话 {cadre.phone}" if cadre.phone else ""
    return desk.phrases("contact", grid=grid.name, duty=cadre.duty, name=cadre.name, phone=phone)
