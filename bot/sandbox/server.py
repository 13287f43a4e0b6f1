"""The loopback service: state shared by all endpoints, and the HTTP server in front of them."""

from __future__ import annotations

import secrets
from collections import Counter
from types import TracebackType

from bot.sandbox.exchange import Request
from bot.sandbox.faults import Faults
from bot.sandbox.listener import Listener
from bot.sandbox.session import Pending, Session
from bot.sandbox.world import World

DEFAULT_POLL = 25.0
KICKED_ELSEWHERE = 1102


class Sandbox:
    """A web-WeChat service on 127.0.0.1 for one account, the bot's. Use as a context manager.

    auto_confirm: every QR code counts as scanned and confirmed at once, so that
        nobody needs to be there; otherwise `scan` and `confirm` play the phone.
    poll_seconds: how long the long polls wait for news.
    barred: the account is refused, as the real service refuses many.
    """

    def __init__(
        self, world: World, port: int = 0, *, auto_confirm: bool = True, poll_seconds: float = DEFAULT_POLL
    ) -> None:
        self.world = world
        self.changed = world.changed
        self.auto_confirm = auto_confirm
        self.poll_seconds = poll_seconds
        self.barred = False
        self.closing = False
        self.faults = Faults()
        self.calls: Counter[str] = Counter()
        self.uin = str(1_000_000_000 + secrets.randbelow(1_000_000_000))
        self.pending: dict[str, Pending] = {}
        self.uploads: dict[str, bytes] = {}
        self._sessions: dict[str, Session] = {}
        self._port = port
        self._listener: Listener | None = None

    @property
    def url(self) -> str:
        """Where the client finds it."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> Sandbox:
        """Listen; with port 0 on a free port, kept for later starts."""
        self.closing = False
        self._listener = Listener(self, self._port)
        self._port = self._listener.port
        self._listener.start()
        return self

    def stop(self) -> None:
        """Cut every connection. Sessions live on: a later `start` finds them."""
        with self.changed:
            self.closing = True
            self.changed.notify_all()
        if self._listener:
            self._listener.stop()
            self._listener = None

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.stop()

    # the phone

    def scan(self) -> None:
        """Scan the newest QR code."""
        self._touch(confirm=False)

    def confirm(self) -> None:
        """Scan and confirm the newest QR code."""
        self._touch(confirm=True)

    def kick(self, code: int = KICKED_ELSEWHERE) -> None:
        """End the current session, as a login elsewhere does."""
        for session in list(self._sessions.values()):
            self.end(session, code)

    def online(self) -> bool:
        """Whether a web client is logged in."""
        return any(session.ended is None for session in self._sessions.values())

    # for the endpoints

    def add_pending(self, pending: Pending) -> Pending:
        """Show a new code."""
        with self.changed:
            self.pending[pending.uuid] = pending
            self.changed.notify_all()
            return pending

    def add_session(self, session: Session) -> Session:
        """Open a session; the one before ends."""
        self.kick(1101)
        with self.changed:
            self._sessions[session.sid] = session
            self.changed.notify_all()
            return session

    def end(self, session: Session, code: int) -> None:
        """End a session with a code its long poll will show."""
        with self.changed:
            if session.ended is None:
                session.ended = code
            self.changed.notify_all()

    def session_of(self, request: Request) -> Session | None:
        """The living session a request belongs to; for ``synccheck`` an ended one too, to say why."""
        base = request.json().get("BaseRequest", {})
        sid = base.get("Sid") or request.param("sid") or request.cookie("wxsid")
        session = self._sessions.get(sid)
        if session and session.ended is not None and request.endpoint != "synccheck":
            return None
        return session

    def _touch(self, *, confirm: bool) -> None:
        with self.changed:
            pending = list(self.pending.values())[-1]
            pending.scanned, pending.confirmed = True, confirm
            self.changed.notify_all()
