"""The whole bot on a stage: a county in the sandbox, the WeChat transport logged in to it, one database.

Nothing is played: what people say goes over HTTP to the client library, the
bot's answers come back the same way. Only the clock can be put forward.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.carriers import TransportCarrier
from bot.clockwork import Clockwork
from bot.compose import Model, open_database, set_desk
from bot.courier import Carrier
from bot.engine import Answers, Bot
from bot.sandbox import Group, Message, Person, Sandbox
from bot.sandbox.county_world import world_from_roster
from bot.service import Service
from bot.transports.base import Event, Gap
from bot.transports.wechat import WeChatTransport
from bot.web.clock import RunningClock
from casework.county import Roster
from casework.errors import UserMistake
from casework.ports import TicketQuery
from casework.services.desk import Desk
from casework.settings import Settings
from casework.ticket import Ticket
from storage.roster_store import import_roster

LOGIN_SECONDS = 60.0
HEARING_SECONDS = 10.0
"""How long a login, and a message on its way to the bot, may take."""

NO_GAP = Gap(0.0, 0.0, daily_cap=1_000_000)


class NotOnline(UserMistake):
    """The transport did not get into the sandbox."""

    def __str__(self) -> str:
        """One line for the console."""
        return "沙盘微信登录不上，请看看本机是否太忙，或者防火墙拦了 127.0.0.1"


class OpenBot(Bot):
    """A bot that lets one wait until it has heard something, and speaks in one thread at a time."""

    def __init__(
        self, desk: Desk, dialogue: Answers, carrier: Carrier, transport: str, start: datetime
    ) -> None:
        super().__init__(desk, dialogue, carrier, transport, start)
        self._heard: set[str] = set()
        self._news = threading.Condition()
        self._speaking = threading.Lock()

    def hear(self, event: Event, now: datetime) -> None:
        """Store an event, then tell who waits for it."""
        super().hear(event, now)
        with self._news:
            self._heard.add(event.id)
            self._news.notify_all()

    def speak(self, now: datetime) -> None:
        """Send what may be sent. The service and a clock put forward would else mix up the order."""
        with self._speaking:
            super().speak(now)

    def wait_for(self, id: str) -> bool:
        """Wait until the message of this id has been heard; False if it took too long."""
        with self._news:
            return self._news.wait_for(lambda: id in self._heard, HEARING_SECONDS)


class Stage:
    """Use as a context manager; with `start` the clock begins there instead of now."""

    def __init__(
        self, folder: Path, model: Model, roster: Roster, settings: Settings, start: datetime | None = None
    ) -> None:
        """`folder` takes the database and what the transport keeps."""
        self.clock = RunningClock(start)
        self.settings = settings
        self.roster = roster
        self.world, self.residents = world_from_roster(roster, clock=lambda: self.clock.now().timestamp())
        self._engine = open_database(f"sqlite:///{folder / 'sandbox.db'}", durable=False)
        import_roster(self._engine, roster)
        self.desk = set_desk(self._engine, model, settings)
        model.dialogue.work_at(self.desk)
        self._sandbox = Sandbox(self.world).start()
        self._transport = WeChatTransport(
            folder / "state",
            folder / "media",
            url=self._sandbox.url,
            gap=NO_GAP,
            now=lambda: self.clock.now().timestamp(),
        )
        carrier = TransportCarrier(self._transport, self.desk)
        self._bot = OpenBot(self.desk, model.dialogue, carrier, self._transport.name, self.clock.now())
        self._service = Service(self._bot, self._transport, self.clock)
        self._clockwork = Clockwork(self._bot, self.clock)
        self._moving = threading.Lock()
        self._entering = threading.Lock()
        self._strangers: dict[tuple[Group, str], Person] = {}

    def __enter__(self) -> Stage:
        """Start the service and wait for the login. Raises NotOnline."""
        self._service.start()
        given_up = time.monotonic() + LOGIN_SECONDS
        while not self._transport.session:
            if time.monotonic() > given_up:
                self.close()
                raise NotOnline
            time.sleep(0.05)
        return self

    def __exit__(self, *error: object) -> None:
        """Stop everything."""
        self.close()

    def close(self) -> None:
        """Stop the service and the sandbox."""
        self._service.stop()
        self._sandbox.stop()
        self._engine.dispose()

    def say(self, person: Person, group: Group | None, text: str, quote: Message | None = None) -> Message:
        """Say something in a group, or to the bot where there is none; returns when the bot has heard it."""
        if group is None:
            self._make_friends(person)
            return self._heard(self.world.say_privately(person, text, quote=quote))
        return self._heard(self.world.say(person, group, text, quote=quote))

    def show(self, person: Person, group: Group | None, picture: bytes) -> Message:
        """Send a picture."""
        if group is None:
            self._make_friends(person)
        return self._heard(self.world.send_picture(person, group, picture))

    def recall(self, message: Message) -> Message:
        """Take a message back."""
        return self._heard(self.world.recall(message))

    def enter(self, name: str, group: Group) -> Person:
        """Somebody unverified, known by a display name, in a group: the same one for the same name."""
        with self._entering:
            if (group, name) not in self._strangers:
                person = self.world.add_person(name)
                self.world.join(group, person)
                self._strangers[group, name] = person
            return self._strangers[group, name]

    def move_to(self, moment: datetime) -> None:
        """Put the clock forward, stopping wherever something falls due."""
        with self._moving:
            self._clockwork.move_to(moment)

    def tickets(self) -> Sequence[Ticket]:
        """Every ticket, the newest first."""
        with self.desk.works() as uow:
            return list(reversed(uow.tickets.find(TicketQuery())))

    def next_words(self) -> datetime | None:
        """When the bot will say what it holds back; None if it holds nothing back."""
        with self.desk.works() as uow:
            return uow.due().notices

    def _heard(self, message: Message) -> Message:
        self._bot.wait_for(message.id)
        return message

    def _make_friends(self, person: Person) -> None:
        # A stranger writes to the bot only as a friend; without a remark he stays unverified.
        if not person.friend:
            self.world.befriend(person)
