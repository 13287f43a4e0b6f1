"""Finding the message that somebody quotes, though the quote is never quite the message.

WeChat clients drop line breaks, turn special spaces into plain ones and cut long
quotes off, with or without an ellipsis. So texts are compared without their
whitespace, and a quote that was cut, or is long enough to have been, may be a beginning.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from storage.words import writable

KEPT = 32
"""How many characters of a text the index keeps."""

CUT = 12
"""The shortest quote that a client may have cut off without saying so."""

Row = TypeVar("Row")


def squeezed(text: str) -> str:
    """The text without any whitespace."""
    return "".join(writable(text).replace("\u200b", "").split())


def gist_of(text: str) -> str:
    """What is indexed of a text: its squeezed beginning."""
    return squeezed(text[: KEPT * 4])[:KEPT]


class Quote:
    """What somebody quotes, ready to be looked up."""

    def __init__(self, text: str) -> None:
        """Take the quote as the service shows it."""
        whole = squeezed(text)
        self.words = whole.rstrip("….")
        self.may_be_cut = len(self.words) >= CUT or self.words != whole
        self.whole = whole

    def candidates(self, column: Any) -> Any:
        """The condition on a gist column that no matching text fails."""
        begin = self.words[:KEPT]
        if self.may_be_cut and begin:
            return (column >= begin) & (column < begin[:-1] + chr(ord(begin[-1]) + 1))
        return column == self.whole[:KEPT]

    def latest(self, rows: Iterable[tuple[Row, str]]) -> Row | None:
        """The first of (row, text) pairs that is meant; they come latest first.

        Somebody's very words go before a text that only begins with them.
        """
        begun: Row | None = None
        for row, text in rows:
            said = squeezed(text)
            if said == self.whole:
                return row
            if begun is None and self.may_be_cut and self.words and said.startswith(self.words):
                begun = row
        return begun
