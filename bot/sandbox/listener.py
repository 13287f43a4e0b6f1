"""The HTTP server itself: routes, and the faults that break an exchange on the wire."""

from __future__ import annotations

import socket
import struct
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from bot.sandbox import contacts, login, media, messages, sync
from bot.sandbox.exchange import Answer, Request, result, text
from bot.sandbox.faults import Fault, FaultKind

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

ROUTES: dict[str, Callable[[Sandbox, Request], Answer]] = {
    "": login.front_page,
    "jslogin": login.new_code,
    "webwxpushloginurl": login.push_code,
    "login": login.poll,
    "webwxnewloginpage": login.open_session,
    "webwxlogout": login.close_session,
    "webwxinit": contacts.initial,
    "webwxstatusnotify": contacts.status_notified,
    "webwxgetcontact": contacts.address_book,
    "webwxbatchgetcontact": contacts.looked_up,
    "webwxverifyuser": contacts.verified,
    "webwxoplog": contacts.operated,
    "synccheck": sync.check,
    "webwxsync": sync.news,
    "webwxsendmsg": messages.said,
    "webwxsendmsgimg": messages.pictured,
    "webwxuploadmedia": messages.uploaded,
    "webwxgetmsgimg": media.file_of_message,
    "webwxgetvoice": media.file_of_message,
    "webwxgetvideo": media.file_of_message,
}
PORTAL = Answer(
    "<!DOCTYPE html><html><body>请先登录无线网络</body></html>".encode(), "text/html; charset=utf-8"
)


class Listener(ThreadingHTTPServer):
    """Serves one sandbox on 127.0.0.1."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, box: Sandbox, port: int) -> None:
        super().__init__(("127.0.0.1", port), Exchange)
        self.box = box
        self.port = int(self.server_address[1])
        self.released = threading.Event()
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    def start(self) -> None:
        """Serve in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and cut what is open."""
        self.released.set()
        self.shutdown()
        self.server_close()
        self._thread.join()
        for connection in list(self._open):
            cut(connection)

    def process_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:  # type: ignore[override]
        """Remember the connection, so that `stop` can cut it."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        """Forget the connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Exchange(BaseHTTPRequestHandler):
    """One connection of the client."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one segment: the client would acknowledge the head 40 ms late
    server: Listener

    def do_GET(self) -> None:
        """Answer a GET."""
        self._exchange()

    def do_POST(self) -> None:
        """Answer a POST."""
        self._exchange()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _exchange(self) -> None:
        box = self.server.box
        path, _, query = self.path.partition("?")
        endpoint = path.rsplit("/", 1)[-1]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        cookies, kind = self.headers.get("Cookie", ""), self.headers.get("Content-Type", "")
        request = Request(endpoint, query, cookies, kind, body)
        with box.changed:
            box.calls[endpoint] += 1
        route = ROUTES.get(endpoint)
        fault = box.faults.take(endpoint)
        if route is None:
            self._answer(Answer(b"", status=404))
        elif fault is None:
            self._answer(route(box, request))
        else:
            answer = route(box, request) if fault.after or fault.kind is FaultKind.HALF else text("")
            self._fail(fault, answer)

    def _fail(self, fault: Fault, answer: Answer) -> None:
        box = self.server.box
        synccheck = self.path.partition("?")[0].endswith("/synccheck")
        if fault.kind is FaultKind.RET:
            self._answer(sync.checked(fault.value, 0) if synccheck else result(fault.value))
        elif fault.kind is FaultKind.SELECTOR:
            self._answer(sync.checked(0, fault.value))
        elif fault.kind is FaultKind.KICK:
            box.kick(fault.value)
            self._answer(sync.checked(fault.value, 0) if synccheck else result(fault.value))
        elif fault.kind is FaultKind.HTTP:
            self._answer(Answer(b"", status=fault.value))
        elif fault.kind is FaultKind.HTML:
            self._answer(PORTAL)
        else:
            if fault.kind is FaultKind.HALF:
                self._answer(answer, sent=len(answer.body) // 2)
            elif fault.kind is FaultKind.RESET:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            elif fault.kind is FaultKind.HANG:
                self.server.released.wait(fault.value)
            self.close_connection = True
            if fault.kind is FaultKind.RESET:
                self.connection.close()

    def _answer(self, answer: Answer, sent: int | None = None) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.cookies.items():
            self.send_header("Set-Cookie", f"{name}={value}; Path=/")
        self.end_headers()
        self.wfile.write(answer.body[:sent])


def cut(connection: socket.socket) -> None:
    """End a connection at once, whoever is reading from it."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
