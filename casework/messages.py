"""What somebody said, as stored, and the turns that messages are gathered into."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from casework.reading import Reading
from casework.taxonomy import Act


@dataclass(frozen=True)
class Speaker:
    """Who speaks: a verified key, or only the name a group shows.

    person: ``K001``, ``H0012/张小红``, ``H0012``; None if unverified.
    name: display name.
    handle, session: the account, as long as one login lasts; None where it isn't known.
    """

    person: str | None
    name: str
    handle: str | None = None
    session: str | None = None

    @property
    def key(self) -> str:
        """The key where verified, else the display name: how output names people."""
        return self.person or self.name


class Medium(str, Enum):
    """What sort of file came with a message."""

    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"


class Stage(str, Enum):
    """How far a stored message has come."""

    NEW = "new"
    GATHERED = "gathered"  # part of a turn
    DONE = "done"


@dataclass(eq=False)
class Message:
    """One message in the inbox. Stored before anything is done about it.

    transport, message_id: unique together; a redelivery is the same message.
    group: bound name of the group, None in private.
    handle, session: where the transport can answer while the session lasts.
    quote_from, quote_text: the quoted message, as far as the service shows it.
    recall_of: message id taken back by this one.
    """

    transport: str
    message_id: str
    at: datetime
    person: str | None
    name: str
    text: str = ""
    group: str | None = None
    chat_id: str | None = None
    handle: str | None = None
    session: str | None = None
    quote_from: str | None = None
    quote_text: str | None = None
    medium: Medium | None = None
    file: str | None = None
    recall_of: str | None = None
    recalled: bool = False
    stage: Stage = Stage.NEW
    reading: Reading | None = None
    turn: int | None = None
    id: int | None = None

    @property
    def speaker(self) -> Speaker:
        """Who said it."""
        return Speaker(self.person, self.name, self.handle, self.session)

    @property
    def is_media(self) -> bool:
        """Whether it is a picture, voice or video rather than words."""
        return self.medium is not None


class TurnState(str, Enum):
    """Where a turn stands."""

    GATHERING = "gathering"
    DONE = "done"
    FAILED = "failed"


@dataclass(eq=False)
class Turn:
    """Messages of one speaker that are answered as one.

    reading: of all its words together.
    first_at, last_at: moments of its first and latest message.
    ready_at: when the gathering ends unless more is said.
    supporters: others who said 我家也是 while it was gathering.
    tickets: what came of it.
    attempts: how often handling it has failed.
    handle, session: the account of the speaker, as with a message.
    """

    group: str | None
    person: str | None
    name: str
    village: str | None
    reading: Reading
    first_at: datetime
    last_at: datetime
    ready_at: datetime
    state: TurnState = TurnState.GATHERING
    cadre: bool = False
    tickets: tuple[int, ...] = ()
    supporters: tuple[Speaker, ...] = ()
    attempts: int = 0
    handle: str | None = None
    session: str | None = None
    messages: list[Message] = field(default_factory=list)
    id: int | None = None

    @property
    def speaker(self) -> Speaker:
        """Whose turn it is."""
        return Speaker(self.person, self.name, self.handle, self.session)

    @property
    def text(self) -> str:
        """All its words, a line a message, without what was taken back or only agrees."""
        return "\n".join(m.text for m in self.messages if m.text and not m.recalled and not self._agrees(m))

    def _agrees(self, message: Message) -> bool:
        """Whether a message is a supporter's 我家也是: part of the turn, but not of its words."""
        agrees = message.reading is not None and message.reading.act is Act.METOO
        return agrees and message.speaker in self.supporters

    @property
    def files(self) -> tuple[str, ...]:
        """Every picture, voice or video in it."""
        return tuple(m.file for m in self.messages if m.file and not m.recalled)
