"""A message that nobody can read still arrives."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from bot.transports.base import Event, EventKind
from bot.transports.wechat.client import Client
from bot.transports.wechat.directory import Directory
from bot.transports.wechat.dispatcher import Dispatcher
from bot.transports.wechat.identity import Identities
from bot.transports.wechat.session import Session
from bot.transports.wechat.wire import Timeouts

NOW = 1717380000.0


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"MsgId": "1", "MsgType": "x", "FromUserName": "@a"},
        {"MsgId": "1", "MsgType": 1, "FromUserName": "@a", "CreateTime": 10**20},
        {"MsgId": "1", "MsgType": 37, "FromUserName": "fmessage", "CreateTime": 1, "RecommendInfo": "?"},
    ],
)
def test_what_cannot_be_read_is_told_and_does_not_stop_the_rest(raw: dict[str, Any], tmp_path: Path) -> None:
    stopping, arrived, events = threading.Event(), threading.Event(), list[Event]()

    def keep(event: Event) -> None:
        events.append(event)
        if len(events) == 2:
            arrived.set()

    session = Session(
        "s1",
        Client("http://127.0.0.1:9", Timeouts(), stopping),
        Directory("@me", "民情通"),
        Identities(tmp_path / "groups.json"),
        stopping,
    )
    good = {"MsgId": "2", "MsgType": 1, "FromUserName": "@b", "Content": "好", "CreateTime": int(NOW)}
    dispatcher = Dispatcher(tmp_path, stopping, keep, lambda *_: None, 60.0, lambda: NOW)
    dispatcher.start()
    malformed: list[Any] = [None, {"UserName": "@@g", "MemberList": [1]}]
    dispatcher.take(session, ([raw, good], malformed, {}), reloaded=False)
    assert arrived.wait(5.0)
    stopping.set()
    dispatcher.join()
    assert (events[0].kind, events[0].at.timestamp()) == (EventKind.UNKNOWN, NOW)
    assert events[0].id == raw.get("MsgId", events[0].id) != ""
    assert (events[1].kind, events[1].text) == (EventKind.TEXT, "好")
