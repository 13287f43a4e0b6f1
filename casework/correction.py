"""What a person said the bot should have understood: what the next training learns from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.taxonomy import Act, Category, Labelled


class Learning(Labelled):
    """How far a correction has come."""

    NEW = "new", "待看"
    TAKEN = "taken", "已采用"
    DROPPED = "dropped", "不采用"


@dataclass(eq=False)
class Correction:
    """One message, as it was read and as a cadre says that it should have been.

    text: masked; no number and no name of the roster is in it.
    was_act, was_category: what the bot read. act, category: what is right.
    by: 工号 of who corrected. ticket: number, where there is one.
    """

    at: datetime
    by: str
    text: str
    was_act: Act
    act: Act
    was_category: Category | None = None
    category: Category | None = None
    ticket: int | None = None
    state: Learning = Learning.NEW
    id: int | None = None
