"""The bot's ear on the stage: knows what has been heard, so that the play can wait for it."""

from __future__ import annotations

import threading
from collections import Counter

from bot.engine import Bot
from bot.transports.base import Event, Link, LinkState
from casework.clock import Clock

PATIENCE = 20.0
"""Seconds until a login, or the way of one message to the bot, counts as failed."""


class NotHeard(Exception):
    """The link did not come about, or a message did not come through; `str()` is for people."""


class Ear:
    """Between a transport and the bot."""

    def __init__(self, bot: Bot, clock: Clock) -> None:
        """The bot hears everything at the time of `clock`."""
        self._bot = bot
        self._clock = clock
        self._news = threading.Condition()
        self._heard: Counter[str] = Counter()
        self._links: list[Link] = []

    def hear(self, event: Event) -> None:
        """For the transport: an event arrived."""
        self._bot.hear(event, self._clock.now())
        with self._news:
            self._heard[event.id] += 1
            self._news.notify_all()

    def see(self, link: Link) -> None:
        """For the transport: the link changed."""
        with self._news:
            self._links.append(link)
            self._news.notify_all()

    def wait_for_link(self) -> None:
        """Block until the transport is logged in. Raises `NotHeard`."""
        with self._news:
            online = self._news.wait_for(
                lambda: bool(self._links) and self._links[-1].state is LinkState.ONLINE, PATIENCE
            )
            if not online:
                last = (
                    f"{self._links[-1].state.value} {self._links[-1].detail}" if self._links else "没有回应"
                )
                raise NotHeard(f"微信客户端没有登录上沙箱（{last}）")

    def wait_for(self, id: str, times: int) -> None:
        """Block until the message has been heard so often in all. Raises `NotHeard`."""
        with self._news:
            if not self._news.wait_for(lambda: self._heard[id] >= times, PATIENCE):
                raise NotHeard(f"消息 {id} 没有送到机器人")
