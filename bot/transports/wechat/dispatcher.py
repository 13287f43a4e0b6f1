"""One thread that hands events on, in order, each until it is stored.

The position in the stream is saved only after everything before it has been
stored: a crash in between brings messages again, never loses one.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.transports.base import Event, OnEvent
from bot.transports.wechat.client import Batch, Stopped
from bot.transports.wechat.events import event_of, unreadable
from bot.transports.wechat.session import Session

log = logging.getLogger(__name__)

SIZE = 2000  # raw messages waiting before the stream is held up
STEP = 0.5  # seconds between looks at whether to stop, while the queue is full
RETRY_LOW, RETRY_HIGH = 0.2, 30.0  # seconds between attempts to have an event stored


@dataclass(frozen=True)
class Message:
    """A raw message of a login."""

    raw: Mapping[str, Any]
    session: Session


@dataclass(frozen=True)
class Change:
    """News about contacts."""

    entries: list[dict[str, Any]]
    session: Session


@dataclass(frozen=True)
class Checkpoint:
    """Everything up to a position is in the queue before this."""

    position: dict[str, Any]
    session: Session


class Dispatcher:
    """Queue and thread. `on_checkpoint` is told each position that has been passed."""

    def __init__(
        self,
        media: Path,
        stopping: threading.Event,
        on_event: OnEvent,
        on_checkpoint: Callable[[Session, dict[str, Any]], None],
        stale_after: float,
        now: Callable[[], float],
    ) -> None:
        self._media = media
        self._stopping = stopping
        self._on_event = on_event
        self._on_checkpoint = on_checkpoint
        self._stale_after = stale_after
        self._now = now
        self._queue: queue.Queue[Message | Change | Checkpoint | None] = queue.Queue(SIZE)
        self._thread = threading.Thread(target=self._run, name="wechat-dispatch", daemon=True)

    def start(self) -> None:
        """Start handing on."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the thread to end after `stopping` was set."""
        with contextlib.suppress(queue.Full):  # where it is full nobody waits for more
            self._queue.put_nowait(None)
        self._thread.join()

    def take(self, session: Session, batch: Batch, *, reloaded: bool) -> None:
        """Queue a batch; waits while the queue is full. Raises Stopped.

        reloaded: it follows a saved session and may bring old messages again.
            Those older than `stale_after` seconds are left out: whether they
            were handled then is no longer known.
        """
        messages, entries, position = batch
        if entries:
            self._put(Change(entries, session))
        for raw in messages:
            if reloaded and self._now() - float(raw.get("CreateTime") or 0) > self._stale_after:
                log.info("left out message %s, older than the saved session may bring", raw.get("MsgId"))
                continue
            self._put(Message(raw, session))
        self._put(Checkpoint(position, session))

    def _put(self, item: Message | Change | Checkpoint) -> None:
        while not self._stopping.is_set():
            try:
                self._queue.put(item, timeout=STEP)
                return
            except queue.Full:
                continue
        raise Stopped

    def _run(self) -> None:
        while not self._stopping.is_set():
            item = self._queue.get()
            try:
                if item is not None:
                    self._handle(item)
            except Stopped:
                return

    def _handle(self, item: Message | Change | Checkpoint) -> None:
        if isinstance(item, Change):
            item.session.directory.learn(item.entries)
        elif isinstance(item, Checkpoint):
            self._on_checkpoint(item.session, item.position)
        else:
            event = self._read(item)
            if self._stopping.is_set():  # its group or its file may be missing for that reason alone
                raise Stopped
            if event is not None:
                self._store(event)

    def _read(self, item: Message) -> Event | None:
        try:
            return event_of(item.raw, item.session, self._media)
        except Exception:
            log.exception("a message of the service could not be read")
            return unreadable(item.raw, item.session, self._now())

    def _store(self, event: Event) -> None:
        wait = RETRY_LOW
        while True:
            try:
                self._on_event(event)
                return
            except Exception:
                log.exception("message %s could not be stored, again in %.1f s", event.id, wait)
            if self._stopping.wait(wait):
                raise Stopped
            wait = min(wait * 2, RETRY_HIGH)
