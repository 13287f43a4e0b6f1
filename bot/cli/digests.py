"""``digest``: what a group, a cadre or a leader would be told, without telling it."""

from __future__ import annotations

import sys
from enum import Enum
from typing import TYPE_CHECKING, Optional

import typer

from bot.cli.days import day_of
from bot.cli.opening import Books, open_books, settings_of
from casework.clock import SystemClock, local_day
from casework.county import Purpose
from casework.errors import UserMistake
from casework.reading import Reading

if TYPE_CHECKING:
    from bot.config import Config
    from casework.services.desk import Desk


class Audience(str, Enum):
    """Whose digest."""

    GROUP = "group"
    CADRE = "cadre"
    LEADER = "leader"


_FOR = typer.Option(..., "--for", help="给谁看的：民情群、干部，或包片领导和一站通。", show_default=False)
_NAME = typer.Option(None, "--name", metavar="N", help="群名或村名；干部的姓名或工号。默认列出每一个有事的。")
_DATE = typer.Option(None, "--date", metavar="D", help="哪一天，如 2026-06-10；默认今天。")


def digest(
    context: typer.Context,
    audience: Audience = _FOR,
    name: Optional[str] = _NAME,
    day: Optional[str] = _DATE,
) -> None:
    """打印简报，不发送。"""
    wanted = day_of(day, "--date") or local_day(SystemClock().now())
    config = settings_of(context)
    from casework.services.digesting import render

    with open_books(config) as books, books.works.looking() as uow:
        if name is not None:
            _see_name(books, audience, name)
        desk = _desk(books, config)
        texts = render(desk, uow, audience.value, name, wanted)
        workday = desk.calendar.is_workday(wanted)
    for i, (to, text) in enumerate(texts):
        if len(texts) > 1:
            print(f"{'' if i == 0 else chr(10)}── 给 {to}")
        print(text)
    if not texts:
        print(f"{wanted.isoformat()} 没有要说的", file=sys.stderr)
    elif audience is not Audience.GROUP and not workday:
        print(f"{wanted.isoformat()} 不是工作日，当天不会发出", file=sys.stderr)


def _see_name(books: Books, audience: Audience, name: str) -> None:
    """Raises `UserMistake` where nobody of that name gets such a digest."""
    if audience is Audience.GROUP:
        groups = [g for g in books.county.groups() if name in (g.name, g.village, g.village_key)]
        if not groups:
            raise UserMistake(f"花名册里没有“{name}”这个群或村，请检查 --name")
        if all(g.purpose is not Purpose.VILLAGE for g in groups):
            raise UserMistake(f"“{name}”是{groups[0].purpose.value}群，只有民情群有日报")
        return
    cadres = [c for c in books.county.cadres() if name in (c.id, c.name)]
    if not cadres:
        raise UserMistake(f"花名册里没有“{name}”这个干部，请检查 --name，可以写姓名或工号")
    if audience is Audience.LEADER and not any(_leads(books, cadre.id) for cadre in cadres):
        raise UserMistake(f"“{name}”不是包片领导，也不是一站通负责人，没有汇总；可用 --for cadre")


def _leads(books: Books, cadre: str) -> bool:
    duties = books.county.duties(cadre)
    return bool(duties.led_villages or duties.townships)


class _ReadsNothing:
    """Digests are made from tickets; no message is read for them, so no model is loaded."""

    def read(self, text: str, *, cadre: bool = False, village: str | None = None) -> Reading:
        raise LookupError("a digest reads no messages")


def _desk(books: Books, config: Config) -> Desk:
    from bot.calendar import PublicCalendar
    from bot.phrases import DomainPhrases
    from casework.services.desk import Desk

    return Desk(
        books.works, books.county, PublicCalendar(), config.settings, DomainPhrases(), _ReadsNothing()
    )
