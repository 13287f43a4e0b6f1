"""Who is next above the holder of a ticket: 包片领导, 一站通, the county's (PRODUCT 2.4, 4.3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from casework.chain import above
from casework.permissions import is_about
from casework.ports import UnitOfWork
from casework.routing import covered
from casework.services.desk import Desk
from casework.services.standing_in import stand_in_on
from casework.ticket import Ticket


def next_above(
    desk: Desk, uow: UnitOfWork, ticket: Ticket, gone: Collection[str], now: datetime
) -> str | None:
    """The nearest one up, or who stands in for him, who isn't among `gone` and whom it isn't about."""
    stand_in = stand_in_on(uow, now)
    steps = above(desk.county, desk.county.village(ticket.village), ticket.township)
    acting = [
        covered(desk.county, id, stand_in)[0]
        for _, ids in steps
        for id in ids
        if not is_about(desk.county, id, ticket)
    ]
    fit = (a for a in acting if a not in gone and a != ticket.cadre and not is_about(desk.county, a, ticket))
    return next(fit, None)
