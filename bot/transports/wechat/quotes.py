"""What a text refers to: a quoted message, a mention of the bot."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.transports.base import Quote

# The quoted text is taken up to the LAST row of dashes: somebody's message that
# contains such a row must not turn its own tail into words of whoever quotes it.
_QUOTE = re.compile(
    r"\A「(?P<who>[^：:\n]{1,64})[：:](?P<quoted>.*)」[ \t]*\n[ \t]*(?:[-—–－─][ \t]*){5,}\n(?P<reply>.*)\Z",
    re.DOTALL,
)
_AFTER_NAME = "\u2005\u00a0 \t\n,，.。:：;；!！?？、"


def split_quote(text: str) -> tuple[Quote | None, str]:
    """The quotation at the head of a text, if there is one, and what is left."""
    match = _QUOTE.match(text)
    if match is None:
        return None, text
    return Quote(match["who"].strip(), match["quoted"].strip()), match["reply"].strip()


def mentions(text: str, names: Iterable[str]) -> bool:
    """Whether ``@name`` stands in a text for one of the names, as a whole name."""
    for name in filter(None, names):
        at = text.find(f"@{name}")
        while at >= 0:
            end = at + 1 + len(name)
            if end == len(text) or text[end] in _AFTER_NAME:
                return True
            at = text.find(f"@{name}", at + 1)
    return False
