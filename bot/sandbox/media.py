"""Endpoints that hand out pictures, voices and videos of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.exchange import Answer, Request
from bot.sandbox.speech import Kind

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

TYPES = {Kind.IMAGE: "image/jpeg", Kind.VOICE: "audio/mp3", Kind.VIDEO: "video/mp4"}


def file_of_message(box: Sandbox, request: Request) -> Answer:
    """``webwxgetmsgimg``, ``webwxgetvoice``, ``webwxgetvideo``: empty where there is nothing to see."""
    if box.session_of(request) is None:
        return Answer(b"", status=403)
    wanted = request.param("msgid")
    with box.world.changed:
        message = next((m for m in box.world.messages if m.id == wanted), None)
    if message is None or message.file is None:
        return Answer(b"", "image/jpeg")
    return Answer(message.file, TYPES[message.kind])
