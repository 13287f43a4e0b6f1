"""``check``: whether everything is in place."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta

import typer

from bot.cli.opening import open_books, settings_of
from bot.config import Config, default_config
from casework.clock import SystemClock, local_day
from casework.errors import BadDatabase, BadSettings


def check(context: typer.Context) -> None:
    """检查设置、数据库、花名册和模型；每个问题一行，写明怎么办。提示不算问题。"""
    for hint in _hints():
        print(f"提示 {hint}")
    found = 0
    for problem in _problems(context):
        print(problem)
        found += 1
    if found:
        print(f"共 {found} 个问题", file=sys.stderr)
        raise typer.Exit(1)
    print("一切就绪")


def _hints() -> Iterator[str]:
    """What the bot manages without, and how."""
    from bot.calendar import PublicCalendar
    from bot.checks import check_calendar, check_fonts
    from bot.picture import chinese_fonts

    yield from check_calendar(local_day(SystemClock().now()), PublicCalendar())
    yield from check_fonts(bool(chinese_fonts()))


def _problems(context: typer.Context) -> Iterator[str]:
    from bot.checks import check_model

    try:
        config = settings_of(context)
    except BadSettings as error:
        yield from str(error).splitlines()
        config = default_config()
    yield from check_model(config.model_dir, config.learned_dir)
    yield from _problems_in_database(config)


def _problems_in_database(config: Config) -> Iterator[str]:
    from bot.checks import check_bindings, check_notices, check_refusals, check_roster
    from storage.roster_store import export_roster

    try:
        with open_books(config) as books, books.works.looking() as uow:
            yield from check_roster(export_roster(books.engine))
            yield from check_notices(uow.outbox.dead())
            yield from check_bindings(uow.bindings.without_remark(), books.county)
            yield from check_refusals(uow.refusals.since(SystemClock().now() - timedelta(days=7)))
    except BadDatabase as error:
        yield str(error)
