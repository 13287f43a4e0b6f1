"""A form as a browser sends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Form:
    """Text fields by name, and files that are not empty."""

    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A field, '' if absent."""
        return self.fields.get(name, "")


def read_form(content_type: str, body: bytes) -> Form:
    """The form in a body; empty where it is none."""
    if content_type.startswith("multipart/form-data"):
        return _multipart(content_type, body)
    return Form(dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)))


def _multipart(content_type: str, body: bytes) -> Form:
    form = Form()
    for part in message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body).walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            continue
        if part.get_filename() is None:
            form.fields[name] = content.decode("utf-8", "replace")
        elif content:
            form.files[name] = content
    return form


def picture_type(content: bytes) -> str | None:
    """The MIME type of a picture by its first bytes; None if it is no PNG, JPEG or GIF."""
    kinds = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
    return next((kind for head, kind in kinds.items() if content.startswith(head)), None)
