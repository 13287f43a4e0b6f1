"""From what a message says and who is who to an `Event`."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import requests

from bot.transports.base import Event, EventKind
from bot.transports.wechat import files, inquiries
from bot.transports.wechat.decode import Said, read
from bot.transports.wechat.quotes import mentions
from bot.transports.wechat.session import Session

log = logging.getLogger(__name__)

MEDIA_LIMIT = 25_000_000  # bytes
SUFFIXES = {EventKind.IMAGE: ".jpg", EventKind.VOICE: ".mp3", EventKind.VIDEO: ".mp4"}


def event_of(raw: Mapping[str, Any], session: Session, media: Path) -> Event | None:
    """The event of a raw message, its file fetched; None for the client's own chatter.

    Raises whatever a malformed message leads to: see `unreadable`.
    """
    said = read(raw, session.directory.own)
    if said is None:
        return None
    if said.is_group:
        session.group(said.chat, said.sender)
    return _event(said, session, fetch(said, session, media))


def fetch(said: Said, session: Session, media: Path) -> Path | None:
    """Keep the file of a message; None if it has none or it could not be had."""
    if said.file is None:
        return None
    try:
        content, mime = inquiries.file(session.client, said.file, said.id, MEDIA_LIMIT)
        if not content or mime.startswith(("text/", "application/json")):
            raise ValueError(f"no file but {mime or 'nothing'}")
        path = media / f"{said.id}{files.suffix_of(content, SUFFIXES[said.kind])}"
        files.write(path, content)
    except (requests.RequestException, ValueError, OSError) as error:
        log.warning("the file of message %s could not be had: %s", said.id, error)
        return None
    return path


def _event(said: Said, session: Session, media: Path | None) -> Event:
    directory = session.directory
    group = directory.group(said.chat) if said.is_group else None
    place = said.chat if said.is_group else None
    name = directory.name_of(said.sender, place) if said.sender else ""
    names = directory.own_names(place)
    return Event(
        session=session.id,
        id=said.id,
        at=said.at,
        kind=said.kind,
        chat=said.chat,
        sender=said.sender,
        sender_name=name or said.named,
        text=said.text,
        chat_name=(group.name if group else "") if said.is_group else None,
        chat_id=session.identity(said.chat) if said.is_group else None,
        stable_id=directory.key_of(said.sender) if said.sender else None,
        is_self=said.is_self,
        at_me=said.is_group and said.kind is EventKind.TEXT and mentions(said.text, names),
        quote=said.quote,
        media=media,
        recalled=said.recalled,
        ticket=said.ticket,
    )


def unreadable(raw: Mapping[str, Any], session: Session, now: float) -> Event:
    """An UNKNOWN event in place of a message that cannot be read: it is never just dropped."""
    origin = str(raw.get("FromUserName", ""))
    without_id = hashlib.sha256(repr(raw).encode()).hexdigest()[:16]
    return Event(
        session=session.id,
        id=str(raw.get("MsgId") or without_id),
        at=datetime.fromtimestamp(now, timezone.utc),
        kind=EventKind.UNKNOWN,
        chat=origin,
        sender=None,
        sender_name="",
        chat_name="" if origin.startswith("@@") else None,
    )
