"""The real client library against the loopback service: a rig with everything short and visible."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox import Sandbox, World
from bot.transports.base import Event, Gap, Link, LinkState
from bot.transports.wechat import WeChatTransport
from bot.transports.wechat.login import Patience
from bot.transports.wechat.wire import Timeouts

SOON = 8.0  # seconds nothing here may take


@dataclass
class Rig:
    """A world, its service, and the transport logged in to it."""

    world: World
    box: Sandbox
    directory: Path
    events: list[Event] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    gap: Gap = field(default_factory=lambda: Gap(0.0, 0.0))
    keep: Callable[[Event], None] = lambda event: None
    transport: WeChatTransport = field(init=False)

    def __post_init__(self) -> None:
        self._news = threading.Condition()
        self.transport = self.new_transport()

    def new_transport(self) -> WeChatTransport:
        return WeChatTransport(
            self.directory / "state",
            self.directory / "media",
            url=self.box.url,
            gap=self.gap,
            timeouts=Timeouts(connect=1.0, answer=0.8, poll=1.5),
            patience=Patience(confirm=0.3, offline=0.5, low=0.02, high=0.2),
        )

    def start(self) -> None:
        self.transport.start(self._on_event, self._on_link)

    def go_online(self) -> None:
        before = self.states().count(LinkState.ONLINE)
        self.start()
        self.wait(lambda: self.states().count(LinkState.ONLINE) > before)

    def wait(self, condition: Callable[[], bool], seconds: float = SOON) -> None:
        deadline = time.monotonic() + seconds
        with self._news:
            while not condition():
                left = deadline - time.monotonic()
                assert left > 0, f"never happened; events {self.events}, links {self.links}"
                self._news.wait(min(left, 0.02))

    def hear(self, count: int = 1) -> list[Event]:
        """Wait for so many events in all; and a moment more, for what should not come."""
        self.wait(lambda: len(self.events) >= count)
        time.sleep(0.02)
        return list(self.events)

    def states(self) -> list[LinkState]:
        return [link.state for link in self.links]

    def _on_event(self, event: Event) -> None:
        self.keep(event)
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def _on_link(self, link: Link) -> None:
        with self._news:
            self.links.append(link)
            self._news.notify_all()


def threads(name: str) -> list[str]:
    return [t.name for t in threading.enumerate() if t.name == name]
