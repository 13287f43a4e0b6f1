"""More training messages out of the written ones, by what never changes their meaning.

A matter stays one when it is wrapped in a petition's politeness or stands beside small
talk; two remarks of small talk are still small talk, and so is the beginning of one with
the end of another. Written lines are short, and without these a long message is
judged by its politeness instead of its matter, one with a telephone number as an advertisement.
"""

# ruff: noqa: E501 - a pattern or a list of words is read in one piece
from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from zlib import crc32

from casework.taxonomy import OPENING, Act
from nlu.examples import Example

_OPENERS = (
    "尊敬的领导：您好！", "尊敬的书记：", "领导好，", "您好，", "你好！", "各位乡亲，", "大家好，", "书记，", "镇长您好：",
    "我是本镇的一名村民，", "我是这个小区的业主，", "本人是外地过来的，", "反映一个情况：", "想请教一下，", "打扰了，", "麻烦问一声，",
    "我爸说", "听我妈讲", "最近", "这几天", "今年以来", "从上个月起", "我们这一带", "我住在这附近，",
)  # fmt: skip
_CLOSERS = (
    "谢谢！", "谢谢领导。", "辛苦了！", "盼复。", "请领导关心一下。", "恳请帮助解决！", "请相关部门处理。", "请给个答复，谢谢。",
    "老百姓实在没有办法了。", "不胜感激！", "到底有没有人管？", "真的很着急。", "我们等着。", "电话打了好几次了。", "希望能解决。",
)  # fmt: skip
_CONTACTS = (
    "电话00000000000", "我手机 00000000000", "联系电话：00000000000。", "联系我00000000000", "家里座机0000-00000000，谢谢", "身份证000000000000000000",
    "找我打00000000000",
)  # fmt: skip
"""What says nothing of the matter: reports and advertisements alike end with it."""
_WITH_CONTACT = 0.06
"""Share of the variants that end so."""
_VARIED = 0.5
"""Share of the lines that are varied in each way: all of them teach nothing more, and take a quarter longer."""
_JOINTS = ("。", " ", "，", "！")


@dataclass(frozen=True)
class Variant:
    """A made message. example: whose labels it keeps. parts: which written lines it holds, by number."""

    text: str
    example: Example
    parts: tuple[int, ...]


def vary(examples: Sequence[Example], seed: int) -> list[Variant]:
    """Variants of lines that open a ticket, then of lines of small talk.

    Each line draws for itself, so that new lines leave the variants of the others as they were.
    """
    matters = [i for i, example in enumerate(examples) if example.act in OPENING]
    talk = [i for i, example in enumerate(examples) if example.act in {Act.CHAT, Act.THANKS}]
    if not matters or not talk:
        return []
    company = _Company(examples, talk)
    made: list[Variant] = []
    for vary_one, lines in ((_of_matter, matters), (_spliced, talk), (_joined, talk)):
        for i in lines:
            chance = chance_of(seed, vary_one.__name__, examples[i].text)
            if chance.random() < _VARIED:
                made.append(vary_one(i, examples[i], company, chance))
    return made


class _Company:
    """The lines of small talk, to be drawn from. One line more changes what few draws find."""

    def __init__(self, examples: Sequence[Example], talk: Sequence[int]) -> None:
        self._around = sorted((chance_of(0, "company", examples[i].text).random(), i) for i in talk)
        self._texts = [examples[i].text for _, i in self._around]

    def draw(self, chance: Random) -> tuple[str, int]:
        """A line and its number."""
        at = bisect(self._around, (chance.random(),)) % len(self._around)
        return self._texts[at], self._around[at][1]


def _joined(i: int, example: Example, company: _Company, chance: Random) -> Variant:
    joint = chance.choice(_JOINTS)
    if chance.random() < _WITH_CONTACT:
        return Variant(example.text + joint + chance.choice(_CONTACTS), example, (i,))
    text, other = company.draw(chance)
    return Variant(example.text + joint + text, example, (i, other))


def _spliced(i: int, example: Example, company: _Company, chance: Random) -> Variant:
    second, other = company.draw(chance)
    first = example.text
    text = first[: chance.randint(1, len(first))] + second[chance.randrange(len(second)) :]
    return Variant(text, example, (i, other))


def _of_matter(i: int, example: Example, company: _Company, chance: Random) -> Variant:
    joint = chance.choice(_JOINTS)
    if chance.random() < _WITH_CONTACT:
        return Variant(example.text + joint + chance.choice(_CONTACTS), example, (i,))
    if chance.random() < 0.6:
        opener = chance.choice(_OPENERS) if chance.random() < 0.7 else ""
        closer = joint + chance.choice(_CLOSERS) if chance.random() < 0.6 else ""
        return Variant(opener + example.text + closer, example, (i,))
    text, other = company.draw(chance)
    pair = (example.text, text)
    first, second = pair if chance.random() < 0.5 else pair[::-1]
    return Variant(first + joint + second, example, (i, other))


def chance_of(seed: int, what: str, text: str) -> Random:
    """Chance that depends on a line and on what is drawn for it, not on the lines around."""
    return Random(crc32(f"{seed} {what} {text}".encode()))
