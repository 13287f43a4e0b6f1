"""What the rules of identity need remembered, as protocols; `storage` implements them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from casework.binding import Binding, Code
from casework.deeds import Deed
from casework.refusal import Refusal


class Codes(Protocol):
    """One-time binding codes."""

    def add(self, code: Code) -> None:
        """Keep a new code."""

    def remembered(self, since: datetime) -> Sequence[Code]:
        """Every code that is valid, or was at that moment, the latest first."""


class Bindings(Protocol):
    """Accounts bound to keys by a code, each for one login."""

    def add(self, binding: Binding) -> None:
        """Keep a new binding; whatever the account or the key was bound to in this login ends."""

    def person_of(self, session: str, handle: str) -> str | None:
        """The key an account of a login is bound to."""

    def handle_of(self, session: str, person: str) -> str | None:
        """The account of a login that is bound to a key."""

    def note_remark(self, person: str) -> None:
        """A remark carries the key now: no code is needed for it any more."""

    def without_remark(self) -> Sequence[Binding]:
        """The latest binding of each key that no remark has carried since, by key."""


class Refusals(Protocol):
    """What was refused. Only added to."""

    def add(self, refusal: Refusal) -> None:
        """Write one down."""

    def since(self, moment: datetime) -> Sequence[Refusal]:
        """Every refusal since a moment, oldest first."""

    def by_speaker(self, refusal: Refusal, since: datetime, deed: Deed | None = None) -> int:
        """How often whoever tried this has been refused since a moment (at one deed)."""

    def on_ticket(self, number: int, since: datetime) -> int:
        """How often somebody has been refused on a ticket since a moment."""

    def in_group(self, group: str, since: datetime, deed: Deed) -> int:
        """How often somebody has been refused at one deed in a group since a moment."""
