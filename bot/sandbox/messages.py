"""Endpoints for what the client says: texts, uploads, pictures."""

from __future__ import annotations

import json
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message as Part
from typing import TYPE_CHECKING

from bot.sandbox.contacts import DEAD
from bot.sandbox.exchange import Answer, Request, result
from bot.sandbox.people import Group, Person
from bot.sandbox.speech import Message

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

NOT_REACHED = 1201


def said(box: Sandbox, request: Request) -> Answer:
    """``webwxsendmsg``: a text to a group the bot is in, a friend, or oneself."""
    return _deliver(box, request, lambda to, msg: box.world.bot_said(to, msg["Content"]))


def pictured(box: Sandbox, request: Request) -> Answer:
    """``webwxsendmsgimg``: an uploaded picture."""

    def show(to: Person | Group, msg: dict[str, str]) -> Message:
        return box.world.bot_said(to, file=box.uploads.get(msg["MediaId"], b""))

    return _deliver(box, request, show)


def uploaded(box: Sandbox, request: Request) -> Answer:
    """``webwxuploadmedia``: a file, in chunks, kept under the client's media id."""
    if box.session_of(request) is None:
        return result(DEAD)
    head = f"Content-Type: {request.content_type}\r\n\r\n".encode()
    form: dict[str, bytes] = {}
    for part in message_from_bytes(head + request.body).walk():
        name = _field(part)
        if name:
            payload = part.get_payload(decode=True)
            form[name] = payload if isinstance(payload, bytes) else b""
    media = f"@media_{json.loads(form['uploadmediarequest'])['ClientMediaId']}"
    box.uploads[media] = box.uploads.get(media, b"") + form.get("filename", b"")
    return result(MediaId=media, StartPos=len(box.uploads[media]))


def _deliver(
    box: Sandbox, request: Request, deliver: Callable[[Person | Group, dict[str, str]], Message]
) -> Answer:
    session = box.session_of(request)
    if session is None:
        return result(DEAD)
    msg = request.json()["Msg"]
    to = session.find(msg["ToUserName"])
    reached = to is not None and (
        box.world.bot in to.cards if isinstance(to, Group) else to.friend or to is box.world.bot
    )
    if to is None or not reached:
        return result(NOT_REACHED)
    return result(MsgID=deliver(to, msg).id, LocalID=str(msg.get("LocalID", "")))


def _field(part: Part) -> str:
    name = part.get_param("name", header="content-disposition")
    return name if isinstance(name, str) else ""
