"""The service: a transport, the bot, and APScheduler ringing the bells."""

from __future__ import annotations

import logging
import signal
import threading

from apscheduler.schedulers.background import BackgroundScheduler

from bot.engine import Bot
from bot.transports.base import Event, Link, LinkState, Transport
from casework.clock import BEIJING, Clock

THINK_EVERY = 1.0
SPEAK_EVERY = 0.5
"""Seconds between two looks at what is due, and at what is to be said."""

log = logging.getLogger(__name__)


class Service:
    """Runs until it is stopped."""

    def __init__(self, bot: Bot, transport: Transport, clock: Clock) -> None:
        """Nothing runs before `start`."""
        self._bot = bot
        self._transport = transport
        self._clock = clock
        self._stopping = threading.Event()
        self._scheduler = BackgroundScheduler(
            timezone=BEIJING, job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        )

    def start(self) -> None:
        """Take up what was left, ring the bells, open the door."""
        self._bot.resume(self._clock.now())
        self._scheduler.add_job(self._think, "interval", seconds=THINK_EVERY)
        self._scheduler.add_job(self._speak, "interval", seconds=SPEAK_EVERY)
        self._scheduler.start()
        self._transport.start(self._heard, self._linked)

    def stop(self) -> None:
        """Close the door, then stop."""
        self._transport.stop()
        self._scheduler.shutdown(wait=True)
        self._stopping.set()

    def run(self) -> None:
        """Start, wait for an interrupt or a request to end, stop."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda number, frame: self._stopping.set())
        self.start()
        self._stopping.wait()
        self.stop()

    def _heard(self, event: Event) -> None:
        self._bot.hear(event, self._clock.now())

    def _linked(self, link: Link) -> None:
        level = logging.INFO if link.state in (LinkState.ONLINE, LinkState.CONFIRM) else logging.WARNING
        log.log(level, "transport %s: %s %s", self._transport.name, link.state.value, link.detail)

    def _think(self) -> None:
        try:
            self._bot.think(self._clock.now())
        except Exception:
            # The next second tries again; what was stored waits.
            log.exception("thinking failed")

    def _speak(self) -> None:
        try:
            self._bot.speak(self._clock.now())
        except Exception:
            log.exception("speaking failed")
