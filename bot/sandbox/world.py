"""Who lives in the sandbox and what they say: people, groups, friendships, messages.

Everything here has ids that never change. What the web client sees instead,
names that live as long as one login, is made in `session` and `wire`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

from bot.sandbox.people import Group, Person
from bot.sandbox.speech import Kind, Message

FIRST_ID = 6_900_000_000_000_000_001  # message ids of the service are long numbers

Change = Message | Person | Group
Listener = Callable[[Message], None]


class World:
    """The village and its chat. Thread-safe; `clock` gives seconds since the epoch."""

    def __init__(self, bot_name: str = "民情通", clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.changed = threading.Condition(threading.RLock())
        self.bot = Person("bot", bot_name)
        self.people: dict[str, Person] = {self.bot.id: self.bot}
        self.groups: dict[str, Group] = {}
        self.messages: list[Message] = []
        self.log: list[Change] = []  # what the bot's client is to be told, in order
        self._listeners: list[Listener] = []

    # people and groups

    def add_person(self, name: str, remark: str = "", *, friend: bool | None = None) -> Person:
        """Let somebody move in. A remark makes a friend of the bot unless `friend` says no."""
        with self.changed:
            person = Person(f"p{len(self.people)}", name, remark, bool(remark) if friend is None else friend)
            self.people[person.id] = person
            if person.friend:
                self._tell(person)
            return person

    def add_group(
        self,
        name: str,
        members: Iterable[Person],
        *,
        owner: Person | None = None,
        saved: bool = True,
        with_bot: bool = True,
    ) -> Group:
        """Open a group; the first member owns it unless `owner` is given."""
        with self.changed:
            everyone = list(members)
            group = Group(f"g{len(self.groups) + 1}", name, owner or everyone[0], saved=saved)
            group.cards = dict.fromkeys([group.owner, *everyone, *([self.bot] if with_bot else [])], "")
            self.groups[group.id] = group
            return group

    def befriend(self, person: Person, remark: str = "") -> None:
        """Make a friend of the bot, or change the remark as if typed on the bot's phone."""
        with self.changed:
            person.friend, person.remark = True, remark
            self._tell(person)

    def set_card(self, group: Group, person: Person, card: str) -> None:
        """Choose another name for one group; '' takes it away."""
        with self.changed:
            group.cards[person] = card
            self._tell(group)

    def rename(self, group: Group, name: str, by: Person | None = None) -> Message:
        """Rename a group."""
        with self.changed:
            group.name = name
            self._tell(group)
            return self.note(group, f'"{group.called(by or group.owner)}"修改群名为“{name}”')

    def join(self, group: Group, person: Person, by: Person | None = None) -> Message:
        """Invite somebody, the bot included, into a group."""
        with self.changed:
            group.cards.setdefault(person, "")
            self._tell(group)
            return self.note(group, f'"{group.called(by or group.owner)}"邀请"{person.name}"加入了群聊')

    def leave(self, group: Group, person: Person) -> None:
        """Let somebody leave; nobody is told in words, as in the real service."""
        with self.changed:
            group.cards.pop(person)
            self._tell(group)

    # talk

    def say(
        self,
        person: Person,
        group: Group,
        text: str,
        *,
        quote: Message | None = None,
        raw_newlines: bool = False,
    ) -> Message:
        """Say something in a group. ValueError if the person is no member."""
        if person not in group.cards:
            raise ValueError(f"{person.name} is not in {group.name}")
        return self._add(Kind.TEXT, person, group, text=text, quote=quote, raw_newlines=raw_newlines)

    def say_privately(self, person: Person, text: str, *, quote: Message | None = None) -> Message:
        """Write to the bot."""
        return self._add(Kind.TEXT, person, None, text=text, quote=quote)

    def send_picture(self, person: Person, group: Group | None, file: bytes) -> Message:
        """Send a picture to a group, or to the bot where there is none."""
        return self._add(Kind.IMAGE, person, group, file=file)

    def send_voice(self, person: Person, group: Group | None, file: bytes) -> Message:
        """Send a voice message (mp3)."""
        return self._add(Kind.VOICE, person, group, file=file)

    def send_video(self, person: Person, group: Group | None, file: bytes) -> Message:
        """Send a short video (mp4)."""
        return self._add(Kind.VIDEO, person, group, file=file)

    def send_sticker(self, person: Person, group: Group | None) -> Message:
        """Send a sticker."""
        return self._add(Kind.STICKER, person, group)

    def send_location(self, person: Person, group: Group | None, place: str) -> Message:
        """Share a position, named as on the map."""
        return self._add(Kind.LOCATION, person, group, text=place)

    def share_link(self, person: Person, group: Group | None, title: str) -> Message:
        """Share an article."""
        return self._add(Kind.LINK, person, group, text=title)

    def recall(self, message: Message) -> Message:
        """Take a message back."""
        return self._add(Kind.RECALL, message.sender, message.group, peer=message.peer, recalled=message)

    def note(self, group: Group, text: str) -> Message:
        """Let the service itself say something in a group."""
        return self._add(Kind.NOTE, None, group, text=text)

    def request_friendship(self, person: Person, greeting: str) -> Message:
        """Ask the bot to be a friend."""
        return self._add(Kind.FRIEND_REQUEST, person, None, text=greeting)

    def bot_said(self, to: Person | Group, text: str = "", file: bytes | None = None) -> Message:
        """What the bot's web client sent. It is not synchronised back to that client."""
        kind = Kind.TEXT if file is None else Kind.IMAGE
        group, peer = (to, None) if isinstance(to, Group) else (None, to)
        return self._add(kind, self.bot, group, peer=peer, text=text, file=file, log=False)

    # looking on

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear everything anybody says from now on, the bot included; returns what ends it.

        Called in the speaker's thread, in the order of the messages.
        """
        with self.changed:
            self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def said_by_bot(self) -> list[Message]:
        """Everything the bot said, in order."""
        with self.changed:
            return [m for m in self.messages if m.sender is self.bot]

    def talk(self, where: Group | Person) -> list[Message]:
        """The messages of one group, or of one person's private talk with the bot."""
        with self.changed:
            return [m for m in self.messages if where in (m.group, m.peer)]

    def wait_for(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Block until `condition` holds, looked at whenever something happens; False on time-out."""
        with self.changed:
            return self.changed.wait_for(condition, seconds)

    def _add(
        self,
        kind: Kind,
        sender: Person | None,
        group: Group | None,
        *,
        peer: Person | None = None,
        text: str = "",
        file: bytes | None = None,
        quote: Message | None = None,
        recalled: Message | None = None,
        raw_newlines: bool = False,
        log: bool = True,
    ) -> Message:
        with self.changed:
            message = Message(
                id=str(FIRST_ID + len(self.messages)),
                at=self.clock(),
                kind=kind,
                sender=sender,
                group=group,
                peer=None if group else peer or sender,
                text=text,
                file=file,
                quote=quote,
                recalled=recalled,
                raw_newlines=raw_newlines,
            )
            self.messages.append(message)
            if log:
                self._tell(message)
            for listener in list(self._listeners):
                listener(message)
            self.changed.notify_all()
            return message

    def _tell(self, change: Change) -> None:
        if isinstance(change, Message) and change.group and self.bot not in change.group.cards:
            return
        self.log.append(change)
        self.changed.notify_all()
