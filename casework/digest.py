"""Digests as facts: what a group, a cadre or a leader is told, before it is put into words (PRODUCT 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.ticket import Ticket


@dataclass(frozen=True)
class GroupDigest:
    """A village's day: what came in, what moved, what was settled, what is open; the month so far."""

    day: date
    village: str
    new: Sequence[Ticket]
    moved: Sequence[Ticket]
    settled: Sequence[Ticket]
    open: Sequence[Ticket]
    month_new: int
    month_settled: int
    month_satisfied: int
    month_rated: int

    @property
    def older(self) -> Sequence[Ticket]:
        """What is open and has had no news today."""
        return [t for t in self.open if t not in self.new and t not in self.moved]

    @property
    def has_news(self) -> bool:
        """Whether anything happened that day."""
        return bool(self.new or self.moved or self.settled)


@dataclass(frozen=True)
class CadreDigest:
    """A cadre's morning: what waits for him, is due today, is overdue, is in hand."""

    day: date
    name: str
    waiting: Sequence[Ticket]
    due_today: Sequence[Ticket]
    overdue: Sequence[Ticket]
    in_hand: Sequence[Ticket]

    @property
    def has_news(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.waiting or self.due_today or self.overdue or self.in_hand)


@dataclass(frozen=True)
class LeaderDigest:
    """A leader's morning for his area: open and late per cadre; the week's figures on Mondays."""

    day: date
    area: str
    open: Sequence[Ticket]
    late: Sequence[tuple[str, Sequence[Ticket]]]
    week_new: int | None = None
    week_settled: int | None = None
    week_satisfied: int | None = None
    week_rated: int | None = None

    @property
    def has_news(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.open or self.late or self.week_new is not None)
