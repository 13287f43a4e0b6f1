"""What the bot never repeats: numbers of telephones, identity cards and bank cards (PRODUCT 1.8)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_IDENTITY = re.compile(r"(?<!\d)(\d{6})[ -]?(\d{8})[ -]?(\d{3}[\dXx])(?!\d)")
_OLD_IDENTITY = re.compile(r"(?<!\d)(\d{6})(\d{6})(\d{3})(?!\d)")
_BANK = re.compile(r"(?<!\d)(?:\d{4}[ -]?){3,4}\d{1,4}(?!\d)")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?(1\d{2})[ -]?(\d{4})[ -]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)[(（]?(0\d{2,3})[)）]?[ -]?(\d{7,8})(?!\d)")
_LONG = re.compile(r"(?<!\d)(\d{3})\d{4,}(\d{4})(?!\d)")
"""Eleven digits or more of no known form: nothing that long is anybody else's business."""


NOBODY = "某某"
"""Stands for whoever was named."""


def mask(text: str) -> str:
    """`text` with private numbers made unreadable, their first digits kept for recognition."""
    text = _IDENTITY.sub(lambda m: m[1][:3] + "*" * 11 + m[3][-4:], text)
    text = _MOBILE.sub(r"\1****\3", text)
    text = _LANDLINE.sub(lambda m: m[1] + "-****" + m[2][-3:], text)
    text = _BANK.sub(lambda m: m[0][:4] + " **** " + m[0].replace(" ", "").replace("-", "")[-4:], text)
    text = _OLD_IDENTITY.sub(lambda m: m[1][:3] + "*" * 9 + m[3], text)
    return _LONG.sub(r"\1****\2", text)


def mask_private(text: str) -> str:
    """`text` with the numbers of people masked; an office's landline is there to be called."""
    kept = [m[0] for m in _LANDLINE.finditer(text)]
    parts = [mask(part) for part in _LANDLINE.split(text)[:: _LANDLINE.groups + 1]]
    return "".join(part + number for part, number in zip(parts, [*kept, ""], strict=True))


def mask_names(text: str, names: Iterable[str]) -> str:
    """`text` with each of the names replaced by 某某; the longest first, single characters left."""
    for name in sorted({name for name in names if len(name) > 1}, key=len, reverse=True):
        text = text.replace(name, NOBODY)
    return text


_OPENER = re.compile(
    r"^(?:(?:跟大家|和大家|给大家)[讲说]一[下声]|大家(?:来)?看看|大家好|各位(?:乡亲|邻居|领导)?好?|请?问一[下声]|请问|你好|您好)"
    r"(?:大家)?[\s，,：:。！!]*"
)
"""With what people begin before they come to the matter."""

_TAIL = "，,。！!～~；;、…"


def gist(text: str, width: int = 24) -> str:
    """What a message is about: its beginning on one line, masked, at most `width` characters."""
    parts = (_OPENER.sub("", part.strip()).rstrip(_TAIL) for part in text.splitlines())
    line = mask("，".join(part for part in parts if part)) or mask(text.strip())
    return line if len(line) <= width else line[: width - 1] + "…"
