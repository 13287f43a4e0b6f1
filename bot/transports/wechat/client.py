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

from bot.transports.wechat.wire import Timeouts, Wire

with contextlib.redirect_stdout(io.StringIO()):  # the import prints a block character
    import itchat  # type: ignore[import-untyped]
    from itchat.core import Core  # type: ignore[import-untyped]

itchat.set_logging(showOnCmd=False)

PATIENCE = 6  # refused syncs in a row until the session counts as ended
EMPTY_PAUSE = 0.3  # seconds between syncs while the service promises news and has none
INIT_ATTEMPTS = 3
LOOKUP = 50  # most names the service takes in one look-up

Batch = tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]
OnCode = Callable[[str, str, bytes], None]  # uuid, status, PNG ('' for a push to the phone)


class Stopped(Exception):
    """The transport is being stopped."""


class QuietLog(logging.Filter):
    """Turns the library's tracebacks, one a second in an outage, into one line a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._seen: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Let a line pass if it has not been seen for a minute."""
        line = record.getMessage().strip().rsplit("\n", 1)[-1][:200]
        kind, now = line.split(":")[0], self._clock()
        if now - self._seen.get(kind, -60.0) < 60.0:
            return False
        self._seen[kind] = now
        record.msg, record.args = line, None
        return True


logging.getLogger("itchat").addFilter(QuietLog())


class Client(Core):  # type: ignore[misc]
    """A login and its session.

    on_batch gets messages, contact changes and the position to go on from; it
    is called in the receiving thread and may block.
    """

    def __init__(self, url: str | None, timeouts: Timeouts, stopping: threading.Event) -> None:
        super().__init__()
        if url:
            itchat.config.BASE_URL = url.rstrip("/")
        self.receivingRetryCount = 10**9
        self.wire = Wire(timeouts)
        self.wire.mount_on(self.s)
        self.refusal = ""
        self._stopping = stopping
        self._on_batch: Callable[[Batch], None] = lambda batch: self._early.append(batch)
        self._early: list[Batch] = []
        self._refused = 0
        self._reload_error: Exception | None = None
        self._recent: list[str] = []
        self._receiver: threading.Thread | None = None

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

        def show(uuid: str, status: str, qrcode: bytes) -> None:
            on_code(uuid, status, qrcode)

        self.login(qrCallback=show, loginCallback=lambda: None)

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
        self._recent = [str(c.get("UserName", "")) for c in state.get("ContactList") or []]
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

    # contacts, asked for directly: the library's own lists are left empty

    def get_contact(self, update: bool = False) -> list[Any]:
        """The library asks for contacts while it logs in; they are fetched afterwards."""
        return []

    def contacts(self) -> list[dict[str, Any]]:
        """The address book and the groups talked in lately, as the service tells them."""
        url = f"{self.loginInfo['url']}/webwxgetcontact"
        entries: list[dict[str, Any]] = []
        seq = 0
        for _ in range(100):
            params = {"r": int(time.time()), "seq": seq, "skey": self.loginInfo["skey"]}
            page = _good(self.s.get(url, params=params))
            entries += page.get("MemberList") or []
            seq = int(page.get("Seq") or 0)
            if seq == 0:
                break
        listed = {entry.get("UserName") for entry in entries}
        missing = [user for user in self._recent if user.startswith("@@") and user not in listed]
        for start in range(0, len(missing), LOOKUP):
            entries += self.look_up(missing[start : start + LOOKUP])
        return entries

    def look_up(self, users: list[str]) -> list[dict[str, Any]]:
        """Entries of people and groups, groups with their members. Raises for trouble on the wire."""
        asked = [{"UserName": user, "EncryChatRoomId": ""} for user in users]
        body = {"BaseRequest": self.loginInfo["BaseRequest"], "Count": len(asked), "List": asked}
        url = f"{self.loginInfo['url']}/webwxbatchgetcontact"
        answer = self.s.post(url, params={"type": "ex", "r": int(time.time())}, json=body)
        return list(_good(answer).get("ContactList") or [])

    # news

    def receive(self, on_batch: Callable[[Batch], None]) -> threading.Thread:
        """Start the one receiving thread; it ends with the session."""
        for batch in self._early:
            on_batch(batch)
        self._on_batch = on_batch
        loop = super().start_receiving(exitCallback=lambda: None, getReceivingFnOnly=True)
        self._receiver = threading.Thread(target=loop, name="wechat-receive", daemon=True)
        self._receiver.start()
        return self._receiver

    def start_receiving(self, exitCallback: Any = None, getReceivingFnOnly: bool = False) -> None:
        """The library would start its thread before contacts are known; `receive` does it."""
        self.alive = True

    def get_msg(self) -> tuple[Any, Any]:
        """One sync; hands the news over and tells the library that there was none."""
        reloading = not self.alive
        try:
            messages, changes = super().get_msg()
        except Exception as error:
            self._reload_error = error if reloading else None
            raise
        if messages is None:
            return (None, None) if reloading else self._was_refused()
        self._refused = 0
        position = {key: self.loginInfo[key] for key in ("SyncKey", "synckey")}
        if messages or changes:
            self._on_batch((messages, changes or [], position))
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
        """Stop receiving without logging out, so that the session can be reopened."""
        self.receivingRetryCount = -1
        self.alive = self.isLogging = False
        self.wire.cut()
        if self._receiver:
            self._receiver.join(5.0)

    # saving

    def snapshot(self, position: dict[str, Any]) -> bytes:
        """The session in the library's own format, at a position in the stream."""
        with self.storageClass.updateLock:
            state = {
                "version": itchat.config.VERSION,
                "loginInfo": {**self.loginInfo, **position},
                "cookies": self.s.cookies.get_dict(),
                "storage": self.storageClass.dumps(),
            }
            return pickle.dumps(state)

    @property
    def position(self) -> dict[str, Any]:
        """The position the next sync will go on from."""
        return {key: self.loginInfo[key] for key in ("SyncKey", "synckey")}

    # files and words

    def file(self, endpoint: str, message_id: str, limit: int) -> tuple[bytes, str]:
        """Contents and media type of a message's file. Raises for trouble, ValueError above `limit` bytes."""
        params = {"msgid": message_id, "skey": self.loginInfo["skey"]}
        headers = {"User-Agent": itchat.config.USER_AGENT, "Range": "bytes=0-"}
        with self.s.get(
            f"{self.loginInfo['url']}/{endpoint}", params=params, headers=headers, stream=True
        ) as got:
            got.raise_for_status()
            body = b""
            for block in got.iter_content(65536):
                body += block
                if len(body) > limit:
                    raise ValueError("file too large")
            if len(body) < int(got.headers.get("Content-Length", 0)):
                raise ValueError("file cut short")
            return body, str(got.headers.get("Content-Type", ""))

    def say(self, text: str, user: str) -> int:
        """Send a text; the service's return code. Raises for trouble on the wire.

        Never the library's `send`, which takes ``@fil@/path`` in a text for an
        order to upload that file; never without an addressee, who would be oneself.
        """
        if not user:
            raise ValueError("no addressee")
        return int(self.send_msg(text, user)["BaseResponse"]["Ret"])


def _good(answer: requests.Response) -> dict[str, Any]:
    answer.raise_for_status()
    content: dict[str, Any] = answer.json()
    ret = content["BaseResponse"]["Ret"]
    if ret != 0:
        raise requests.exceptions.ConnectionError(f"the service answered {ret}")
    return content
