"""The page as somebody sees it whose browser runs no scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import requests

from bot.sandbox import Group, Person
from bot.web.server import WebServer

VILLAGE = "双桥村民情交流群"


class _Words(HTMLParser):
    """The words of a page as a reader sees them, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> _Words:
    page = _Words()
    page.feed(html)
    return page


@dataclass
class Window:
    """A browser without scripts: it fetches pages and sends forms."""

    server: WebServer
    me: str = ""
    chat: str = ""
    http: requests.Session = field(default_factory=requests.Session)

    def open(self, **query: str) -> str:
        answer = self.http.get(
            self.server.url, params={"me": self.me, "chat": self.chat, **query}, timeout=30
        )
        assert answer.status_code == 200
        return answer.text

    def words(self) -> str:
        return "".join(read(self.open()).words)

    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.open())
        assert found
        return found[1]

    def do(self, deed: str, *, picture: bytes | None = None, **fields: str) -> requests.Response:
        data = {"token": self.token(), "me": self.me, "chat": self.chat, **fields}
        files = {"picture": ("照片.png", picture)} if picture is not None else None
        return self.http.post(self.server.url + deed, data=data, files=files, timeout=60)

    def be(self, key: str, chat: str = VILLAGE) -> Person:
        """Be somebody of the roster, in a group or (with ``private``) with the bot."""
        residents = self.server.stage.residents
        person = residents.people[key]
        self.me = person.id
        self.chat = "private" if chat == "private" else residents.groups[chat].id
        return person

    def enter(self, name: str, chat: str = VILLAGE) -> None:
        """Be somebody unverified."""
        group: Group = self.server.stage.residents.groups[chat]
        self.me, self.chat = "", group.id
        answer = self.do("enter", name=name)
        found = re.search(r"me=(p\d+)", answer.url)
        assert found, answer.text
        self.me = found[1]
