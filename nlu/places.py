"""Where a message says that it is: known names and learned spans, joined."""

from __future__ import annotations

import re
from itertools import zip_longest

from casework.reading import Span
from nlu.gazetteer import Gazetteer
from nlu.normalise import Normal
from nlu.sites import end_of_site, first_site, is_plain, widen
from nlu.tagging import PlaceTagger

_NO_PLACE = re.compile(
    r"(?:我们?|你们?|他们?|她|咱们?|阿拉|俺|自己|大家|人家|别人|隔壁|这|那|本|各|哪)*(?:家|家里|屋里|这里|那里|里|这|那|边|这边|那边|儿|村|村里|地方|户|隔壁|小区|上|下|外|里面|外面)?"
    r"|大?城市|农村|乡村|各?[村地]|[外本当]地|全国|[^省市县区镇乡村路街]*(?:集团|公司)"
    r"|[a-z][0-9]{0,2}[市县区]|(?:[a-z][0-9]{0,2}市?)?(?:高新区|经开区|开发区)|.{1,3}省(?:这边)?"
    r"|人民医院|疾控中心|农村[小中]学|乡镇(?:医院|街道)|人才市场|[0-9]+月[0-9]+[号日]?|[0-9]+(?:多?[万千百]?元|块钱?|岁|次)|[0-9]+[楼路]|[0-9]+路公交车?"
    r"|[0-9]+米.*|米(?:左右|多|内|外|远).*|.*[0-9]{2,}多"
)
_LEAD = re.compile(
    r"^(?:就?在|从(?!化)|到|往|去|来自|唯独|尤其|特别是|位于|位置|地点|是|我是|但是?|而且|与|有关|关于|针对|对(?![面岸门过河坞虾])|[\s,，。:：、])+"
)
_TRAIL = re.compile(
    r"(?:[\s,，。:：、!?；;]|(?<=[村组镇乡县区])(?:公路|道路|人|下属村?|项目|村?民)|(?<=[村组])民(?:[们都说吃用没在要自世]|反映|群众|出行).*"
    r"|的[上下]?|(?<=[小社]区)居民|(?<=公园|广场)项目|候车|(?<=[组村])里面|那[部只盏台])+$"
)
"""What follows a place and doesn't belong to it: 三组公路, 大路村人, 安置房那部电梯."""
_VILLAGE_LEVEL = re.compile("(?<=[镇乡县区])村$")
"""The beginning of 村级 behind a town: 青山镇村级公路 is the town's."""
_FORMAL = re.compile(
    "^(?:咨询|询问|关于|反映|请求|建议)|尊敬|您好|请问|本人|有关部门|相关部门|市民"
    "|[我贵](?:[省县区]|市(?!场))|[a-z][0-9]{1,2}[市县区]|[a-z][市县]"
)
"""How those write who write to a whole county: there the kind of a site doesn't say which."""

_VERBS = re.compile(
    "征收(?![办站中局处])|推销|确保|处于|位于|坐落|就读"
    "|(?<=[镇乡])对(?![门面坞岸河])(?=[\\u4e00-\\u9fff]{2,4}[村组])"
)
"""Verbs that stand between two places, or between a place and what is no place; no name holds them."""
_FROM_TO = re.compile(r"\s?[到至]\s?|—+|-+|~+")
"""What stands between the two ends of one stretch: 水厂到老桥."""
_AND = frozenset(("和", "与", "跟", "同", "及", "以及", "、"))
"""What stands between two places that meet."""
_MEETING = "的?(?:交[界叉汇接]|相?接壤|之间|中间)"
_MEET = re.compile(f"{_MEETING}(?:处|地带?|口|路口|的?地方)?")
_CROSSING = re.compile(f"{_MEETING}(?:处|地带|路口|的?地方)")
_STRETCHES = re.compile("[到至].+")
"""A place that goes from somewhere to somewhere."""
_ALONG = re.compile("的?(?:路段|这?一?段路?|沿线|之间|一带|全线|整条街道|方向)")
_QUOTE = '"'
_CLOSES = {"(": ")", "《": "》", "「": "」", "『": "』", _QUOTE: _QUOTE}
_CLOSERS = frozenset(_CLOSES.values()) - {_QUOTE}

_Stretch = tuple[int, int]


