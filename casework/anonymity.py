"""A wish in words that name no family (PRODUCT 5): what volunteers and digests read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casework.privacy import mask

SOMEBODY = "一位村民"
FAMILY = "一户人家"

_KEY = re.compile(r"[Hh]\d{3,}(?:/[\u4e00-\u9fff]{2,4})?")
_DOOR = re.compile(r"\d+\s?(?:号|弄|幢|栋|单元)(?:\s?\d+\s?(?:号|室|幢|单元))*")
_ELDER = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{1,2})(?P<title>奶奶|爷爷|阿婆|阿公|婆婆|公公|太公|太婆|大爷|大妈|大娘|大伯|大叔|大婶|阿姨)"
)
_CALLED = re.compile(r"(?:我叫|名叫|叫做|姓名)[:：]?\s?[\u4e00-\u9fff]{2,3}")
_NOBODY = frozenset("我你他她它咱俺的给帮陪让请替和跟与有个位名老小家里村独一两几这那些对是为想")
"""Before a title these make a relation (我奶奶, 独居奶奶), not a name."""


def without_names(text: str, people: Iterable[str], households: Iterable[str]) -> str:
    """A text without people's and families' names, doors, keys and private numbers.

    people: names of persons there; households: what neighbours call families (老陈家).
    """
    text = mask(_KEY.sub(FAMILY, text))
    for name in _longest_first(households):
        text = text.replace(name, FAMILY)
    for name in _longest_first(people):
        text = text.replace(name, SOMEBODY)
    text = _ELDER.sub(_elder, text)
    text = _CALLED.sub("", text)
    return _DOOR.sub("", text).strip()


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if len(name) > 1}, key=len, reverse=True)


def _elder(match: re.Match[str]) -> str:
    """张奶奶 is somebody; 我奶奶 and 独居奶奶 are nobody in particular."""
    who = match["who"]
    return match[0] if who[-1] in _NOBODY else "一位" + ("老人" if match["title"] != "阿姨" else "阿姨")
