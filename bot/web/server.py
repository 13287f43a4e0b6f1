"""The web server: on the loopback interface only, for whoever sits at this machine."""

from __future__ import annotations

import json
import secrets
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

from bot.web.cast import Cast
from bot.web.deeds import DEEDS, Mistake
from bot.web.markup import tag
from bot.web.page import page, parts, version
from bot.web.request import Form, picture_type, read_form
from bot.web.sidebar import hits
from bot.web.stage import Stage
from bot.web.view import view_of

LONGEST_BODY = 10_000_000
STATIC = {
    "/app.js": ("app.js", "text/javascript; charset=utf-8"),
    "/style.css": ("style.css", "text/css; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HTML = "text/html; charset=utf-8"
NEXT_PORTS = 50
"""How many ports after a taken one are tried."""


class WebServer(ThreadingHTTPServer):
    """Shows one stage on 127.0.0.1."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, stage: Stage, port: int) -> None:
        """`port` 0 is any free one. Raises OSError where it is taken."""
        super().__init__(("127.0.0.1", port), Exchange)
        self.stage = stage
        self.cast = Cast(stage.world, stage.residents, stage.roster)
        self.token = secrets.token_urlsafe(24)
        self.port = int(self.server_address[1])
        self._thread = threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True)

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Serve in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving."""
        self.shutdown()
        self.server_close()
        self._thread.join()


def open_server(stage: Stage, port: int) -> WebServer:
    """A server on `port`, or on the next free one. Raises OSError where all are taken."""
    for candidate in range(port, port + NEXT_PORTS):
        try:
            return WebServer(stage, candidate)
        except OSError:
            continue
    return WebServer(stage, 0)


class Exchange(BaseHTTPRequestHandler):
    """One connection of a browser."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    server: WebServer

    def do_GET(self) -> None:
        """Pages, their changing parts, pictures."""
        if not self._is_local():
            return
        path, _, query = self.path.partition("?")
        fields = dict(parse_qsl(query, keep_blank_values=True))
        if path in STATIC:
            name, kind = STATIC[path]
            self._answer((Path(__file__).parent / "static" / name).read_bytes(), kind)
        elif path == "/":
            self._page(fields)
        elif path == "/news":
            self._news(fields)
        elif path == "/hits":
            server = self.server
            self._answer(hits(server.cast, view_of(fields, server.stage.world)).encode(), HTML)
        elif path.startswith("/picture/"):
            self._picture(path.rpartition("/")[2])
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "没有这一页。")

    def do_POST(self) -> None:
        """What people do; needs the page's own token."""
        length = self.headers.get("Content-Length") or ""
        if not length.isdigit() or int(length) > LONGEST_BODY:
            self.close_connection = True
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "图片太大，最多10兆。")
            return
        body = self.rfile.read(int(length))
        if not self._is_local():
            return
        form = read_form(self.headers.get("Content-Type", ""), body)
        deed = DEEDS.get(self.path)
        if deed is None:
            self._refuse(HTTPStatus.NOT_FOUND, "没有这一页。")
        elif not self._is_ours(form):
            self._refuse(HTTPStatus.FORBIDDEN, "这个请求不是从本页发出的，没有执行。请刷新页面再试。")
        else:
            view = view_of(form.fields, self.server.stage.world)
            try:
                goal = deed(self.server.stage, view, form)
            except Mistake as mistake:
                self._refuse(HTTPStatus.BAD_REQUEST, str(mistake))
                return
            self._send(HTTPStatus.SEE_OTHER, b"", HTML, {"Location": goal})

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _page(self, fields: dict[str, str]) -> None:
        server = self.server
        world = server.stage.world
        quoted = next((m for m in world.messages if m.id == fields.get("quote")), None)
        shown = page(server.stage, server.cast, view_of(fields, world), server.token, quoted)
        self._answer(shown.encode(), HTML)

    def _news(self, fields: dict[str, str]) -> None:
        """The parts whose version is another than the one the page has."""
        server = self.server
        shown = parts(server.stage, server.cast, view_of(fields, server.stage.world))
        news = {
            name: {"version": version(html), "html": html}
            for name, html in shown.items()
            if fields.get(name) != version(html)
        }
        self._answer(json.dumps(news, ensure_ascii=False).encode(), "application/json; charset=utf-8")

    def _picture(self, id: str) -> None:
        found = next((m.file for m in self.server.stage.world.messages if m.id == id and m.file), None)
        kind = picture_type(found) if found else None
        if found is None or kind is None:
            self._refuse(HTTPStatus.NOT_FOUND, "没有这张图片。")
        else:
            self._answer(found, kind)

    def _is_local(self) -> bool:
        """Whether it was asked for by this machine's name: another one that leads here is a trick."""
        if self.headers.get("Host") in (f"127.0.0.1:{self.server.port}", f"localhost:{self.server.port}"):
            return True
        self._refuse(HTTPStatus.FORBIDDEN, "请用 127.0.0.1 打开本页。")
        return False

    def _is_ours(self, form: Form) -> bool:
        origin = self.headers.get("Origin")
        same = origin in (None, f"http://{self.headers.get('Host')}")
        return same and secrets.compare_digest(form.text("token").encode(), self.server.token.encode())

    def _refuse(self, status: HTTPStatus, words: str) -> None:
        back = tag("p", tag("a", "回到沙盘", href="/"))
        self._send(status, (tag("p", words, id="mistake") + back).encode(), HTML, {})

    def _answer(self, body: bytes, kind: str) -> None:
        self._send(HTTPStatus.OK, body, kind, {})

    def _send(self, status: HTTPStatus, body: bytes, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        always = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cache-Control": "no-store",
        }
        for name, value in {**always, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
