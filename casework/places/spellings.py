"""Other ways to write or shorten a name that the roster holds once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casework.county import Landmark

_NUMERALS = "零一二三四五六七八九十"
_COUNTED = re.compile(r"第?([一二三四五六七八九十]|\d{1,2})(?:号|村民)?(小?组|队|网格|片)")
_NUMBER = r"第?(?:[一二三四五六七八九]|十[一二三四五六七八九]?|\d{1,2})"
_SEVERAL = re.compile(rf"({_NUMBER}(?:[、,和跟与及]{_NUMBER})+|[一二三四五六七八九]{{2,3}})(网格|小?组|队)")
_FOOT = re.compile(r"^(.{2,})(?:底下|下|脚|边)$")

TITLES = (
    r"(?:叔叔|阿叔|叔|阿伯|伯伯|伯|哥|大哥|嫂子|嫂|婶婶|婶|阿姨|爷爷|奶奶|"
    r"阿公|公公|阿婆|婆婆|太公|老师|师傅|书记)"
)
"""What is put behind a name out of respect."""


def tell_apart(text: str) -> str:
    """A `plain` text with numbers that share a word each given their own: 第二、三网格 → 第二网格、三网格."""
    return _SEVERAL.sub(_each, text)


def _each(several: re.Match[str]) -> str:
    numbers = re.findall(_NUMBER, several[1])
    return "、".join(f"{number}{several[2]}" for number in numbers)


def spellings(landmark: Landmark) -> Iterator[str]:
    """The word itself, with other numerals (三组, 第3组), and without its foot (樟树下 → 樟树)."""
    yield landmark.word
    counted = _COUNTED.fullmatch(landmark.word)
    if counted:
        number, unit = counted.groups()
        n = int(number) if number.isdigit() else _NUMERALS.index(number)
        written = [str(n), *([_NUMERALS[n]] if 0 < n <= 10 else [])]
        units = ("组", "小组", "村民小组") if "组" in unit else (unit,)
        for numeral in written:
            for same in units:
                yield from (f"{numeral}{same}", f"第{numeral}{same}", f"{numeral}号{same}")
    foot = _FOOT.match(landmark.word) if landmark.what == "地名" else None
    if foot:
        yield foot[1]
