"""Something that is offered to whoever wants it: 有人要旧沙发吗, 谁想要我这台电视.

Who gives away or sells asks with the words of a wish turned round; it is trade, and private talk
(TAXONOMY). A companion or a hand that is looked for so is a wish all the same.
"""

from __future__ import annotations

import re

_OFFER = re.compile(r"\s*(?:有人|有没有人|有谁|谁家?|哪[家个位])还?想?要(?!.*(?:一起|陪|帮|教|跟我|和我))")


def is_offer(text: str) -> bool:
    """Whether a normalised message that reads like a wish asks who wants something."""
    return _OFFER.match(text) is not None
