"""What people write, made fit for a database."""

from __future__ import annotations


def writable(text: str) -> str:
    """The text without what no database takes: NUL, and halves of broken emoji."""
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
