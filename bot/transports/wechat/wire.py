"""Below the client library: time limits, a look at every answer, and a way to cut connections.

The library sets no time limits, takes any page that is not a good answer of the
long poll for the end of the login, and keeps the reason of an end to itself.
"""

from __future__ import annotations

import re
import socket
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

_CHECKED = re.compile(r'retcode:"(\d+)",selector:"(\d+)"')
_RET = re.compile(r'"BaseResponse"\s*:\s*\{[^{}]*"Ret"\s*:\s*(-?\d+)')
LONG_POLLS = ("synccheck", "login")
STREAM = ("synccheck", "webwxsync")
SAYING = ("webwxsendmsg", "webwxsendmsgimg")


@dataclass(frozen=True)
class Timeouts:
    """Seconds to wait: for a connection, for an answer, for the end of a long poll."""

    connect: float = 10.0
    answer: float = 30.0
    poll: float = 60.0


class NotTaken(requests.RequestException):
    """What was to be said never reached the service: saying it later says it once."""


class Wire(HTTPAdapter):
    """Mounted on the library's session for http and https.

    retcode: what the long poll last ended with other than 0.
    ret: return code of the last ``webwxsync``.
    status: HTTP status of the last answer of the event stream.
    failing_since: monotonic time since when the event stream has not answered well, None while it does.
    """

    def __init__(self, timeouts: Timeouts) -> None:
        self.timeouts = timeouts
        self.retcode: str | None = None
        self.ret: int | None = None
        self.status = 0
        self.failing_since: float | None = None
        self._live: weakref.WeakSet[HTTPConnection] = weakref.WeakSet()
        super().__init__()

    def mount_on(self, session: requests.Session) -> None:
        """Take over a session's traffic."""
        session.mount("http://", self)
        session.mount("https://", self)
        session.hooks["response"].append(self._inspect)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make connections that can be found again."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _tracked(HTTPConnectionPool, HTTPConnection, self._live),
            "https": _tracked(HTTPSConnectionPool, HTTPSConnection, self._live),
        }

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Send with a time limit, whatever the library asked for."""
        endpoint = _endpoint(request.url)
        answer = self.timeouts.poll if endpoint in LONG_POLLS else self.timeouts.answer
        kwargs["timeout"] = (self.timeouts.connect, answer)
        try:
            return super().send(request, *args, **kwargs)
        except requests.RequestException:
            if endpoint in STREAM:
                self._failed()
            raise

    def cut(self) -> None:
        """Break every open connection, so that whoever waits on one stops waiting."""
        for connection in list(self._live):
            sock = getattr(connection, "sock", None)
            if sock is not None:
                try:
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def _inspect(self, response: requests.Response, *args: Any, **kwargs: Any) -> None:
        endpoint = _endpoint(response.url)
        if endpoint in SAYING and _turned_away(response):
            raise NotTaken(f"{endpoint}: turned away on the way ({response.status_code})")
        if endpoint not in STREAM:
            return
        self.status = response.status_code
        good = response.ok and complete(response.headers, response.content)
        if good and endpoint == "synccheck":
            checked = _CHECKED.search(response.text)
            good = checked is not None
            if checked and checked[1] != "0":
                self.retcode = checked[1]
        elif good:
            ret = _RET.search(response.text)
            good = ret is not None
            self.ret = int(ret[1]) if ret else None
        if good:
            self.failing_since = None
        else:
            self._failed()
            raise requests.exceptions.ConnectionError(f"{endpoint}: no answer of the service")

    def _failed(self) -> None:
        if self.failing_since is None:
            self.failing_since = time.monotonic()


def _endpoint(url: str | None) -> str:
    return urlsplit(url or "").path.rsplit("/", 1)[-1]


def _turned_away(response: requests.Response) -> bool:
    """Whether somebody in between refused to pass a request on.

    503 says so; a page in place of an answer is a portal's that wants a login
    first. After 502 or 504 the service may have heard it all the same.
    """
    page = response.ok and response.content.lstrip().startswith(b"<")
    return response.status_code == requests.codes.unavailable or page


def complete(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a body is as long as announced; the HTTP library does not ask."""
    announced = headers.get("Content-Length")
    return announced is None or "Content-Encoding" in headers or len(body) >= int(announced)


def _tracked(pool: type, connection: type, live: weakref.WeakSet[HTTPConnection]) -> type:
    def connect(self: Any) -> None:
        connection.connect(self)  # type: ignore[attr-defined]
        live.add(self)

    tracked = type(connection.__name__, (connection,), {"connect": connect})
    return type(pool.__name__, (pool,), {"ConnectionCls": tracked})
