"""The demo county in the sandbox, with people whom a web page lets one be.

Nothing is played: the bot runs as a service, in real time; only the clock can
be put forward.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.compose import Model
from bot.sandbox import Group, Message, Person
from bot.sandbox.county_world import world_from_roster
from bot.service import Service
from bot.staging import Staging
from bot.web.clock import RunningClock
from casework.county import Roster
from casework.ports import TicketQuery
from casework.settings import Settings
from casework.ticket import Ticket


class Stage(Staging):
    """Where anybody can be anyone; with `start` the clock begins there instead of now."""

    def __init__(
        self, folder: Path, model: Model, roster: Roster, settings: Settings, start: datetime | None = None
    ) -> None:
        """`folder` takes the database and what the transport keeps."""
        clock = RunningClock(start)
        world, self.residents = world_from_roster(roster, clock=lambda: clock.now().timestamp())
        super().__init__(folder, model, roster, settings, world, clock)
        self.settings = settings
        self.roster = roster
        self._service = Service(self.bot, self.transport, self.clock)
        self._entering = threading.Lock()
        self._strangers: dict[tuple[Group, str], Person] = {}

    def open_door(self) -> None:
        """Start the service."""
        self._service.start()

    def close_door(self) -> None:
        """Stop the service."""
        self._service.stop()

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

    def tickets(self) -> Sequence[Ticket]:
        """Every ticket, the newest first."""
        with self.desk.works() as uow:
            return list(reversed(uow.tickets.find(TicketQuery())))

    def next_words(self) -> datetime | None:
        """When the bot will say what it holds back; None if it holds nothing back."""
        with self.desk.works() as uow:
            return uow.due().notices

    def _heard(self, message: Message) -> Message:
        self.bot.wait_for(message.id)
        return message

    def _make_friends(self, person: Person) -> None:
        # A stranger writes to the bot only as a friend; without a remark he stays unverified.
        if not person.friend:
            self.world.befriend(person)
