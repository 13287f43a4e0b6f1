"""The thread that keeps the account logged in: enters, watches, backs off, enters again."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from bot.transports.base import Link, LinkState, OnLink
from bot.transports.wechat import files, inquiries
from bot.transports.wechat.client import Batch, Client, Stopped
from bot.transports.wechat.directory import Directory
from bot.transports.wechat.escapes import plain
from bot.transports.wechat.identity import Identities
from bot.transports.wechat.session import Session
from bot.transports.wechat.wire import Timeouts

log = logging.getLogger(__name__)

TICK = 0.2  # seconds between looks at the connection
SCANNED = "201"


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds.

    confirm: left alone after the scan, since the service gives up a code polled too often;
    offline: without a good answer until OFFLINE is reported; low, high: between attempts to log in.
    """

    confirm: float = 8.0
    offline: float = 30.0
    low: float = 5.0
    high: float = 600.0


class Login:
    """Supervises logins, one after another; never two receiving threads at a time."""

    def __init__(
        self,
        state: Path,
        url: str | None,
        timeouts: Timeouts,
        patience: Patience,
        stopping: threading.Event,
        on_link: OnLink,
        on_batch: Callable[[Session, Batch, bool], None],
    ) -> None:
        # A session belongs to one server: another one, or the same on another port, cannot go on with it.
        server = f"-{urlsplit(url).netloc.replace(':', '-')}" if url else ""
        self._saved = state / f"session{server}.pkl"
        self._qr = state / "qr.png"
        self._identities = Identities(state / "groups.json")
        self._url = url
        self._timeouts = timeouts
        self._patience = patience
        self._stopping = stopping
        self._on_link = on_link
        self._on_batch = on_batch
        self._client: Client | None = None
        self.session: Session | None = None
        self._latest: Session | None = None
        self._confirmed_later = ""
        self._thread = threading.Thread(target=self._run, name="wechat-login", daemon=True)

    def start(self) -> None:
        """Log in in the background."""
        self._thread.start()

    def stop(self) -> None:
        """End after `stopping` was set: cut what waits on the wire, join."""
        while self._thread.is_alive():
            if self._client:
                self._client.cut()
            self._thread.join(TICK)

    def _run(self) -> None:
        wait = self._patience.low
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._attend()
            except Stopped:
                return
            except LookupError as error:
                self._tell(LinkState.BLOCKED, f"the account is not let in ({error!r})")
            except (requests.RequestException, ValueError, OSError) as error:
                self._tell(LinkState.OFFLINE, f"the service cannot be reached ({type(error).__name__})")
            except Exception:
                log.exception("logging in failed")
                self._tell(LinkState.OFFLINE, "logging in failed")
            if time.monotonic() - began > self._patience.high:
                wait = self._patience.low
            self._stopping.wait(wait)
            wait = min(wait * 2, self._patience.high)

    def _attend(self) -> None:
        """One login from the door to its end."""
        client = self._client = Client(self._url, self._timeouts, self._stopping)
        if self._stopping.is_set():
            raise Stopped
        try:
            session, reloaded = self._enter(client)
            self.session = self._latest = session
            receiver = client.receive(lambda batch: self._on_batch(session, batch, reloaded))
            self._tell(LinkState.ONLINE, plain(client.own_name))
            self._watch(session, receiver)
        finally:
            self.session = None
            client.close()
        self._tell(LinkState.KICKED, client.end, session.id)

    def _enter(self, client: Client) -> tuple[Session, bool]:
        """Go on with the saved session, else log in.

        The saved file of an ended session is still good once: the library takes from it what lets
        the service ask on the phone instead of by QR code.
        """
        reloaded = files.trusted(self._saved) and self._reopen(client)
        if not reloaded:
            self._saved.unlink(missing_ok=True)
            client.enter(self._on_code)
            files.write(self._saved, client.snapshot(client.position))
        directory = Directory(client.own, plain(client.own_name))
        directory.learn(inquiries.contacts(client))
        return Session(client.session_id, client, directory, self._identities, self._stopping), reloaded

    def _reopen(self, client: Client) -> bool:
        try:
            return client.reopen(self._saved)
        except (AttributeError, LookupError, TypeError) as error:
            log.warning("the saved session is of no use: %r", error)
            return False

    def save(self, session: Session, position: dict[str, Any]) -> None:
        """Save the latest session at a position in its stream; OSError if it cannot be written."""
        if session is self._latest:
            files.write(self._saved, session.client.snapshot(position))

    def _watch(self, session: Session, receiver: threading.Thread) -> None:
        away = False
        while receiver.is_alive() and not self._stopping.is_set():
            receiver.join(TICK)
            failing = session.client.wire.failing_since
            silent = failing is not None and time.monotonic() - failing > self._patience.offline
            if silent != away:
                away = silent
                self._tell(LinkState.OFFLINE if away else LinkState.ONLINE, "no answer" if away else "")

    def _on_code(self, uuid: str, status: str, qrcode: bytes) -> None:
        """Called by the library for each answer of the poll, '0' with a fresh QR code."""
        if self._stopping.is_set():
            raise Stopped
        if status == "0":
            files.write(self._qr, qrcode)
            self._tell(LinkState.NEED_SCAN, str(self._qr))
        elif status == SCANNED:
            if self._confirmed_later != uuid:
                self._confirmed_later = uuid
                self._tell(LinkState.CONFIRM, "confirm on the phone")
            if self._stopping.wait(self._patience.confirm):
                raise Stopped

    def _tell(self, state: LinkState, detail: str, session: str = "") -> None:
        if self._stopping.is_set():
            return
        log.info("wechat: %s %s", state.value, detail)
        self._on_link(Link(state, session or (self.session.id if self.session else ""), detail))
