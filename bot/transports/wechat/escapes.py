"""Plain text out of the web client's mark-up: emoji spans, line breaks, HTML entities."""

from __future__ import annotations

import html
import re

_SPAN = re.compile(r'<span class="emoji emoji([0-9a-f]{1,10})"></span>?')
_TAG = re.compile(r"<[^<>]+>")
# A span of so many hex digits holds code points of these lengths.
_SPLITS = {6: (2, 4), 7: (3, 4), 8: (4, 4), 9: (5, 4), 10: (5, 5)}


def plain(text: str) -> str:
    """Undo the service's escaping, once: a literal ``&lt;`` typed by somebody stays ``&lt;``."""
    return html.unescape(_SPAN.sub(_emoji, text).replace("<br/>", "\n"))


def without_tags(text: str) -> str:
    """`plain` for notices of the service, which carry links and icons as tags."""
    return html.unescape(_TAG.sub("", _SPAN.sub(_emoji, text).replace("<br/>", "\n")))


def _emoji(match: re.Match[str]) -> str:
    digits = match.group(1)
    characters, start = [], 0
    for length in _SPLITS.get(len(digits), (len(digits),)):
        point = int(digits[start : start + length], 16)
        start += length
        if 0 < point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF:
            characters.append(chr(point))
    return "".join(characters)
