"""The whole bot on the demo county, with two doors: events handed in, or the real client over HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine

from actions.turns import USE_CASES
from bot.carriers import TransportCarrier
from bot.engine import Bot
from bot.phrases import DomainPhrases
from bot.sandbox import Group, Person, Sandbox, World
from bot.transports.base import Delivery, Event, EventKind, Gap, LinkState, Quote, Sent
from bot.transports.wechat import WeChatTransport
from bot.transports.wechat.login import Patience
from bot.transports.wechat.wire import Timeouts
from casework.clock import BEIJING
from casework.county import Roster
from casework.messages import Turn
from casework.ports import TicketQuery
from casework.refusal import Refusal
from casework.services.binding import issue_code
from casework.services.desk import Desk
from casework.settings import Settings
from storage.county import SqlCounty
from storage.identity_tables import bindings, codes
from storage.roster_store import export_roster, import_roster
from storage.tables import memory, messages, notices
from storage.work import SqlWorks
from tests.bot.conftest import Weekdays, Wire
from tests.identity.reader import RuleReader
from tests.services.office import rules_of, use_case_of

GROUP, OTHER_GROUP = "双桥村民情交流群", "竹林村民情交流群"
MORNING = datetime(2026, 6, 10, 9, 0, tzinfo=BEIJING)
LONGEST = 8.0
"""Seconds that nothing at the loopback service may take."""


class RulesDialogue:
    """Runs what `data/rules.yml` says, without Rasa."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rules = rules_of()

    def answer(self, turn: Turn, now: datetime) -> None:
        """Choose and run."""
        name = self._rules.get(use_case_of(turn))
        if name is not None:
            USE_CASES[name](self._desk, turn.id or 0, now)


class Stand:
    """People speak to the bot; events are handed in."""

    wechat = False

    def __init__(self, engine: Engine, now: datetime = MORNING) -> None:
        self.engine = engine
        self.county = SqlCounty(engine)
        self.desk = Desk(SqlWorks(engine), self.county, Weekdays(), Settings(), DomainPhrases(), RuleReader())
        self.now = now
        self.session = "s1"
        self.wire = Wire()
        self.accepted: list[str] = []
        self.bot = self.new_bot()

    def new_bot(self) -> Bot:
        """The bot behind this door."""
        return Bot(self.desk, RulesDialogue(self.desk), self.wire, "test", self.now, self._befriend)

    def say(
        self,
        name: str,
        text: str,
        *,
        key: str | None = None,
        group: str | None = GROUP,
        account: str | None = None,
        quote: str | None = None,
        recalls: str | None = None,
        namesake: bool = False,
        card: bool = False,
    ) -> str:
        """Somebody says something; its id. account: whose account it is, where the name doesn't tell."""
        id = f"m{time.monotonic_ns()}"
        event = Event(
            session=self.session,
            id=id,
            at=self.now,
            kind=EventKind.RECALL if recalls else EventKind.TEXT,
            chat=group or name,
            chat_name=group,
            chat_id=("g-other" if namesake else f"g-{group}") if group else None,
            sender=account or name,
            sender_name=name,
            stable_id=key,
            text=text,
            quote=Quote("民情通", quote) if quote else None,
            recalled=recalls,
        )
        self.bot.hear(event, self.now)
        self.bot.work(self.now)
        return id

    def ask_to_be_friend(self, name: str, greeting: str) -> None:
        """A friend request."""
        request = Event(
            self.session,
            f"f{time.monotonic_ns()}",
            self.now,
            EventKind.FRIEND_REQUEST,
            name,
            name,
            name,
            greeting,
        )
        self.bot.hear(request, self.now)
        self.bot.work(self.now)

    def is_friend(self, name: str) -> bool:
        """Whether the bot has accepted somebody."""
        return name in self.accepted

    def log_in_anew(self) -> None:
        """Every account has another name from now on."""
        self.session += "+"

    def settle(self, seconds: float = 30) -> None:
        """The first silence is over."""
        self.now += timedelta(seconds=seconds)
        self.bot.work(self.now)

    def code_for(self, key: str, hours: float = 72) -> str:
        """A code, as the township hands it out."""
        return issue_code(self.desk.works, self.county, key, "cli", self.now, timedelta(hours=hours))

    def change_roster(self, **parts: Any) -> None:
        """A new import; each part is given the old rows and returns the new ones."""
        old = export_roster(self.engine)
        new: Roster = replace(
            old, **{part: tuple(change(getattr(old, part))) for part, change in parts.items()}
        )
        import_roster(self.engine, new)
        self.county.refresh()
        self.bot.work(self.now)

    def dump(self) -> dict[str, object]:
        """Everything that an attempt must not change."""
        with self.desk.works() as uow:
            tickets = [_plain(t) for t in uow.tickets.find(TicketQuery())]
        with self.engine.connect() as connection:
            switches = memory.c.key.like("silent:%") | memory.c.key.like("leave:%")
            kept = connection.execute(memory.select().where(switches).order_by(memory.c.key)).all()
            bound = connection.execute(bindings.select().order_by(bindings.c.id)).all()
            used = connection.execute(codes.select().order_by(codes.c.id)).all()
        return {"tickets": tickets, "switches": kept, "bound": bound, "codes": used}

    def refusals(self) -> list[Refusal]:
        """What was written down."""
        with self.desk.works() as uow:
            return list(uow.refusals.since(MORNING - timedelta(days=1)))

    def heard(self) -> list[str]:
        """The words of everything stored."""
        with self.engine.connect() as connection:
            return list(connection.execute(select(messages.c.text).order_by(messages.c.id)).scalars())

    def written(self) -> list[Any]:
        """Every notice of the outbox."""
        with self.engine.connect() as connection:
            return list(connection.execute(notices.select().order_by(notices.c.id)))

    def _befriend(self, request: Event) -> Sent:
        self.accepted.append(request.sender_name)
        return Sent(Delivery.OK)


