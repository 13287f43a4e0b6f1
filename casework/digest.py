"""Digests as facts: what a group, a cadre or a leader is told, before it is put into words (PRODUCT 6)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
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
class Bar:
    """One village (or grid) of a chart: registered and settled within the week, late now."""

    name: str
    new: int
    settled: int
    late: int


@dataclass(frozen=True)
class Chart:
    """The picture beside a weekly digest, as figures; drawn where it is sent."""

    title: str
    bars: tuple[Bar, ...]

    def dumps(self) -> str:
        """As text, to be kept with the notice."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def loads(cls, text: str) -> Chart:
        """Back from text."""
        kept = json.loads(text)
        return cls(kept["title"], tuple(Bar(**bar) for bar in kept["bars"]))


@dataclass(frozen=True)
class Week:
    """An area's last week, from Monday to Sunday.

    satisfied: verdicts 满意 and 基本满意 among `rated`. unfixed: of `settled`, what could not be solved.
    """

    begin: date
    end: date
    new: int
    settled: int
    unfixed: int
    satisfied: int
    rated: int
    bars: tuple[Bar, ...] = ()

    @property
    def has_news(self) -> bool:
        """Whether anything was registered or settled."""
        return bool(self.new or self.settled)


@dataclass(frozen=True)
class LeaderDigest:
    """A leader's morning for his area; late per cadre; the week's figures on its first working day."""

    day: date
    area: str
    open: Sequence[Ticket]
    waiting: Sequence[Ticket]
    due_today: Sequence[Ticket]
    late: Sequence[tuple[str, Sequence[Ticket]]]
    week: Week | None = None

    @property
    def overdue(self) -> int:
        """How many are late."""
        return sum(len(tickets) for _, tickets in self.late)

    @property
    def has_news(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.open or (self.week and self.week.has_news))
