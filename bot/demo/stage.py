"""The stage of a transcript: its people in a sandbox, the real client library logged in to it, and the bot.

A transcript is played line by line on a simulated clock, as in a replay, but
each line is said by its person in the sandbox and comes to the bot over HTTP;
the bot's answers go the same way back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.compose import Model
from bot.demo.cast import Cast
from bot.demo.photo import photo
from bot.sandbox import Group, Kind, Message, Person, World
from bot.staging import Staging
from bot.transcript import Line
from bot.transports.base import Event, EventKind, Quote
from casework.clock import SimulatedClock
from casework.county import Roster
from casework.settings import Settings

VOICE, VIDEO = b"ID3", b"\0\0\0\x18ftypmp42"


class NotHeard(Exception):
    """A message did not come through; `str()` is for people."""


class Stage(Staging):
    """Where a transcript of at least one line is played; its clock begins at the first."""

    def __init__(
        self, folder: Path, model: Model, roster: Roster, settings: Settings, lines: Sequence[Line]
    ) -> None:
        """`folder` is an empty one, for the database, the login and the files that arrive."""
        clock = SimulatedClock(lines[0].at)
        world = World(clock=lambda: clock.now().timestamp())
        self._cast = Cast(world, roster, [line.event for line in lines if line.event])
        super().__init__(folder, model, roster, settings, world, clock)
        self._said: dict[str, list[Message]] = {}
        self._deliveries: Counter[str] = Counter()

    def play(self, line: Line) -> None:
        """Let time pass until the line, have it said, and wait until every answer has arrived in the world.

        Raises `NotHeard` where it does not come through.
        """
        self.move_to(line.at)
        if line.event is None:
            return
        for message in self._happen(line.event):
            self._deliveries[message.id] += 1
            if not self.bot.wait_for(message.id, self._deliveries[message.id]):
                raise NotHeard(f"消息 {message.id} 没有送到机器人")
        # Sending is over when the service has taken the message: nothing is left on its way.
        self.bot.work(self.clock.now())

    def _happen(self, event: Event) -> list[Message]:
        """What comes to the bot for one event: the messages of the world, one after the other."""
        if event.kind is EventKind.RECALL:
            return [self.world.recall(message) for message in self._said.get(event.recalled or "", [])]
        if event.id in self._said:
            return [self._deliver_again(message) for message in self._said[event.id]]
        person, group = self._cast.speaker(event), self._cast.group(event)
        messages = []
        if event.media is not None:
            messages.append(self._send_file(event, person, group))
        if event.text:
            messages.append(self._say(event, person, group))
        self._said[event.id] = messages
        return messages

    def _say(self, event: Event, person: Person, group: Group | None) -> Message:
        quote = self._quoted(event.quote, group, person) if event.quote else None
        if group is None:
            return self.world.say_privately(person, event.text, quote=quote)
        return self.world.say(person, group, event.text, quote=quote)

    def _send_file(self, event: Event, person: Person, group: Group | None) -> Message:
        if event.kind is EventKind.IMAGE:
            return self.world.send_picture(person, group, photo(str(event.media)))
        if event.kind is EventKind.VOICE:
            return self.world.send_voice(person, group, VOICE)
        return self.world.send_video(person, group, VIDEO)

    def _quoted(self, quote: Quote, group: Group | None, person: Person) -> Message:
        """The message meant, else one that looks so: a quote may be older than the transcript."""
        for message in reversed(self.world.talk(group or person)):
            if quote.text and message.text.startswith(quote.text):
                return message
        peer = None if group else person
        return Message("", self.world.clock(), Kind.TEXT, Person("", quote.sender), group, peer, quote.text)

    def _deliver_again(self, message: Message) -> Message:
        """The service gives an old message out once more, as it does after a lost answer."""
        with self.world.changed:
            self.world.log.append(message)
            self.world.changed.notify_all()
        return message