def _plain(ticket: Any) -> dict[str, Any]:
    whole = {k: v for k, v in vars(ticket).items() if not k.startswith("_")}
    for part in ("voices", "history", "evidence"):
        whole[part] = [{k: v for k, v in vars(x).items() if not k.startswith("_")} for x in whole[part]]
    return whole


class WeChatStand(Stand):
    """The same people with accounts in the sandbox; the real client library brings what they say."""

    wechat = True

    def __init__(self, engine: Engine, box: Sandbox, folder: Path, now: datetime) -> None:
        self._box = box
        self._world = box.world
        self._people: dict[str, Person] = {}
        self._groups: dict[tuple[str, bool], Group] = {}
        self._arrived = threading.Condition()
        self._events = 0
        self._online = threading.Event()
        self._wait = Patience(confirm=0.1, offline=1.0, low=0.02, high=0.2)
        self.transport = WeChatTransport(
            folder / "state",
            folder / "media",
            url=box.url,
            gap=Gap(0.0, 0.0),
            timeouts=Timeouts(connect=2.0, answer=4.0, poll=5.0),
            patience=self._wait,
        )
        super().__init__(engine, now)

    def new_bot(self) -> Bot:
        """The bot behind this door."""
        carrier = TransportCarrier(self.transport, self.desk)
        dialogue = RulesDialogue(self.desk)
        return Bot(self.desk, dialogue, carrier, "wechat", self.now, self.transport.befriend)

    def open(self) -> None:
        """Log in."""
        self.transport.start(self._on_event, lambda link: self._on_link(link.state))
        assert self._online.wait(LONGEST), "the client could not log in"

    def say(
        self,
        name: str,
        text: str,
        *,
        key: str | None = None,
        group: str | None = GROUP,
        account: str | None = None,
        quote: str | None = None,
        recalls: str | None = None,
        namesake: bool = False,
        card: bool = False,
    ) -> str:
        """Somebody says something over HTTP, and everything that follows from it is done."""
        assert quote is None, "a real quote is of a message of the world"
        person = self._person(account or name, name, key, card, private=group is None)
        if group is None:
            said = self._hear(lambda: self._world.say_privately(person, text))
        else:
            room = self._group(group, namesake, person)
            if card:
                self._world.set_card(room, person, name)
            if recalls is None:
                said = self._hear(lambda: self._world.say(person, room, text))
            else:
                said = self._hear(lambda: self._world.recall(self._message(recalls)))
        return str(said.id)

    def ask_to_be_friend(self, name: str, greeting: str) -> None:
        """A friend request."""
        person = self._people.setdefault(name, self._world.add_person(name))
        self._hear(lambda: self._world.request_friendship(person, greeting))

    def is_friend(self, name: str) -> bool:
        """Whether the bot has accepted somebody."""
        return self._people[name].friend

    def log_in_anew(self) -> None:
        """Kicked, and in again: every UserName is another one."""
        before, until = self.transport.session, time.monotonic() + LONGEST
        self._box.kick()
        while self.transport.session in ("", before):
            assert time.monotonic() < until, "the client did not come back"
            time.sleep(0.01)

    def said_by_bot(self) -> list[Any]:
        """What the world has of the bot."""
        return self._world.said_by_bot()

    def _person(self, account: str, name: str, key: str | None, card: bool, *, private: bool) -> Person:
        if account not in self._people:
            remark = f"#{key}" if key else ""
            self._people[account] = self._world.add_person(
                "隔壁的" if card else name, remark, friend=bool(remark) or private
            )
        return self._people[account]

    def _group(self, name: str, namesake: bool, person: Person) -> Group:
        if (name, namesake) not in self._groups:
            owner = self._world.add_person(f"群主{len(self._groups)}")
            self._groups[name, namesake] = self._world.add_group(name, [owner, person])
        room = self._groups[name, namesake]
        if person not in room.cards:
            room.cards[person] = ""
            self._world.set_card(room, person, "")
        return room

    def _message(self, id: str) -> Any:
        return next(m for m in self._world.messages if m.id == id)

    def _hear(self, happen: Any) -> Any:
        before = self._events
        said = happen()
        with self._arrived:
            assert self._arrived.wait_for(lambda: self._events > before, LONGEST), "it never arrived"
        self.bot.work(self.now)
        return said

    def _on_event(self, event: Event) -> None:
        self.bot.hear(event, self.now)
        if event.kind is EventKind.NOTE:
            return
        with self._arrived:
            self._events += 1
            self._arrived.notify_all()

    def _on_link(self, state: LinkState) -> None:
        if state is LinkState.ONLINE:
            self._online.set()


@contextmanager
def wechat_stand(engine: Engine, folder: Path, now: datetime) -> Iterator[WeChatStand]:
    """Logged in to a service of its own, where no group has been seen yet; closed at the end."""
    with engine.begin() as connection:
        connection.execute(memory.delete().where(memory.c.key.like("group:%")))
    with Sandbox(World(), poll_seconds=2.0) as box:
        stand = WeChatStand(engine, box, folder, now)
        try:
            stand.open()
            yield stand
        finally:
            stand.transport.stop()
