"""The departments that help: asked when a matter of theirs comes, released when it goes (PRODUCT 2.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from casework.county import Department
from casework.lifecycle import Move
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.services.speaking import tell_cadres
from casework.taxonomy import Kind
from casework.ticket import Ticket
from casework.wording import co_handling, department_released, holder


def departments_of(desk: Desk, ticket: Ticket) -> tuple[str, ...]:
    """Names of the departments that answer for its category."""
    return tuple(d.name for d in desk.county.departments() if ticket.category in d.categories)


def inform_departments(
    desk: Desk, uow: UnitOfWork, ticket: Ticket, now: datetime, names: Iterable[str], cause: int | None
) -> None:
    """The duty stays with the grid cadre; the departments hear of it as co-handlers (PRODUCT 2.2)."""

    def words(department: Department) -> str:
        return co_handling(department.name, ticket, holder(desk.county, ticket))

    _tell(desk, uow, ticket, Kind.ASSIGN, now, names, words, cause, told=[ticket.cadre])


def release_departments(
    desk: Desk,
    uow: UnitOfWork,
    ticket: Ticket,
    now: datetime,
    cause: int | None,
    words: str | None = None,
    names: Iterable[str] | None = None,
) -> None:
    """Tell departments that were asked to help that they needn't any longer; all of them by default."""
    text = words or department_released(ticket)
    whom = ticket.departments if names is None else names
    said = uow.inbox.get(cause) if cause is not None else None
    told = [ticket.cadre, said.person if said else None]
    _tell(desk, uow, ticket, Kind.STATUS, now, whom, lambda _: text, cause, told)


def _tell(
    desk: Desk,
    uow: UnitOfWork,
    ticket: Ticket,
    kind: Kind,
    now: datetime,
    names: Iterable[str],
    words: Callable[[Department], str],
    cause: int | None,
    told: list[str | None],
) -> None:
    """Each contact once, but for those who are `told` by other means.

    Of a private matter, and of a wish that went to the volunteers, they have heard nothing.
    """
    if ticket.private or any(e.move == Move.PUBLISH.value for e in ticket.history):
        return
    wanted = set(names)
    for department in desk.county.departments():
        if department.name in wanted:
            others = [contact for contact in department.contacts if contact not in told]
            told += others
            text = words(department)
            tell_cadres(desk, uow, others, kind, text, now, ticket.number, ticket.urgent, cause=cause)
