"""The one importer of itchat: its client, kept to logging in, asking for news and sending.

Reading messages, keeping contacts and running threads are done outside, since
the library loses batches, takes notices for its own words and starts threads
it does not end. One `Client` is one attempt to log in and the session it
leads to; the next attempt gets a new one. Works with 1.5.0.dev0 and 1.4.1.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import pickle
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from bot.transports.wechat.quiet import QuietLog
from bot.transports.wechat.wire import Timeouts, Wire

with contextlib.redirect_stdout(io.StringIO()):  # the import prints a block character
    import itchat  # type: ignore[import-untyped]
    from itchat.core import Core  # type: ignore[import-untyped]

itchat.set_logging(showOnCmd=False)
REAL_SERVICE = str(itchat.config.BASE_URL)

PATIENCE = 4  # refused syncs in a row until the session counts as ended
EMPTY_PAUSE = 0.3  # seconds between syncs while the service promises news and has none
INIT_ATTEMPTS = 3
ACCEPT, FROM_THE_WEB = 3, 33  # what is done with a friend request, and where

Batch = tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]  # messages, changes, position
OnCode = Callable[..., None]  # by keyword: uuid, status, qrcode (PNG; b"" for a push)


class Stopped(Exception):
    """The transport is being stopped."""


logging.getLogger("itchat").addFilter(QuietLog())


class Client(Core):  # type: ignore[misc]
    """A login and its session. `url` is set for the whole process, as the library keeps it in a module."""

    def __init__(self, url: str | None, timeouts: Timeouts, stopping: threading.Event) -> None:
        super().__init__()
        itchat.config.BASE_URL = (url or REAL_SERVICE).rstrip("/")
        self.receivingRetryCount = 10**9
        self.wire = Wire(timeouts)
        self.wire.mount_on(self.s)
        self.s.headers["User-Agent"] = itchat.config.USER_AGENT
        self.refusal = ""
        self._stopping = stopping
        self._on_batch: Callable[[Batch], None] = lambda batch: self._early.append(batch)
        self._early: list[Batch] = []
        self._refused = 0
        self._reload_error: Exception | None = None
        self.recent: list[dict[str, Any]] = []
        self._closed = False
        self._receiver: threading.Thread | None = None
        self._cookies: dict[str, str] = {}  # the library forgets its own when it stops

    # logging in

    def reopen(self, file: Path) -> bool:
        """Go on with a saved session. False if the service refuses it; raises for trouble on the wire."""
        self._reload_error = None
        taken = self.load_login_status(str(file), loginCallback=lambda: None)
        if not taken and self._reload_error:
            raise self._reload_error
        return bool(taken)

    def enter(self, on_code: OnCode) -> None:
        """Log in by QR code, or by a push to the phone where the service allows it.

        Raises requests.RequestException or ValueError for trouble on the wire,
        LookupError where the account is refused, and what `on_code` raises.
        """
        self.login(qrCallback=on_code, loginCallback=lambda: None)

    def get_QRuuid(self) -> str:
        """The library asks for ever; a service that gives no code is down."""
        uuid = super().get_QRuuid()
        if not uuid:
            raise requests.exceptions.ConnectionError("the service gives no QR code")
        return str(uuid)

    def web_init(self) -> Any:
        """Remember which groups were talked in lately; their entries come without members.

        Tried again after trouble on the wire: the phone has already said yes.
        """
        for attempt in range(INIT_ATTEMPTS):
            try:
                state = super().web_init()
                break
            except (requests.RequestException, ValueError):
                if attempt == INIT_ATTEMPTS - 1 or self._stopping.wait(1.0):
                    raise
        self.recent = [dict(entry) for entry in state.get("ContactList") or []]
        return state

    @property
    def own(self) -> str:
        """UserName of the account."""
        return str(self.storageClass.userName)

    @property
    def own_name(self) -> str:
        """Nickname of the account, with the service's mark-up."""
        return str(self.storageClass.nickName)

    @property
    def session_id(self) -> str:
        """Names this login without giving its key away; the same after `reopen`."""
        return hashlib.sha256(f"{self.loginInfo['wxsid']}/{self.own}".encode()).hexdigest()[:12]

    def get_contact(self, update: bool = False) -> list[Any]:
        """The library asks for contacts while it logs in; they are fetched afterwards, and kept elsewhere."""
        return []

    # news

    def receive(self, on_batch: Callable[[Batch], None]) -> threading.Thread:
        """Start the one receiving thread, which ends with the session. `on_batch` may block."""
        for batch in self._early:
            on_batch(batch)
        self._on_batch = on_batch
        loop = super().start_receiving(exitCallback=lambda: None, getReceivingFnOnly=True)
        if self._closed:  # in the meantime, and the library has just set `alive`
            self.alive = False
        receiver = threading.Thread(target=loop, name="wechat-receive", daemon=True)
        receiver.start()
        self._receiver = receiver
        return receiver

    def start_receiving(self, exitCallback: Any = None, getReceivingFnOnly: bool = False) -> None:
        """The library would start its thread before contacts are known; `receive` does it."""
        self.alive = True

    def get_msg(self) -> tuple[Any, Any]:
        """One sync; hands the news over and tells the library that there was none."""
        reloading = not self.alive
        try:
            messages, changes = super().get_msg()
        except Exception as error:
            if reloading and 400 <= self.wire.status < 500:
                return None, None
            self._reload_error = error if reloading else None
            raise
        if messages is None:
            return (None, None) if reloading else self._was_refused()
        self._refused = 0
        self._cookies = self.s.cookies.get_dict()
        if messages or changes:
            self._on_batch((messages, changes or [], self.position))
        elif not reloading:
            self._stopping.wait(EMPTY_PAUSE)
        return [], []

    def _was_refused(self) -> tuple[list[Any], list[Any]]:
        self._refused += 1
        if self._refused > PATIENCE:
            self.refusal = str(self.wire.ret)
            self.alive = False
        else:
            self._stopping.wait(1.0)
        return [], []

    @property
    def end(self) -> str:
        """The code the session ended with, '' while it lives or where none was given."""
        return self.wire.retcode or self.refusal

    def close(self) -> None:
        """Stop receiving without logging out, so that the session can be reopened.

        Waits for the long poll to end; `cut` ends it at once.
        """
        self._end()
        if self._receiver:
            self._receiver.join()

    def cut(self) -> None:
        """Stop receiving and break every connection."""
        self._end()
        self.wire.cut()

    def _end(self) -> None:
        self._closed = True
        self.receivingRetryCount = -1
        self.alive = self.isLogging = False

    # saving

    def snapshot(self, position: dict[str, Any]) -> bytes:
        """The session in the library's own format, at a position in the stream."""
        with self.storageClass.updateLock:
            state = {
                "version": itchat.config.VERSION,
                "loginInfo": {**self.loginInfo, **position},
                "cookies": self._cookies or self.s.cookies.get_dict(),
                "storage": self.storageClass.dumps(),
            }
            return pickle.dumps(state)

    @property
    def position(self) -> dict[str, Any]:
        """The position the next sync will go on from."""
        return {key: self.loginInfo[key] for key in ("SyncKey", "synckey")}

    # words

    def say(self, text: str, user: str) -> int:
        """Send a text; the service's return code. Raises for trouble on the wire.

        Never the library's `send`, which takes ``@fil@/path`` in a text for an
        order to upload that file; never without an addressee, who would be oneself.
        """
        if not user:
            raise ValueError("no addressee")
        return int(self.send_msg(text, user)["BaseResponse"]["Ret"])

    def befriend(self, user: str, ticket: str) -> int:
        """Accept a friend request; the service's return code. Raises for trouble on the wire.

        Past the library: 1.4.1 would send the ticket in the wrong field.
        """
        url = f"{self.loginInfo['url']}/webwxverifyuser"
        body = {
            "BaseRequest": self.loginInfo["BaseRequest"],
            "Opcode": ACCEPT,
            "VerifyUserListSize": 1,
            "VerifyUserList": [{"Value": user, "VerifyUserTicket": ticket}],
            "VerifyContent": "",
            "SceneListCount": 1,
            "SceneList": [FROM_THE_WEB],
            "skey": self.loginInfo["skey"],
        }
        asked = {"r": int(time.time()), "pass_ticket": self.loginInfo["pass_ticket"]}
        answer = self.s.post(url, params=asked, json=body)
        answer.raise_for_status()
        return int(answer.json()["BaseResponse"]["Ret"])

    def show(self, picture: Path, user: str) -> int:
        """Send a picture of ours; as `say`."""
        if not user:
            raise ValueError("no addressee")
        return int(self.send_image(str(picture), user)["BaseResponse"]["Ret"])
