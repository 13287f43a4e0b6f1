"""The whole bot behind the real WeChat client, logged in to a sandbox: what demo and web page stand on.

What people say goes over HTTP to the client library, the bot's answers come
back the same way. One database, one world, a clock that can be put forward.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot.carriers import TransportCarrier
from bot.clockwork import Clockwork
from bot.compose import Model, open_database, set_desk
from bot.courier import Carrier
from bot.engine import Answers, Bot
from bot.sandbox import Sandbox, World
from bot.transports.base import Event, Gap
from bot.transports.wechat import WeChatTransport
from casework.clock import SimulatedClock
from casework.county import Roster
from casework.errors import UserMistake
from casework.services.desk import Desk
from casework.settings import Settings
from storage.roster_store import import_roster

LOGIN_SECONDS = 60.0
HEARING_SECONDS = 20.0
"""How long a login, and a message on its way to the bot, may take."""

NO_GAP = Gap(0.0, 0.0, daily_cap=1_000_000)

S = TypeVar("S", bound="Staging")


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
        self._heard: Counter[str] = Counter()
        self._news = threading.Condition()
        self._speaking = threading.Lock()

    def hear(self, event: Event, now: datetime) -> None:
        """Store an event, then tell who waits for it."""
        super().hear(event, now)
        with self._news:
            self._heard[event.id] += 1
            self._news.notify_all()

    def speak(self, now: datetime) -> None:
        """Send what may be sent. A service and a clock put forward would else mix up the order."""
        with self._speaking:
            super().speak(now)

    def wait_for(self, id: str, times: int = 1) -> bool:
        """Wait until the message of this id has been heard so often; False if it took too long."""
        with self._news:
            return self._news.wait_for(lambda: self._heard[id] >= times, HEARING_SECONDS)


class Staging:
    """A world, and the bot in it. To be used as a context manager."""

    def __init__(
        self,
        folder: Path,
        model: Model,
        roster: Roster,
        settings: Settings,
        world: World,
        clock: SimulatedClock,
    ) -> None:
        """`folder` takes the database and what the transport keeps; the world goes by the same clock."""
        self.clock = clock
        self.world = world
        self._engine = open_database(f"sqlite:///{folder}/minqing.db", durable=False)
        import_roster(self._engine, roster)
        self.desk = set_desk(self._engine, model, settings)
        model.dialogue.work_at(self.desk)
        self._sandbox = Sandbox(world).start()
        self.transport = WeChatTransport(
            folder / "state", folder / "media", url=self._sandbox.url, gap=NO_GAP, now=world.clock
        )
        carrier = TransportCarrier(self.transport, self.desk)
        self.bot = OpenBot(self.desk, model.dialogue, carrier, self.transport.name, clock.now())
        self._clockwork = Clockwork(self.bot, clock)
        self._moving = threading.Lock()

    def __enter__(self: S) -> S:
        """Open the door and wait for the login. Raises `NotOnline`."""
        self.open_door()
        given_up = time.monotonic() + LOGIN_SECONDS
        while not self.transport.session:
            if time.monotonic() > given_up:
                self.close()
                raise NotOnline
            time.sleep(0.05)
        return self

    def __exit__(self, *error: object) -> None:
        """Close everything."""
        self.close()

    def open_door(self) -> None:
        """Let the transport log in. The bot does nothing by itself: time stands still until it is moved."""
        self.transport.start(lambda event: self.bot.hear(event, self.clock.now()), lambda link: None)

    def close_door(self) -> None:
        """Let the transport log out."""
        self.transport.stop()

    def close(self) -> None:
        """Close the door, the sandbox and the database."""
        self.close_door()
        self._sandbox.stop()
        self._engine.dispose()

    def move_to(self, moment: datetime) -> None:
        """Put the clock forward, stopping wherever something falls due."""
        with self._moving:
            self._clockwork.move_to(moment)
