"""What a chat transport is: the narrow door between a chat service and the bot.

A transport turns whatever its service sends into `Event`s, and sends plain
text and pictures. It knows nothing of tickets. Names that live only as long as a login
(WeChat's UserName) never leave it as an identity: an event carries `sender`,
usable for answering within the same `session`, and `stable_id`, a verified
key such as ``K001`` or ``H0012/张小红``, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol


class EventKind(str, Enum):
    """What sort of thing arrived."""

    TEXT = "text"
    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"
    RECALL = "recall"
    NOTE = "note"
    FRIEND_REQUEST = "friend_request"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Quote:
    """A quoted message as the service shows it: who and what, rarely an id."""

    sender: str
    text: str
    message_id: str | None = None


@dataclass(frozen=True)
class Event:
    """One thing that arrived.

    id: the service's message id; the same id twice is a redelivery.
    at: aware time the service gives it.
    chat: where an answer goes within this session (a group or a person).
    chat_name: the group's name, unescaped; None in private.
    chat_id: the group's identity as far as the service lets one tell two
        groups of one name apart; None where it does not.
    sender: who sent it, as addressable within this session; None if unknown.
    sender_name: what the group calls the sender (card, else nickname).
    stable_id: verified key of the sender, if any.
    media: a file kept by the transport; None if there is none or it failed.
    recalled: id of the message taken back, for RECALL.
    ticket: what accepting a FRIEND_REQUEST takes, opaque.
    """

    session: str
    id: str
    at: datetime
    kind: EventKind
    chat: str
    sender: str | None
    sender_name: str
    text: str = ""
    chat_name: str | None = None
    chat_id: str | None = None
    stable_id: str | None = None
    is_self: bool = False
    at_me: bool = False
    quote: Quote | None = None
    media: Path | None = None
    recalled: str | None = None
    ticket: str | None = None

    @property
    def is_group(self) -> bool:
        """Whether it was said in a group."""
        return self.chat_name is not None


class Delivery(str, Enum):
    """How a send ended."""

    OK = "ok"
    RATE = "rate"  # too frequent: wait
    OFFLINE = "offline"  # nothing was sent, the link is down: later
    GONE = "gone"  # the address is dead, or not known to this login
    REFUSED = "refused"  # the service will never take it
    UNKNOWN = "unknown"  # it may or may not have arrived
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Sent:
    """The outcome of one send; `retry_after` in seconds where it is known."""

    result: Delivery
    retry_after: float | None = None
    detail: str = ""


class LinkState(str, Enum):
    """Where a transport stands with its service."""

    OFFLINE = "offline"
    NEED_SCAN = "need_scan"
    CONFIRM = "confirm"
    ONLINE = "online"
    KICKED = "kicked"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Link:
    """A change of state. `detail` is for people: a code, a reason, a file with a QR code."""

    state: LinkState
    session: str
    detail: str = ""


@dataclass(frozen=True)
class Caps:
    """What a transport can do."""

    groups: bool = True
    push: bool = True
    stable_ids: bool = False
    max_chars: int = 2000
    min_gap: float = 0.0


@dataclass(frozen=True)
class Address:
    """Where the bot wants something said: a group by its bound name, or a person.

    chat_id: the identity of the group meant, as events gave it; tells it from
        a namesake. Without it a name that several groups have is refused.
    person: verified key, else None.
    name: display name, for somebody known only by it.
    handle, session: the transport's own short-lived address, if the core saw
        one; used only while `session` is still the transport's session.
    """

    group: str | None = None
    person: str | None = None
    name: str | None = None
    handle: str | None = None
    session: str | None = None
    chat_id: str | None = None


@dataclass(frozen=True)
class Member:
    """Somebody in a group, as the service lists it now."""

    handle: str
    name: str
    stable_id: str | None = None


OnEvent = Callable[[Event], None]
OnLink = Callable[[Link], None]


class Transport(Protocol):
    """The door itself. `on_event` must have stored the event when it returns."""

    name: str
    caps: Caps

    @property
    def session(self) -> str:
        """The current login; changes when addresses die."""

    def start(self, on_event: OnEvent, on_link: OnLink) -> None:
        """Connect in the background and keep the connection."""

    def stop(self) -> None:
        """Disconnect and join every thread."""

    def send(self, to: Address, text: str) -> Sent:
        """Say `text`, once. Never raises for trouble on the wire."""

    def send_picture(self, to: Address, picture: Path) -> Sent:
        """Show a picture (png, jpg, gif), once, under the same rules as `send`."""

    def members(self, group: str) -> Sequence[Member]:
        """Who is in a group; may be empty."""

    def befriend(self, request: Event) -> Sent:
        """Accept a friend request, once. Never raises for trouble on the wire."""


@dataclass
class Gap:
    """The pause kept between two messages, in seconds: a random value of the range."""

    low: float = 2.0
    high: float = 5.0
    daily_cap: int = field(default=500)
