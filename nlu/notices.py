"""Messages that say themselves that somebody passes them on: notices, forwards, lists to sign up in.

They are talk whatever they tell of (PRODUCT: notices and relays are left alone).
"""

from __future__ import annotations

import re

_HEAD = re.compile(
    r"\s*(?:【[^】]{0,8}(?:通知|公告|提示|预警)】|(?:紧急)?(?:通知|公告)\s*[:：]|转发?\s*[:：]|#?接龙)"
)


def is_notice(text: str) -> bool:
    """Whether a message as it was written begins like a notice, a forward or a list."""
    return _HEAD.match(text) is not None
