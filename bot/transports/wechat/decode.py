"""A raw message of the web client, read: pure functions, no network, no contacts.

The sender of a group message is the prefix ``@user:<br/>`` of its content and
nothing else: without one it is unknown, never the bot. Only a message whose
FromUserName is the own account is the bot's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any

from bot.transports.base import EventKind, Quote
from bot.transports.wechat.escapes import plain, without_tags
from bot.transports.wechat.quotes import split_quote

Raw = Mapping[str, Any]

TEXT, PICTURE, VOICE, FRIEND, CARD, VIDEO, STICKER, APP, TINY_VIDEO, NOTE, SYSTEM = (
    1, 3, 34, 37, 42, 43, 47, 49, 62, 10000, 10002,
)  # fmt: skip
CHATTER = {40, 50, 51, 52, 53, 9999}  # the phone and the service talking to the client
APP_QUOTE, APP_FILE, APP_TRANSFER = 57, 6, 2000

_PREFIX = re.compile(r"\A(@[0-9A-Za-z_-]+):<br/>(.*)\Z", re.DOTALL)
_RECALLED = re.compile(r"<msgid>(\d+)</msgid>")
_CDATA = re.compile(r"\[CDATA\[(.*?)\]\]", re.DOTALL)
_NAMED = re.compile(r'\A[\\"“]*(.+?)[\\"”]*\s*撤回')
_PLACE = re.compile(r'\b(?:poiname|label)="([^"]+)"')
_REFERRED = re.compile(r"<refermsg>.*?</refermsg>", re.DOTALL)


@dataclass(frozen=True)
class Said:
    """What a raw message says by itself.

    chat: UserName of the group, or of the other side of a private talk.
    sender: UserName, None if it cannot be told.
    named: a display name the message itself carries ('' mostly).
    file: the endpoint that hands out the file of it, if any.
    ticket: what accepting a friend request takes.
    """

    id: str
    at: datetime
    kind: EventKind
    chat: str
    is_group: bool
    sender: str | None
    is_self: bool
    text: str = ""
    named: str = ""
    quote: Quote | None = None
    recalled: str | None = None
    file: str | None = None
    ticket: str | None = None


def read(raw: Raw, own: str) -> Said | None:
    """Read a raw message; None for the client's own chatter. KeyError, ValueError if it is malformed."""
    code = int(raw["MsgType"])
    if code in CHATTER:
        return None
    origin, goal = str(raw["FromUserName"]), str(raw.get("ToUserName", ""))
    is_self = origin == own
    chat = goal if is_self else origin
    is_group = chat.startswith("@@")
    sender: str | None = origin
    content = str(raw.get("Content", ""))
    if is_group and not is_self:
        sender, content = split_sender(content)
    said = Said(
        id=str(raw["MsgId"]),
        at=datetime.fromtimestamp(int(raw["CreateTime"]), timezone.utc),
        kind=EventKind.UNKNOWN,
        chat=chat,
        is_group=is_group,
        sender=sender,
        is_self=is_self,
    )
    return _by_type(said, code, raw, content)


def split_sender(content: str) -> tuple[str | None, str]:
    """The sender a group message's content begins with, and the rest, line breaks and all."""
    match = _PREFIX.match(content)
    return (match[1], match[2]) if match else (None, content)


def _by_type(said: Said, code: int, raw: Raw, content: str) -> Said:
    if code == TEXT:
        return _place(said, raw, content) if raw.get("Url") else _text(said, plain(content))
    if code == PICTURE:
        return _with(said, EventKind.IMAGE, file="webwxgetmsgimg")
    if code == VOICE:
        return _with(said, EventKind.VOICE, file="webwxgetvoice")
    if code in (VIDEO, TINY_VIDEO):
        return _with(said, EventKind.VIDEO, file="webwxgetvideo")
    if code == FRIEND:
        return _friend(said, raw)
    if code == NOTE:
        return _with(said, EventKind.NOTE, sender=None, text=without_tags(content).strip())
    if code == SYSTEM:
        return _system(said, plain(content))
    if code == APP:
        return _app(said, raw, content)
    shown = {STICKER: "[表情]", CARD: "[名片]"}
    return _with(said, EventKind.UNKNOWN, text=shown.get(code, ""))


def _text(said: Said, text: str) -> Said:
    quote, rest = split_quote(text)
    return _with(said, EventKind.TEXT, text=rest, quote=quote)


def _place(said: Said, raw: Raw, content: str) -> Said:
    found = _PLACE.search(str(raw.get("OriContent", "")))
    name = plain(found[1]) if found else plain(content).split("\n")[0].rstrip(":：")
    return _with(said, EventKind.TEXT, text=f"[位置]{name}")


def _friend(said: Said, raw: Raw) -> Said:
    who = raw.get("RecommendInfo") or {}
    user = str(who.get("UserName", ""))
    return _with(
        said,
        EventKind.FRIEND_REQUEST,
        chat=user,
        sender=user or None,
        named=plain(str(who.get("NickName", ""))),
        text=plain(str(who.get("Content", ""))),
        ticket=str(who.get("Ticket") or raw.get("Ticket") or ""),
    )


def _system(said: Said, content: str) -> Said:
    notice = _CDATA.search(content)
    text = (notice[1] if notice else "").replace("\\", "").strip()
    recalled = _RECALLED.search(content)
    if "revokemsg" not in content or recalled is None:
        return _with(said, EventKind.NOTE, sender=None, text=text)
    name = _NAMED.match(text)
    return _with(said, EventKind.RECALL, text=text, recalled=recalled[1], named=name[1] if name else "")


def _app(said: Said, raw: Raw, content: str) -> Said:
    subtype, title = int(raw.get("AppMsgType") or 0), plain(str(raw.get("FileName", "")))
    if subtype == APP_QUOTE:
        return _with(said, EventKind.TEXT, text=title.strip(), quote=_referred(plain(content)))
    if subtype == APP_TRANSFER:
        return _with(said, EventKind.NOTE, text=title)
    return _with(said, EventKind.UNKNOWN, text=f"[文件]{title}" if subtype == APP_FILE else f"[链接]{title}")


def _referred(content: str) -> Quote | None:
    block = _REFERRED.search(content)
    if block is None:
        return None
    fields = dict(re.findall(r"<(displayname|content|svrid)>(.*?)</\1>", block[0], re.DOTALL))
    return Quote(plain(fields.get("displayname", "")), plain(fields.get("content", "")), fields.get("svrid"))


def _with(said: Said, kind: EventKind, **changes: Any) -> Said:
    return replace(said, kind=kind, **changes)
