"""A month of traffic, from one seed: people who talk, report, answer late or never, and a bot among them.

The bot is the whole bot on a simulated clock; the people answer what it says. After
every event the invariants are looked at.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.compose import Model
from bot.engine import Bot
from bot.simulation import talk
from bot.simulation.invariants import Invariants
from bot.simulation.people_at_work import PeopleAtWork
from bot.transports.base import Delivery, Event, Sent
from casework.clock import SimulatedClock, local_day
from casework.county import ChatGroup, Purpose
from casework.notice import Notice
from casework.ports import TicketQuery
from casework.services.desk import Desk
from casework.taxonomy import Status
from casework.ticket import Ticket

Told = Callable[[str], None]

_BAD_DAYS = 0.03
"""The share of a village's days on which something fails for everybody."""

MOST_STOPS = 10_000
"""So many stops at one moment mean that the bot goes round in circles."""


@dataclass
class Month:
    """What came of it: figures by name, and every invariant that was broken."""

    heard: int = 0
    said: Counter[str] = field(default_factory=Counter)
    tickets: Counter[str] = field(default_factory=Counter)
    overdue: int = 0
    reopened: int = 0
    rated: int = 0
    checked: int = 0
    recounted: int = 0
    broken: list[str] = field(default_factory=list)


class _Ear:
    """Takes what the bot says, and passes it on to the people and the invariants."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Notice, datetime], None]] = []

    def carry(self, notice: Notice, now: datetime) -> Sent:
        for listener in self.listeners:
            listener(notice, now)
        return Sent(Delivery.OK)


class MonthPlay:
    """The play: a queue of what people will say, and the bot's own stops in between."""

    def __init__(self, desk: Desk, model: Model, seed: int, start: datetime) -> None:
        """On a desk with a roster and an empty ledger."""
        self._desk = desk
        self._random = Random(seed)
        self._clock = SimulatedClock(start)
        self._queue: list[tuple[datetime, int, Event]] = []
        self._order = 0
        ear = _Ear()
        model.dialogue.work_at(desk)
        self._bot = Bot(desk, model.dialogue, ear, "month", start)
        self._people = PeopleAtWork(self._random, desk.county, self._post, self._ticket)
        self.invariants = Invariants(desk, start)
        self.month = Month()
        ear.listeners += [self._count, self.invariants.heard, self._people.hear]

    def fill(self, villages: int, days: int) -> None:
        """Write everybody's own lines for so many days of so many villages."""
        groups = [g for g in self._desk.county.groups(Purpose.VILLAGE) if g.village_key]
        chosen = self._random.sample(groups, min(villages, len(groups)))
        for group in chosen:
            for day in range(days):
                self._fill_day(group, self._clock.now() + timedelta(days=day))

    def run(self, until: datetime, told: Told) -> Month:
        """Play to the end; returns what came of it."""
        day = local_day(self._clock.now())
        stops = 0
        while True:
            due = self._bot.next_due()
            first = self._queue[0][0] if self._queue else None
            now = min(due, first) if first is not None else due
            if now > until:
                break
            stops = stops + 1 if now <= self._clock.now() else 0
            if stops > MOST_STOPS:
                raise RuntimeError(f"the bot goes round in circles at {now}")
            self._clock.move_to(now)
            if first is not None and first <= due:
                event = heapq.heappop(self._queue)[2]
                self.month.heard += 1
                self._bot.hear(event, self._clock.now())
            self._bot.work(self._clock.now())
            self.invariants.look(self._clock.now())
            if local_day(self._clock.now()) != day:
                day = local_day(self._clock.now())
                self.invariants.look_at_all(self._clock.now())
                told(f"{day}：听到 {self.month.heard} 条，说了 {sum(self.month.said.values())} 条")
        return self._end(until)

    def _post(self, event: Event) -> None:
        self._order += 1
        heapq.heappush(self._queue, (event.at, self._order, event))

    def _ticket(self, number: int) -> Ticket | None:
        with self._desk.works.looking() as uow:
            return uow.tickets.get(number)

    def _count(self, notice: Notice, now: datetime) -> None:
        self.month.said[notice.kind.value] += 1

    def _fill_day(self, group: ChatGroup, day: datetime) -> None:
        names = [f"{family}{title}" for family in "王陈童李周" for title in ("婶", "叔", "阿姨")]
        places = [m.word for m in self._desk.county.landmarks(group.village_key or "") if m.what == "地名"]
        for _ in range(self._random.randint(8, 24)):
            self._speak(group, day, self._random.choice(names), self._random.choice(talk.CHATTER))
        for _ in range(self._random.choices((0, 1, 2, 4), (55, 30, 12, 3))[0]):
            place = self._random.choice(places) if places else "村口"
            name = self._random.choice(names)
            at = self._speak(group, day, name, talk.report(self._random, place))
            self._follow_up(group, names, name, at)
        if self._random.random() < _BAD_DAYS:
            self._bad_hour(group, day, names)

    def _bad_hour(self, group: ChatGroup, day: datetime, names: list[str]) -> None:
        """The water fails and everybody says so within the hour: more than the bot may answer there."""
        hour = day + timedelta(hours=self._random.randint(6, 20))
        for name in self._random.sample(names, 12):
            at = hour + timedelta(minutes=self._random.uniform(0, 50))
            self._post(self._people.say(at, name, self._random.choice(talk.OUTAGES), chat=group.name))

    def _follow_up(self, group: ChatGroup, names: list[str], reporter: str, at: datetime) -> None:
        """A neighbour agrees, the reporter asks how it stands, or takes it back."""
        dice = self._random.random()
        if dice < 0.2:
            soon = at + timedelta(seconds=self._random.randint(3, 80))
            other = self._random.choice(names)
            self._post(self._people.say(soon, other, self._random.choice(talk.AGREEING), chat=group.name))
        elif dice < 0.35:
            later = at + timedelta(hours=self._random.uniform(5, 90))
            self._post(self._people.say(later, reporter, self._random.choice(talk.ASKING), chat=group.name))
        elif dice < 0.39:
            later = at + timedelta(minutes=self._random.uniform(1, 600))
            self._post(self._people.say(later, reporter, "不用了 我自己弄好了", chat=group.name))

    def _speak(self, group: ChatGroup, day: datetime, name: str, text: str) -> datetime:
        minute = self._random.choices(
            (self._random.uniform(390, 1320), self._random.uniform(0, 1440)), (95, 5)
        )
        at = day + timedelta(minutes=minute[0])
        self._post(self._people.say(at, name, text, chat=group.name))
        return at

    def _end(self, until: datetime) -> Month:
        self.invariants.look_at_all(until)
        with self._desk.works.looking() as uow:
            for ticket in uow.tickets.find(TicketQuery()):
                self.month.tickets[ticket.status.value] += 1
                self.month.overdue += ticket.overdue(until)
                self.month.reopened += ticket.reopened
                self.month.rated += ticket.rating is not None and ticket.status is Status.CLOSED
        self.month.checked, self.month.recounted = self.invariants.checked, self.invariants.recounted
        self.month.broken = self.invariants.broken
        return self.month