def find_places(normal: Normal, tagger: PlaceTagger | None, gazetteer: Gazetteer | None) -> tuple[Span, ...]:
    """The places in a message, verbatim from the original, in order, each once."""
    text = normal.text
    named = gazetteer.find(text) if gazetteer else []
    learned = [
        part
        for span in (tagger.find(text) if tagger else ())
        for part in _without_verbs(text, *_closed(text, *span))
    ]
    is_letter = _FORMAL.search(text) is not None
    spans: list[Span] = []
    for found in _whole(text, _joined(sorted(named + learned)) or _unnamed(text), named):
        certain = [span for span in named if found[0] <= span[0] and span[1] <= found[1]]
        trimmed = _trim(text, *found, certain)
        if trimmed is None or (is_letter and not certain and is_plain(text[slice(*trimmed)])):
            continue
        first, last = normal.back(*trimmed)
        words = normal.original[first:last]
        # A place said in full stays one when its head is said again: 东门小学门口 … 学校门口.
        if all(words not in span.text for span in spans):
            spans.append(Span(words, first, last))
    return tuple(spans)


def _whole(text: str, spans: list[_Stretch], named: list[_Stretch]) -> list[_Stretch]:
    """Spans as far as they go: both ends of a stretch as one, and what is said behind of where exactly."""
    result: list[_Stretch] = []
    for (start, end), (next_start, next_end) in zip_longest(spans, spans[1:], fillvalue=(len(text),) * 2):
        if result and (start < result[-1][1] or _are_ends(text, result[-1][1], (start, end), named)):
            start, before = result.pop()
            end = max(before, end)
        further = _further(text, start, end)
        result.append((start, end if next_start < further < next_end else further))
    return result


def _further(text: str, start: int, end: int) -> int:
    """Where a place ends with the words behind that belong to it."""
    _, end = widen(text, (start, end))
    _, end = widen(text, (start, end_of_site(text, end)))
    crossing = _CROSSING.match(text, end)
    if crossing is None and _STRETCHES.search(text, start, end):
        crossing = _ALONG.match(text, end)
    elif crossing is None and any(word in text[start:end] for word in _AND):
        crossing = _MEET.match(text, end)
    return crossing.end() if crossing else end


def _are_ends(text: str, first_end: int, span: _Stretch, named: list[_Stretch]) -> bool:
    """Whether a span goes on where another ended: 水厂到老桥, 三组和四组的交界处, 青山镇的金桥广场."""
    between = text[first_end : span[0]]
    if between == "的":
        return span not in named
    return _FROM_TO.fullmatch(between) is not None or (
        between in _AND and _MEET.match(text, span[1]) is not None
    )


def _without_verbs(text: str, start: int, end: int) -> list[_Stretch]:
    """A learned span, or what stands on both sides of a verb in it."""
    parts: list[_Stretch] = []
    for verb in _VERBS.finditer(text, start, end):
        parts.append((start, verb.start()))
        start = verb.end()
    least = 2 if parts else 1
    return [(a, b) for a, b in [*parts, (start, end)] if b - a >= least]


def _closed(text: str, start: int, end: int) -> _Stretch:
    """A learned span with the bracket or quotation mark that closes what it opens, and no half of another."""
    while start < end and text[start] in _CLOSERS:
        start += 1
    opened: list[int] = []
    for at in range(start, end):
        if opened and text[at] == _CLOSES[text[opened[-1]]]:
            opened.pop()
        elif text[at] in _CLOSES:
            opened.append(at)
        elif text[at] in _CLOSERS:
            return start, at
    if not opened:
        return start, end
    if len(opened) == 1 and text[end : end + 1] == _CLOSES[text[opened[0]]]:
        return start, end + 1
    return (start, opened[0]) if opened[0] > start else (start + 1, end)


def _unnamed(text: str) -> list[_Stretch]:
    """The first site that is named by its kind alone, for a message that names no other place."""
    site = first_site(text)
    return [site] if site else []


def _joined(spans: list[_Stretch]) -> list[_Stretch]:
    """Overlapping spans as one."""
    result: list[_Stretch] = []
    for start, end in spans:
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _trim(text: str, start: int, end: int, certain: list[_Stretch]) -> _Stretch | None:
    """Without a leading 在 or a trailing comma; None where nothing remains that says where.

    certain: names of the village inside, which stay whole.
    """
    first = min((span[0] for span in certain), default=end)
    last = max((span[1] for span in certain), default=start)
    lead = _LEAD.match(text[start:end])
    if lead and lead.end() < end - start:
        start = min(start + lead.end(), first)
    trail = _TRAIL.search(text[start:end])
    if trail:
        end = max(start + trail.start(), last)
    if text[end : end + 1] == "级" and not certain and _VILLAGE_LEVEL.search(text, start, end):
        end -= 1
    if start == end or (not certain and _NO_PLACE.fullmatch(text, start, end)):
        return None
    return start, end
