"""What is not kept: group talk that led to nothing goes after a week (PRODUCT 10)."""

from __future__ import annotations

from datetime import datetime

from casework.services.desk import Desk


def forget_chatter(desk: Desk, now: datetime) -> None:
    """Erase the words of old messages that led to nothing."""
    with desk.works() as uow:
        uow.inbox.forget(now - desk.settings.keep_chatter)
        uow.commit()
