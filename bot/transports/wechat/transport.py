"""The WeChat transport: an account on the web protocol, wired to the bot."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.transports.base import Address, Caps, Event, Gap, Member, OnEvent, OnLink, Sent
from bot.transports.wechat import files
from bot.transports.wechat.dispatcher import Dispatcher
from bot.transports.wechat.login import Login, Patience
from bot.transports.wechat.pace import Pace
from bot.transports.wechat.sender import Sender
from bot.transports.wechat.session import Session
from bot.transports.wechat.wire import Timeouts

log = logging.getLogger(__name__)

DEFAULT_GAP = Gap(15.0, 25.0)
STALE_AFTER = 24 * 3600.0
LAST_WORD = 3.0  # seconds a message under way may take to be answered when the transport stops
SAVE_EVERY = 2.0  # seconds at most between two savings of the session


class WeChatTransport:
    """One account in ordinary WeChat groups.

    state: directory for the saved session, the QR code and the groups' identities.
    media: directory for pictures, voices and videos that arrive.
    url: another web-WeChat server; None is the real one.
    gap: pause between messages; real accounts should stay slow.
    stale_after: seconds after which a message brought again by a saved session
        is ignored; must not exceed the time for which message ids are remembered.
    now: seconds since the epoch, compared with the times the service gives.
    """

    name = "wechat"

    def __init__(
        self,
        state: Path,
        media: Path,
        *,
        url: str | None = None,
        gap: Gap = DEFAULT_GAP,
        timeouts: Timeouts = Timeouts(),
        patience: Patience = Patience(),
        stale_after: float = STALE_AFTER,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.caps = Caps(stable_ids=True, min_gap=gap.low)
        self._state = state
        self._media = media
        self._url = url
        self._timeouts = timeouts
        self._patience = patience
        self._stale_after = stale_after
        self._now = now
        self._stopping = threading.Event()
        self._saved_at = 0.0
        self._position: tuple[Session, dict[str, Any]] | None = None
        self._login: Login | None = None
        self._dispatcher: Dispatcher | None = None
        self._sender = Sender(Pace(gap), lambda: self._current, self._stopping, self.caps.max_chars)

    @property
    def session(self) -> str:
        """The current login's id, '' while there is none."""
        return self._current.id if self._current else ""

    def start(self, on_event: OnEvent, on_link: OnLink) -> None:
        """Log in and go on in the background."""
        files.private_directory(self._state)
        files.private_directory(self._media)
        self._stopping.clear()
        self._dispatcher = Dispatcher(
            self._media, self._stopping, on_event, self._passed, self._stale_after, self._now
        )
        self._dispatcher.start()
        self._login = Login(
            self._state, self._url, self._timeouts, self._patience, self._stopping, on_link, self._take
        )
        self._login.start()

    def stop(self) -> None:
        """Disconnect without logging out; the next start goes on with the same login."""
        self._stopping.set()
        if self._login and self._dispatcher:
            self._sender.finish(LAST_WORD)
            self._login.stop()
            self._dispatcher.join()
            self._save()

    def send(self, to: Address, text: str) -> Sent:
        """Say `text` once. Blocks for the gap; never tries again by itself."""
        return self._sender.say(to, text)

    def send_picture(self, to: Address, picture: Path) -> Sent:
        """Show a picture (png, jpg, gif) once, under the same rules as `send`."""
        return self._sender.show(to, picture)

    def befriend(self, request: Event) -> Sent:
        """Accept a friend request, once."""
        return self._sender.befriend(request.session, request.sender or "", request.ticket or "")

    def members(self, group: str) -> Sequence[Member]:
        """Who is in the group of this name; nobody if it is unknown or there are two."""
        session = self._current
        named = session.directory.groups_named(group) if session else []
        if session is None or len(named) != 1:
            return []
        entry = session.group(named[0].user)
        called = entry.members if entry else {}
        return [Member(user, c.name, session.directory.key_of(user)) for user, c in called.items()]

    @property
    def _current(self) -> Session | None:
        return self._login.session if self._login else None

    def _take(self, session: Session, batch: Any, reloaded: bool) -> None:
        if self._dispatcher:
            self._dispatcher.take(session, batch, reloaded=reloaded)

    def _passed(self, session: Session, position: dict[str, Any]) -> None:
        self._position = (session, position)
        if time.monotonic() - self._saved_at >= SAVE_EVERY:
            self._save()

    def _save(self) -> None:
        """Save the session at the last position everything before which is stored."""
        if self._login is None or self._position is None:
            return
        self._saved_at = time.monotonic()
        try:
            self._login.save(*self._position)
        except OSError as error:
            log.warning("the session could not be saved: %s", error)
