"""More training messages out of the written ones, by what never changes their meaning.

A matter stays one when it is wrapped in a petition's politeness or stands beside small
talk; two remarks of small talk are still small talk, and so is the beginning of one with
the end of another. Written lines are short, and without these a long message is
judged by its politeness instead of its matter, one with a telephone number as an advertisement.
"""

# ruff: noqa: E501 - a pattern or a list of words is read in one piece
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

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
_JOINTS = ("。", " ", "，", "！")


@dataclass(frozen=True)
class Variant:
    """A made message. example: whose labels it keeps. parts: which written lines it holds, by number."""

    text: str
    example: Example
    parts: tuple[int, ...]


def vary(examples: Sequence[Example], seed: int) -> list[Variant]:
    """Variants of every line that opens a ticket and of every line of small talk, the most telling first."""
    random = Random(seed)
    matters = [i for i, example in enumerate(examples) if example.act in OPENING]
    talk = [i for i, example in enumerate(examples) if example.act in {Act.CHAT, Act.THANKS}]
    if not matters or not talk:
        return []
    made = [_of_matter(i, examples, talk, random) for i in matters]
    made += [_spliced(i, examples, talk, random) for i in talk]
    return made + [_joined(i, examples, talk, random) for i in talk]


def _joined(i: int, examples: Sequence[Example], talk: Sequence[int], random: Random) -> Variant:
    joint = random.choice(_JOINTS)
    if random.random() < _WITH_CONTACT:
        return Variant(examples[i].text + joint + random.choice(_CONTACTS), examples[i], (i,))
    other = random.choice(talk)
    return Variant(examples[i].text + joint + examples[other].text, examples[i], (i, other))


def _spliced(i: int, examples: Sequence[Example], talk: Sequence[int], random: Random) -> Variant:
    other = random.choice(talk)
    first, second = examples[i].text, examples[other].text
    text = first[: random.randint(1, len(first))] + second[random.randrange(len(second)) :]
    return Variant(text, examples[i], (i, other))


def _of_matter(i: int, examples: Sequence[Example], talk: Sequence[int], random: Random) -> Variant:
    example, joint = examples[i], random.choice(_JOINTS)
    if random.random() < _WITH_CONTACT:
        return Variant(example.text + joint + random.choice(_CONTACTS), example, (i,))
    if random.random() < 0.6:
        opener = random.choice(_OPENERS) if random.random() < 0.7 else ""
        closer = joint + random.choice(_CLOSERS) if random.random() < 0.6 else ""
        return Variant(opener + example.text + closer, example, (i,))
    other = random.choice(talk)
    pair = (example.text, examples[other].text)
    first, second = pair if random.random() < 0.5 else pair[::-1]
    return Variant(first + joint + second, example, (i, other))
