"""``digest``: what a group, a cadre or a leader would be told, without telling it."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Optional

import typer

from bot.cli.opening import Books, open_books, settings_of
from casework.clock import SystemClock, local_day
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
_DATE = typer.Option(
    None, "--date", metavar="D", formats=["%Y-%m-%d"], help="哪一天，如 2026-06-10；默认今天。"
)


def digest(
    context: typer.Context,
    audience: Audience = _FOR,
    name: Optional[str] = _NAME,
    day: Optional[datetime] = _DATE,
) -> None:
    """打印简报，不发送。"""
    config = settings_of(context)
    from casework.services.digesting import render

    wanted = day.date() if day else local_day(SystemClock().now())
    with open_books(config) as books, books.works.looking() as uow:
        if name is not None:
            _see_name(books, audience, name)
        texts = render(_desk(books, config), uow, audience.value, name, wanted)
    print("\n\n".join(texts) if texts else "", end="\n" if texts else "")
    if not texts:
        print(f"{wanted.isoformat()} 没有要说的", file=sys.stderr)


def _see_name(books: Books, audience: Audience, name: str) -> None:
    if audience is Audience.GROUP:
        known = any(name in (g.name, g.village) for g in books.county.groups())
    else:
        known = any(name in (c.id, c.name) for c in books.county.cadres())
    if not known:
        raise UserMistake(f"花名册里没有“{name}”，请检查 --name")


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
