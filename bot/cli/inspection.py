"""``check``: whether everything is in place."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta

import typer

from bot.cli.opening import open_books, settings_of
from bot.config import Config, default_config
from casework.clock import SystemClock, local_day
from casework.errors import BadDatabase, BadSettings

UNDELIVERED = timedelta(days=14)
"""What did not arrive before that is of no use to anybody any more, and no problem that can be solved."""

Found = tuple[bool, str]
"""Whether it is a problem or a mere hint, and the line that says so."""


def check(context: typer.Context) -> None:
    """检查设置、数据库、花名册和模型；每个问题一行，写明怎么办。提示不算问题。"""
    problems = 0
    for is_problem, line in _findings(context):
        print(line if is_problem else f"提示 {line}")
        problems += is_problem
    if problems:
        print(f"共 {problems} 个问题", file=sys.stderr)
        raise typer.Exit(1)
    print("一切就绪")


def _findings(context: typer.Context) -> Iterator[Found]:
    from bot.calendar import PublicCalendar
    from bot.checks import check_calendar, check_fonts, check_model
    from bot.picture import chinese_fonts

    yield from _hints(check_calendar(local_day(SystemClock().now()), PublicCalendar()))
    yield from _hints(check_fonts(bool(chinese_fonts())))
    try:
        config = settings_of(context)
    except BadSettings as error:
        yield from _problems(str(error).splitlines())
        config = default_config()
    yield from _problems(check_model(config.model_dir, config.learned_dir))
    yield from _in_database(config)


def _in_database(config: Config) -> Iterator[Found]:
    from bot.checks import check_bindings, check_notices, check_refusals
    from bot.roster_checks import check_roster, hint_roster
    from storage.roster_store import export_roster

    try:
        with open_books(config) as books, books.works.looking() as uow:
            roster = export_roster(books.engine)
            yield from _hints(hint_roster(roster))
            yield from _problems(check_roster(roster))
            now = SystemClock().now()
            dead = [n for n in uow.outbox.dead() if n.created_at >= now - UNDELIVERED]
            yield from _problems(check_notices(dead))
            yield from _problems(check_bindings(uow.bindings.without_remark(), books.county))
            yield from _problems(check_refusals(uow.refusals.since(now - timedelta(days=7))))
    except BadDatabase as error:
        yield True, str(error)


def _problems(lines: Iterable[str]) -> Iterator[Found]:
    return ((True, line) for line in lines)


def _hints(lines: Iterable[str]) -> Iterator[Found]:
    return ((False, line) for line in lines)
