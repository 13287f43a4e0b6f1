"""Everything that can go wrong and is worth a name.

CaseworkError
├── UserMistake            somebody can put it right; told without a traceback
│   ├── BadSettings
│   ├── BadRoster          with one `Fault` per row
│   ├── BadTranscript
│   ├── BadDatabase
│   └── NoModel
├── Conflict               somebody else changed the same thing meanwhile; begin again
└── Refused                an act that the rules do not allow; told to who tried it
    ├── IllegalMove        not from this status
    ├── NotYours           not by this person
    └── UnknownTicket
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casework.lifecycle import Move
    from casework.taxonomy import Status


class CaseworkError(Exception):
    """Root of the tree."""


class UserMistake(CaseworkError):
    """A mistake in what the operator gave; `str()` says where and what to do."""


class BadSettings(UserMistake):
    """The settings file cannot be used."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file; `row` counts from 1, the header being row 1."""

    file: str
    row: int
    what: str

    def __str__(self) -> str:
        """The line people see: ``file:row: what is wrong``."""
        return f"{self.file}:{self.row}: {self.what}"


class BadRoster(UserMistake):
    """The roster has bad rows; nothing of it was taken."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep every fault, in file order."""
        super().__init__("\n".join(str(f) for f in faults))
        self.faults = faults


class BadTranscript(UserMistake):
    """A transcript has bad lines; nothing of it was played."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep every fault, in file order."""
        super().__init__("\n".join(str(f) for f in faults))
        self.faults = faults


class BadDatabase(UserMistake):
    """The database cannot be opened or is of another version."""


class NoModel(UserMistake):
    """There is no trained model, or it is not one of ours."""


class Conflict(CaseworkError):
    """Somebody else changed the same ticket meanwhile; nothing was written, begin again."""


class Refused(CaseworkError):
    """An act that the rules do not allow. Changes nothing."""


@dataclass(frozen=True)
class IllegalMove(Refused):
    """The table of legal moves has no such entry."""

    number: int
    status: Status
    move: Move


@dataclass(frozen=True)
class NotYours(Refused):
    """Somebody without the right tried; `holder` is the cadre who has it, if any."""

    number: int
    holder: str | None = None


@dataclass(frozen=True)
class UnknownTicket(Refused):
    """There is no ticket of that number."""

    number: int
