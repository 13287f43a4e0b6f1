"""A question taken apart, so that it can be held against another one.

Words with their vectors and rarity say what it is about, runs of characters how it
is written; what it wants to know (when, how much, why) and what has become of the
thing (lost, cancelled, changed) are told by pattern, for there the nearest words are
often the opposite ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlu.lexicon import THINGS, groups_of_word
from nlu.normalise import normalise
from nlu.words import Floats, Words

_NOISE = re.compile(r"@\S+|请问一?下?|有没有人知道|谁知道|想?问一?下|[啊呀呢吗嘛么的了啦哦?!。，,、~～\s]")
_WORD = re.compile(r"[\u4e00-\u9fff0-9a-z]")
_COMMON = frozenset(["今年"])
"""Words of nearly every question."""
_COMMON_WEIGHT = 0.15
_UNKNOWN_WEIGHT = 0.4
"""What the vectors don't know is digits and particles."""
_LONGEST = 4
"""Characters of a thing that the lexicon names."""

_WANTS = {
    "when": r"什么时[候间]|啥时候|几[时点号月]|何时|哪几?天|[星礼][期拜][几哪]|多久|什么辰光|截止|为止|第几",
    "cost": r"多少钱|几块|几钱|价格|收费|[要交]钱吗|钱吗|学费|票价|费用|多少一",
    "much": r"多少|多大|几年|涨",
    "why": r"为什么|为啥|怎么[会还没]",
}
_BECOMES = {
    "lost": r"丢|掉了|不见|弄丢|遗失|找不到|忘|补办",
    "ended": r"注销|取消|退[费订钱掉]|作废",
    "changed": r"改|更名|变更|转移|激活|解冻",
    "stopped": r"断[缴了]|欠|停缴",
    "compensated": r"赔",
    "arrived": r"到账|打进|打到|没到|发下来|发放|没打|几时到|追回",
    "divided": r"分开|拆",
}
_TELLS = {
    "when": r"\d[月号点时:]|每?周[一二三四五六日]|工作日|每年\d",
    "cost": r"元|免费|收钱|收费|门票|按表收|半价",
}
_DEEDS = frozenset({"ended", "compensated"})


def _compiled(patterns: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


_WANTS_RE, _BECOMES_RE, _TELLS_RE = _compiled(_WANTS), _compiled(_BECOMES), _compiled(_TELLS)


@dataclass(frozen=True)
class Question:
    """What is compared of a question, or of an answer.

    plain: without what only makes it a question. words: with their `rows` of the
    vectors, -1 for none, and how much each says. runs: of one to three characters.
    wants: kinds of fact asked for. becomes: what has happened to the thing. things: words
    of the lexicon.
    """

    plain: str
    words: tuple[str, ...]
    rows: tuple[int, ...]
    weights: Floats
    meaning: Floats
    runs: Counter[str]
    wants: frozenset[str]
    becomes: frozenset[str]
    things: frozenset[str]

    def is_of_another_kind(self, ways: Sequence[Question], answer: Question) -> bool:
        """Whether it is about a sister of what is answered: 水费, where that is about 电费."""
        theirs = frozenset[str]().union(*(way.things for way in ways))
        here = "".join((*(way.plain for way in ways), answer.plain))
        return any(
            thing not in here and any(thing[-1] == other[-1] and other not in self.plain for other in theirs)
            for thing in self.things
        )


class Taker:
    """Takes questions apart by the words of the model."""

    def __init__(self, words: Words) -> None:
        """Use the model's words."""
        self._words = words

    def take(self, original: str) -> Question:
        """A question as it is written."""
        text = normalise(original).text
        plain = _NOISE.sub("", text)
        words = tuple(word for word in self._words.cut(text) if _WORD.match(word))
        rows, weights = self._words.weigh(words, unknown=_UNKNOWN_WEIGHT)
        weights *= [_COMMON_WEIGHT if word in _COMMON else 1.0 for word in words]
        wants = _found(_WANTS_RE, text)
        if "cost" in wants:
            wants -= {"much"}
        return Question(
            plain,
            words,
            rows,
            weights,
            self._words.direction(rows, weights),
            Counter(plain[i : i + n] for n in (1, 2, 3) for i in range(len(plain) - n + 1)),
            wants,
            _found(_BECOMES_RE, text),
            _things(plain),
        )

    def vectors(self, rows: tuple[int, ...]) -> Floats:
        """Vectors of length one, a row for each word; zero for what has none."""
        return self._words.vectors(rows)


def _things(text: str) -> frozenset[str]:
    """What the lexicon has a word for in a text: 水费, 医保, 身份证."""
    known = groups_of_word()
    parts = (text[i : i + n] for n in range(2, _LONGEST + 1) for i in range(len(text) - n + 1))
    return frozenset(part for part in parts if not THINGS.isdisjoint(known.get(part, ())))


def told(answer: str) -> tuple[frozenset[str], frozenset[str]]:
    """Which kinds of fact an answer tells, and of what may become of the thing it speaks."""
    text = normalise(answer).text
    return _found(_TELLS_RE, text), _found(_BECOMES_RE, text) & _DEEDS


def _found(patterns: Mapping[str, re.Pattern[str]], text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in patterns.items() if pattern.search(text))
