"""How alike two short Chinese questions are, by the pairs of characters they share."""

from __future__ import annotations

import re
from collections import Counter

_NOISE = re.compile(r"[\s，。？！、,.?!：:；;“”\"'（）()~～…]+")
_FILLERS = re.compile(
    r"请问|一下|大家|你们|我们|我想|想问|问问|知道|有没有人|谁|呀|啊|呢|吗|嘛|的|了|啦|哦|是|要"
)


def shares(one: str, other: str) -> bool:
    """Whether two texts have a pair of characters in common that says something."""
    return bool(_pairs(one) & _pairs(other))


def _pairs(text: str) -> Counter[str]:
    plain = _FILLERS.sub("", _NOISE.sub("", text))
    return Counter(plain[i : i + 2] for i in range(len(plain) - 1)) or Counter([plain] if plain else [])
