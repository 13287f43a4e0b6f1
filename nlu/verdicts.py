"""A villager's short answers, read by rule: verdicts, agreement, "not solved", "safe"."""

# ruff: noqa: E501 - a pattern or a list of words is read in one piece
from __future__ import annotations

import re

from casework.taxonomy import Act, Rating

_ENDS = r"(?:[的了啦呀啊吧哈呢]|[\s,，。.!！~☺👍🙏])*"
_LEAD = r"(?:[#＃]\d{1,6}|\d{1,6}[#＃号])?[\s,，:：]*(?:对[^,，。]{1,8}的?处理)?(?:我|我们|我家|评价|结果|还|都|非常|很|挺|蛮|十分|相当)*[\s:：]*"
_SATISFIED = re.compile(rf"^{_LEAD}(?:满意|好评|五星|点赞){_ENDS}(?:$|[,，。!！ ])")
_FAIR = re.compile(rf"^{_LEAD}(?:基本满意|比较满意|还算满意|一般满意|中评|马马虎虎){_ENDS}(?:$|[,，。!！ ])")
_DISSATISFIED = re.compile(rf"^{_LEAD}(?:不太?满意|很?不满意|差评|不怎么满意){_ENDS}(?:$|[,，。!！ ])")
_UNFIXED = re.compile(rf"^{_LEAD}(?:没有?解决|未解决|没修好|没弄好|还没解决|还没好|没有?好){_ENDS}$")
_METOO = re.compile(
    rf"^(?:[+＋]\s?[1１]|[+＋]10086|同问|同求|附议|同上|(?:我|阿拉|我们|俺|咱)(?:家|屋里|这里|这边|们家|们这)?也(?:是|一样|有|没有?)?(?:一样|这样)?的?){_ENDS}$"
)
_WITHDRAWN = re.compile(
    rf"^{_LEAD}(?:不用|不必|不要|算|别)(?:了|修了|来了|弄了|管了|麻烦了?|派人了?|报了)?[\s,，。]*(?:我|我家|我们)?(?:已经)?(?:自己|自家|叫人)[^?？]{{0,12}}(?:好|掉|上|完|通|定)了?{_ENDS}$"
)
_SAFE = re.compile(rf"^(?:报?平安|(?:我家|我们家|我|家里|都|全家|一切|人都)*(?:平安|安全)(?:无事)?){_ENDS}$")
_FAIR_WORDS = re.compile(r"基本满意|比较满意|还算满意|还行|还可以|过得去|一般|中评|凑合|马马虎虎|勉强|将就")
_BAD_WORDS = re.compile(
    r"不[太大怎么很]*满意|差评|不行|失望|太慢|态度差|敷衍|糊弄|不满|没用|拖了|一星|零分|给?0分|[12两一]星|差劲|不及格|应付"
)
_GOOD_WORDS = re.compile(r"满意|好评|五星|[45]星|满分|100分|点赞|很好|挺好|蛮好|不错|到位|及时|快")


def verdict(text: str) -> tuple[Act, Rating | None] | None:
    """The act, and the rating where it is one, of a short answer; None if it is none."""
    words = text.strip()
    if len(words) > 60:
        return None
    if _UNFIXED.match(words):
        return Act.UNFIXED, None
    if _WITHDRAWN.match(words):
        return Act.WITHDRAW, None
    for pattern, rating in (
        (_DISSATISFIED, Rating.DISSATISFIED),
        (_FAIR, Rating.FAIR),
        (_SATISFIED, Rating.SATISFIED),
    ):
        if pattern.match(words):
            return Act.RATE, rating
    if _METOO.match(words):
        return Act.METOO, None
    return None


def is_safe(text: str) -> bool:
    """Whether it answers the roll call: 平安."""
    return bool(_SAFE.match(text.strip()))


def rating_in(text: str) -> Rating:
    """Which verdict the words of a rating amount to."""
    if _BAD_WORDS.search(text):
        return Rating.DISSATISFIED
    if _FAIR_WORDS.search(text):
        return Rating.FAIR
    return Rating.SATISFIED if _GOOD_WORDS.search(text) else Rating.FAIR
