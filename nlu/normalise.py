"""The message as the models see it, with a way back to what was written.

People type full width, half width, six exclamation marks and WeChat faces; none of
that changes what is meant. Offsets are kept, because a place is quoted verbatim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LIMIT = 600
"""Characters that are looked at. A longer message is a forwarded text: its first
part says what it is, and the time to read one message stays bounded."""

FACE = "☺"
LINK = "⌘"
PICTURE = "▣"

_MEDIA = {"图片", "照片", "视频", "语音", "动画表情", "表情", "文件", "链接", "位置"}
_TOKEN = re.compile(
    r"\[(?P<bracket>[\u4e00-\u9fffA-Za-z]{1,6})\](?!\()"
    r"|(?P<link>https?://[!-~]+|www\.[!-~]+)"
    r"|(?P<newline>\\n)"
    r"|(?P<emoji>[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u2b50\u3297\u3299]+)"
    r"|(?P<again>(?P<one>.)(?P=one){2,})",
    re.DOTALL,
)
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SAME = {"　": " ", "\t": " ", "\r": " ", "\xa0": " ", "。": "。", "“": '"', "”": '"', "…": "…", "【": "【"}


def _fold(char: str) -> str:
    """One character, half width and lower case; always one character."""
    folded = _WIDE.get(ord(char)) or _SAME.get(char, char)
    lower = folded.lower()
    return lower if len(lower) == 1 else folded


_FOLDS = {ord(c): _fold(c) for c in map(chr, range(0x21, 0x180)) if _fold(c) != c}
_FOLDS |= {code: _fold(chr(code)) for code in _WIDE}
_FOLDS |= {ord(key): value for key, value in _SAME.items()}


@dataclass(frozen=True)
class Normal:
    """A normalised message.

    text: what the models read.
    starts: for each character of `text` its place in the original; None where
        both are equal up to `len(text)`.
    original: the message as it was written.
    """

    text: str
    original: str
    starts: tuple[int, ...] | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that `text[start:end]` was made from."""
        if self.starts is None or start >= end:
            return start, end
        first = self.starts[start]
        last = self.starts[end] if end < len(self.starts) else min(len(self.original), LIMIT)
        while last > first + 1 and self.original[last - 1].isspace():
            last -= 1
        return first, last


def normalise(original: str) -> Normal:
    """Fold width, case, repeated marks, faces, links and line breaks; keep the offsets."""
    text = original[:LIMIT].translate(_FOLDS)
    if _TOKEN.search(text) is None:
        return Normal(text.replace("\n", " "), original)
    parts: list[str] = []
    starts: list[int] = []
    position = 0
    for match in _TOKEN.finditer(text):
        begin, end = match.span()
        parts.append(text[position:begin])
        starts.extend(range(position, begin))
        made = _replacement(match)
        parts.append(made)
        starts.extend(range(begin, begin + len(made)))
        position = end
    parts.append(text[position:])
    starts.extend(range(position, len(text)))
    return Normal("".join(parts).replace("\n", " "), original, tuple(starts))


def _replacement(match: re.Match[str]) -> str:
    if match["link"]:
        return LINK
    if match["newline"]:
        return " "
    if match["emoji"]:
        return FACE
    if match["bracket"]:
        return PICTURE if match["bracket"] in _MEDIA else FACE
    again = match["one"]
    if again.isdigit():
        return match.group()
    return again if not again.isalnum() else again * 2
