"""What somebody tried without the right to it. Written down, never changed (PRODUCT 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.deeds import Deed


@dataclass(eq=False)
class Refusal:
    """One attempt that was refused, or passed over in silence.

    person, name, handle, session: who tried, as with a message; group: where, None in private.
    ticket: number of the ticket it was tried on.
    why: in words; cause: id of the inbox message.
    """

    at: datetime
    deed: Deed
    name: str
    why: str
    person: str | None = None
    group: str | None = None
    handle: str | None = None
    session: str | None = None
    ticket: int | None = None
    cause: int | None = None
    id: int | None = None

    @property
    def who(self) -> str:
        """The key where verified, else name and group: how the record names people."""
        return self.person or (f"{self.name}（{self.group}）" if self.group else self.name)
