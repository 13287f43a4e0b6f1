"""Days as somebody types them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Optional

import typer


def day_of(text: Optional[str], option: str) -> date | None:
    """``2026-06-01`` as a day, None for nothing; wrong usage, told in a line, where it is none."""
    if text is None:
        return None
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007  (a day has no zone)
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是日期，请写成 2026-06-01", param_hint=option) from None
