"""The console transport: one types who says what, and reads what the bot says.

For trying the bot on a terminal with the township's own roster, without any
account. Verified is who goes by a key of the roster, as remarks verify friends
on WeChat; a bare name is an unverified villager.
"""

from __future__ import annotations

import logging
import os
import secrets
import select
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO

from bot.transports.base import (
    Address,
    Caps,
    Delivery,
    Event,
    EventKind,
    Link,
    LinkState,
    Member,
    OnEvent,
    OnLink,
    Sent,
)
from bot.transports.typed import ASKS, HELP, Typed, Unclear, read_line
from casework.county import County

BOT = "民情通"

log = logging.getLogger(__name__)


class ConsoleTransport:
    """A terminal, or anything that reads and writes lines.

    source: the file descriptor lines are read from (UTF-8). sink: where the bot
    speaks. county: whose keys and groups exist. now: the time of what is typed.
    on_end: called once the source is at its end.
    """

    name = "console"
    caps = Caps(stable_ids=True)

    def __init__(
        self,
        source: int,
        sink: TextIO,
        county: County,
        now: Callable[[], datetime],
        on_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._source = source
        self._sink = sink
        self._county = county
        self._now = now
        self._on_end = on_end
        self._writing = threading.Lock()
        self._session = ""
        self._typed = 0
        self._wake: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None

    @property
    def session(self) -> str:
        """This run; addresses of another one are dead."""
        return self._session

    def start(self, on_event: OnEvent, on_link: OnLink) -> None:
        """Explain, then read in the background."""
        self._session = secrets.token_hex(6)
        self._wake = os.pipe()
        self._print(HELP)
        on_link(Link(LinkState.ONLINE, self._session))
        self._thread = threading.Thread(
            target=self._read, args=(on_event, on_link, self._wake[0]), name="console-read", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop reading."""
        if self._wake is None or self._thread is None:
            return
        os.write(self._wake[1], b".")
        self._thread.join()
        for end in self._wake:
            os.close(end)
        self._wake, self._session = None, ""

    def send(self, to: Address, text: str) -> Sent:
        """Print what the bot says, with where it says it."""
        if not text.strip():
            return Sent(Delivery.REFUSED, detail="empty text")
        if len(text) > self.caps.max_chars:
            return Sent(Delivery.TOO_LONG, detail=f"{len(text)} characters")
        if not self._session:
            return Sent(Delivery.OFFLINE, detail="not running")
        if to.group is not None:
            if self._county.group(to.group) is None:
                return Sent(Delivery.GONE, detail="no such group in the roster")
            return self._say(to.group, text)
        person = self._county.person(to.person) if to.person else None
        if person is not None:
            return self._say(f"私信 {person.key} {person.name}", text)
        if to.handle and to.session == self._session:
            return self._say(f"私信 {to.handle}", text)
        if to.handle:
            return Sent(Delivery.GONE, detail="address of an older run")
        return Sent(Delivery.REFUSED, detail="nobody of that key in the roster")

    def send_picture(self, to: Address, picture: Path) -> Sent:
        """A terminal shows no pictures: say that there is one."""
        return self.send(to, f"[图片 {picture.name}]")

    def befriend(self, request: Event) -> Sent:
        """Nobody asks to be a friend at a console."""
        return Sent(Delivery.REFUSED, detail="no friends here")

    def members(self, group: str) -> Sequence[Member]:
        """Nobody: who types is whoever he says."""
        return []

    def _read(self, on_event: OnEvent, on_link: OnLink, wake: int) -> None:
        left = b""
        while True:
            ready, _, _ = select.select([self._source, wake], [], [])
            if wake in ready:
                return
            block = os.read(self._source, 65536)
            *lines, left = (left + block).split(b"\n") if block else [left, b""]
            for line in lines:
                self._take(line.decode("utf-8", "replace").strip(), on_event)
            if not block:
                on_link(Link(LinkState.OFFLINE, self._session, "输入结束"))
                self._on_end()
                return

    def _take(self, line: str, on_event: OnEvent) -> None:
        if not line:
            return
        if line in ASKS:
            self._print(HELP)
            return
        try:
            on_event(self._event(read_line(line, self._county)))
        except Unclear as unclear:
            self._print(f"（{unclear}）")
        except Exception:
            log.exception("what was typed could not be stored")
            self._print("（没有记下来，请再说一遍；原因见日志）")

    def _event(self, typed: Typed) -> Event:
        self._typed += 1
        handle = typed.person.key if typed.person else typed.name
        return Event(
            session=self._session,
            id=f"{self._session}-{self._typed}",
            at=self._now(),
            kind=EventKind.IMAGE if typed.picture else EventKind.TEXT,
            chat=typed.group or handle,
            sender=handle,
            sender_name=typed.name,
            text=typed.text,
            chat_name=typed.group,
            stable_id=typed.person.key if typed.person else None,
            at_me=typed.group is not None and f"@{BOT}" in typed.text,
        )

    def _say(self, where: str, text: str) -> Sent:
        indented = text.replace("\n", "\n    ")
        try:
            self._print(f"[{where}] {BOT}：{indented}")
        except (OSError, ValueError) as error:
            return Sent(Delivery.OFFLINE, detail=str(error))
        return Sent(Delivery.OK)

    def _print(self, text: str) -> None:
        with self._writing:
            print(text, file=self._sink, flush=True)
