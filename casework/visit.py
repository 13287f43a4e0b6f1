"""A visit that a cadre paid to a household (PRODUCT 7: 走村不漏户)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(eq=False)
class Visit:
    """One visit. Only added to, never changed.

    cadre: 工号 of who went; household: 户号 of where. words: what he tells of it.
    tickets: numbers of what was registered from his words. cause: id of the inbox message.
    """

    at: datetime
    cadre: str
    household: str
    words: str
    tickets: tuple[int, ...] = ()
    cause: int | None = None
    id: int | None = None
