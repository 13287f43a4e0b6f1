"""The event stream: a long poll that says whether there is news, and the news itself.

The client holds the position in the log (SyncKey) and may ask again from an
old one: what happened since is delivered again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.sandbox.contacts import DEAD, contact_entry
from bot.sandbox.exchange import Answer, Request, result, text
from bot.sandbox.people import Group, Person
from bot.sandbox.speech import Message
from bot.sandbox.wire import message_entry, sync_key

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

BATCH = 50


def check(box: Sandbox, request: Request) -> Answer:
    """``synccheck``: waits for news (selector 2) or the end of the poll (0)."""
    session = box.session_of(request)
    known = re.match(r"\d+_(\d+)", request.param("synckey"))
    if session is None or known is None:
        return checked(DEAD, 0)
    position = int(known.group(1))
    log = box.world.log
    with box.world.changed:
        box.world.changed.wait_for(
            lambda: len(log) > position or session.ended is not None or box.closing, box.poll_seconds
        )
        if session.ended is not None:
            return checked(session.ended, 0)
        return checked(0, 2 if len(log) > position else 0)


def news(box: Sandbox, request: Request) -> Answer:
    """``webwxsync``: at most a batch of what happened since the client's position."""
    session = box.session_of(request)
    position = _position(request)
    if session is None or position is None:
        return result(DEAD)
    world = box.world
    with world.changed:
        batch = world.log[position : position + BATCH]
        messages = [message_entry(session, world, item) for item in batch if isinstance(item, Message)]
        changed = dict.fromkeys(item for item in batch if isinstance(item, (Person, Group)))
        contacts = [contact_entry(box, session, who) for who in changed]
        key = sync_key(position + len(batch))
        more = position + len(batch) < len(world.log)
    return result(
        AddMsgCount=len(messages),
        AddMsgList=messages,
        ModContactCount=len(contacts),
        ModContactList=contacts,
        DelContactList=[],
        ModChatRoomMemberList=[],
        ContinueFlag=int(more),
        SyncKey=key,
        SyncCheckKey=key,
        SKey="",
    )


def _position(request: Request) -> int | None:
    """How far the client has read; None where it doesn't say, as after it has logged out."""
    try:
        return int(request.json()["SyncKey"]["List"][0]["Val"])
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def checked(code: int, selector: int) -> Answer:
    """The long poll's answer."""
    return text(f'window.synccheck={{retcode:"{code}",selector:"{selector}"}}')
