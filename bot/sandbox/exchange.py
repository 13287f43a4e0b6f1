"""One HTTP exchange with the web client: what it asked, what it is answered."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs


@dataclass
class Request:
    """A request as the endpoints read it."""

    endpoint: str
    query: str
    cookie_header: str
    content_type: str
    body: bytes

    def param(self, name: str) -> str:
        """A query parameter, '' if absent."""
        return parse_qs(self.query).get(name, [""])[0]

    def cookie(self, name: str) -> str:
        """A cookie, '' if absent."""
        morsel = SimpleCookie(self.cookie_header).get(name)
        return morsel.value if morsel else ""

    def json(self) -> dict[str, Any]:
        """The body as an object; empty if it is none."""
        try:
            parsed = json.loads(self.body)
        except ValueError:
            return {}
        return parsed if isinstance(parsed, dict) else {}


@dataclass(frozen=True)
class Answer:
    """What goes back."""

    body: bytes
    content_type: str = "text/plain; charset=utf-8"
    status: int = 200
    cookies: dict[str, str] = field(default_factory=dict)


def text(body: str, **cookies: str) -> Answer:
    """A plain answer, setting cookies."""
    return Answer(body.encode(), cookies=cookies)


def result(ret: int = 0, **fields: Any) -> Answer:
    """A JSON answer with the service's return code."""
    payload = {"BaseResponse": {"Ret": ret, "ErrMsg": ""}, **fields}
    return Answer(json.dumps(payload, ensure_ascii=False).encode(), "application/json; charset=utf-8")
