"""``stars``: who has granted how many wishes in a month."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Optional

import typer

from bot.cli.opening import open_books, settings_of
from casework.clock import SystemClock, at_local, local_day
from casework.ports import TicketQuery
from casework.stars import Standing, standings
from casework.taxonomy import Channel, Status

_MONTH = typer.Option(None, "--month", metavar="M", formats=["%Y-%m"], help="哪个月，如 2026-06；默认本月。")
_TOWNSHIP = typer.Option(None, "--township", metavar="T", help="只列这个乡镇的心愿。")
_JSON = typer.Option(False, "--json", help="每行一个 JSON 对象。")


def stars(
    context: typer.Context,
    month: Optional[datetime] = _MONTH,
    township: Optional[str] = _TOWNSHIP,
    as_json: bool = _JSON,
) -> None:
    """排位争星：每月实现微心愿的志愿者和干部，每件一颗星。"""
    first = (month.date() if month else local_day(SystemClock().now())).replace(day=1)
    config = settings_of(context)
    with open_books(config) as books, books.works.looking() as uow:
        # Whatever was confirmed since has an entry since.
        query = TicketQuery(
            statuses=frozenset({Status.CLOSED}),
            channel=Channel.WISH,
            township=township,
            touched_from=at_local(first, 0),
        )
        found = standings(uow.tickets.find(query), at_local(first, 0), at_local(_next_month(first), 0))
        names = {s.person: person.name for s in found if (person := books.county.person(s.person))}
    for standing in found:
        print(_line(standing, names.get(standing.person, standing.person), as_json))
    if not as_json:
        print(f"{first:%Y-%m} 共 {len(found)} 人，{sum(s.stars for s in found)} 颗星")


def _line(standing: Standing, name: str, as_json: bool) -> str:
    tags = [f"#{number}" for number in standing.tickets]
    if as_json:
        told = {
            "rank": standing.rank,
            "person": standing.person,
            "name": name,
            "stars": standing.stars,
            "tickets": [str(number) for number in standing.tickets],
        }
        return json.dumps(told, ensure_ascii=False)
    return f"{standing.rank}. {name}（{standing.person}） {'★' * standing.stars} {'、'.join(tags)}"


def _next_month(first: date) -> date:
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
