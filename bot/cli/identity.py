"""``code``: a one-time binding code for somebody whom the roster knows."""

from __future__ import annotations

from datetime import timedelta

import typer

from bot.cli.opening import open_books, settings_of
from casework.clock import SystemClock

_KEY = typer.Argument(..., metavar="KEY", help="工号，或 户号/姓名，如 H0012/张小红。", show_default=False)
_HOURS = typer.Option(72, "--hours", help="多少小时内有效。", min=1, max=24 * 30)


def code(context: typer.Context, key: str = _KEY, hours: int = _HOURS) -> None:
    """发一个一次性绑定码：本人对机器人说“绑定 六位数字”即认定为本人。"""
    config = settings_of(context)
    from casework.services.binding import issue_code
    from casework.wording import moment

    now = SystemClock().now()
    with open_books(config) as books:
        digits = issue_code(books.works, books.county, key, "cli", now, timedelta(hours=hours))
    print(digits)
    until = moment(now + timedelta(hours=hours))
    print(f"{key} 的绑定码，{until}前有效，只能用一次。请本人私信机器人：绑定 {digits}")
