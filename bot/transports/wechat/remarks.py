"""Verified keys: what the bot's owner wrote as a remark on the bot's own phone.

``#K001 张三`` (or ``#1001 张三``) is the cadre K001 (1001); ``#H0012 李秀英`` and ``#H0012/李秀英``
are the member 李秀英 of household H0012; ``#H0012`` alone that household.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

_REMARK = re.compile(r"\A\s*[#＃]\s*([A-Za-z]*\d+)(?:[/／\s]\s*(\S+))?")


def key_in(remark: str) -> str | None:
    """The key a remark carries, if any."""
    match = _REMARK.match(remark)
    if match is None:
        return None
    number, name = match[1].upper(), match[2]
    return f"{number}/{name}" if number.startswith("H") and name else number


def bind(remarks: Mapping[str, str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Keys by UserName, given remarks by UserName; and the keys claimed by several, which bind nobody."""
    holders: dict[str, list[str]] = defaultdict(list)
    for user, remark in remarks.items():
        key = key_in(remark)
        if key:
            holders[key].append(user)
    keys = {users[0]: key for key, users in holders.items() if len(users) == 1}
    return keys, {key: users for key, users in holders.items() if len(users) > 1}
