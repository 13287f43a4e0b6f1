"""``household``: what has happened with one household, oldest first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from bot.cli.opening import open_books, settings_of
from casework.errors import UserMistake
from casework.ports import TicketQuery

if TYPE_CHECKING:
    from casework.county import County
    from casework.ticket import Ticket
    from casework.visit import Visit

_KEY = typer.Argument(..., metavar="KEY", help="户号，如 H0012。", show_default=False)


def household(context: typer.Context, key: str = _KEY) -> None:
    """一户人家的走访和工单，先后为序（内部资料）。"""
    config = settings_of(context)
    with open_books(config) as books, books.works.looking() as uow:
        home = books.county.household(key.upper()) or books.county.household(key)
        if home is None:
            raise UserMistake(f"花名册里没有“{key}”这一户，请写户号")
        visits = uow.visits.of_household(home.id)
        tickets = uow.tickets.find(TicketQuery(household=home.id))
        lines = [_visited(visit, books.county) for visit in visits]
        lines += [_raised(ticket, home.id) for ticket in tickets]
        print(f"{home.head}家（{home.id}） {home.township} {home.village} {home.grid}")
        from bot.cli.tables import moment

        for at, words in sorted(lines):
            print(f"{moment(at)}  {words}")
        print(f"走访 {len(visits)} 次，工单 {len(tickets)} 件")


def _visited(visit: Visit, county: County) -> tuple[datetime, str]:
    from bot.cli.tables import person
    from bot.ledger import shown

    words = " ".join(shown(visit.words).split())
    numbers = "、".join(f"#{number}" for number in visit.tickets)
    raised = f"（登记 {numbers}）" if numbers else ""
    return visit.at, f"走访  {person(county, visit.cadre)}  {words}{raised}"


def _raised(ticket: Ticket, household: str) -> tuple[datetime, str]:
    from bot.ledger import shown

    private = "（不公开）" if ticket.private else ""
    joined = next(v.at for v in ticket.voices if v.household == household)
    words = " ".join(shown(ticket.text).split())
    return joined, f"工单  {ticket.tag}〔{ticket.category.label}〕{ticket.state}{private}  {words}"
