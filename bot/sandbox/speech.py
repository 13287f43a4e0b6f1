"""What is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.sandbox.people import Group, Person


class Kind(str, Enum):
    """What sort of message it is."""

    TEXT = "text"
    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    LOCATION = "location"
    LINK = "link"
    NOTE = "note"
    RECALL = "recall"
    FRIEND_REQUEST = "friend_request"


@dataclass(frozen=True)
class Message:
    """One thing said. `sender` is None when the service itself speaks.

    peer: the other side of a private talk with the bot; None in a group.
    file: contents of a picture, voice or video.
    raw_newlines: line breaks go out as LF instead of the usual ``<br/>``.
    """

    id: str
    at: float
    kind: Kind
    sender: Person | None
    group: Group | None
    peer: Person | None
    text: str = ""
    file: bytes | None = None
    quote: Message | None = None
    recalled: Message | None = None
    raw_newlines: bool = False
