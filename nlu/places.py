"""Where a message says that it is: known names and learned spans, joined."""

from __future__ import annotations

import re

from casework.reading import Span
from nlu.gazetteer import Gazetteer
from nlu.normalise import Normal
from nlu.sites import end_of_site, first_site, is_plain, widen
from nlu.tagging import PlaceTagger

_NO_PLACE = re.compile(
    r"(?:我们?|你们?|他们?|她|咱们?|阿拉|俺|自己|大家|人家|别人|隔壁|这|那|本|各|哪)*(?:家|家里|屋里|这里|那里|里|这|那|边|这边|那边|儿|村|村里|地方|户|隔壁|小区|上|下|外|里面|外面)?"
    r"|大?城市|农村|乡村|各?[村地]|[外本当]地|全国|[^省市县区镇乡村路街]*(?:集团|公司)"
    r"|[a-z][0-9]{0,2}[市县区]|(?:[a-z][0-9]{0,2}市?)?(?:高新区|经开区|开发区)|.{1,3}省这边"
    r"|人民医院|疾控中心|农村[小中]学|乡镇(?:医院|街道)|人才市场|[0-9]+月[0-9]+[号日]?|[0-9]+[楼路]|[0-9]+路公交车?|[0-9]*米.*|.*[0-9]{2,}多"
    r"|(?:[东西南北左右上下正斜前后对]{0,2}(?:方向?|面|边|侧)|[上下]坡|转弯)(?:路段|商店|位置|处)?"
)
_LEAD = re.compile(
    r"^(?:就?在|从|到|往|去|来自|唯独|尤其|特别是|县城(?=.+[镇乡])|位于|位置|地点|是|我是|但是?|而且|与|有关|关于|针对|对(?!面)|[\s,，。:：、])+"
)
_TRAIL = re.compile(
    r"(?:[\s,，。:：、!?；;]|(?<=[村组镇乡县区])(?:公路|道路|人|下属村?|项目|村?民)|(?<=[村组])民(?![委小政办警宿]).*|的[上下]?|(?<=[小社]区)居民|(?<=公园|广场)项目|候车|(?<=[组村])里面|那[部只盏台])+$"
)
"""What follows a place and doesn't belong to it: 三组公路, 大路村人, 安置房那部电梯."""
_FORMAL = re.compile(
    "^(?:咨询|询问|关于|反映|请求|建议)|尊敬|您好|请问|本人|有关部门|相关部门|市民|[我贵][省市县区]|[a-z][0-9]{0,2}[市县区]"
)
"""How those write who write to a whole county: there the kind of a site doesn't say which."""


_VERBS = re.compile(
    "征收|推销|确保|加大|处于|位于|坐落|通往|要求|就读|使正|(?<=[镇乡村区])对(?=[\\u4e00-\\u9fff]{1,4}[村组])"
)
"""What a name of a place has not inside: a verb there has two places on its sides, or one."""
_BETWEEN = re.compile("[到至的]?|—+|-+|~+")
"""What stands between the ends of one stretch: 水厂到老桥."""
_AND = frozenset("和与跟同、")
"""What may stand between two places where they meet."""
_MEETING = re.compile("的?(?:交[界叉汇接]|相?接壤|之间|中间)(?:处|地|口|地带|路口|的?地方)?")
_ENDS = re.compile("[到至].+")
_STRETCH = re.compile("的?(?:路段|这?一?段路?|沿线|之间|一带|全线|整条街道|方向)")
_QUOTE = '"'
_CLOSES = {"(": ")", "（": "）", "《": "》", "「": "」", _QUOTE: _QUOTE}


def find_places(normal: Normal, tagger: PlaceTagger | None, gazetteer: Gazetteer | None) -> tuple[Span, ...]:
    """The places in a message, verbatim from the original, in order, each once."""
    known = [widen(normal.text, span) for span in gazetteer.find(normal.text)] if gazetteer else []
    learned = [
        widen(normal.text, part)
        for span in (tagger.find(normal.text) if tagger else ())
        for part in _without_verbs(normal.text, *span)
    ]
    is_letter = _FORMAL.search(normal.text) is not None
    spans: list[Span] = []
    for start, end in _tidied(normal.text, _joined(sorted(known + learned)) or _unnamed(normal.text)):
        trimmed = _trim(normal.text, start, end)
        if trimmed is None:
            continue
        is_known = any(a < trimmed[1] and trimmed[0] < b for a, b in known)
        if is_letter and not is_known and is_plain(normal.text[slice(*trimmed)]):
            continue
        first, last = normal.back(*trimmed)
        words = normal.original[first:last]
        # A place said in full stays one when its head is said again: 东门小学门口 … 学校门口.
        if all(words not in span.text for span in spans):
            spans.append(Span(words, first, last))
    return tuple(spans)


def _tidied(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans whose ends stand where a name can end: no half bracket, no half word, no verb inside."""
    result: list[tuple[int, int]] = []
    for span in spans:
        start, end = _closed(text, *span)
        if result and _are_ends(text, result[-1][1], start, end):
            start, _ = result.pop()
        end = widen(text, (start, end_of_site(text, end)))[1]
        stretch = _MEETING.match(text, end) or (
            _STRETCH.match(text, end) if _ENDS.search(text[start:end]) else None
        )
        result.append((start, stretch.end() if stretch else end))
    return result


def _are_ends(text: str, first_end: int, start: int, end: int) -> bool:
    """Whether two spans are the two ends of one place: 水厂到老桥, 三组和四组的交界处."""
    between = text[first_end:start]
    return _BETWEEN.fullmatch(between) is not None or (
        between in _AND and _MEETING.match(text, end) is not None
    )


def _without_verbs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A learned span, or what stands on both sides of a verb in it."""
    parts: list[tuple[int, int]] = []
    for verb in _VERBS.finditer(text, start, end):
        parts.append((start, verb.start()))
        start = verb.end()
    return [(a, b) for a, b in [*parts, (start, end)] if b - a > 1]


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """Up to the bracket or quotation mark that closes what was opened, and not past one that wasn't."""
    opened = ""
    for at in range(start, end):
        if text[at] == opened:
            opened = ""
        elif text[at] in _CLOSES:
            opened = _CLOSES[text[at]]
        elif text[at] in _CLOSES.values() and text[at] != _QUOTE:
            return start, at
    return start, end + 1 if opened and text[end : end + 1] == opened else end


def _unnamed(text: str) -> list[tuple[int, int]]:
    """The first site that is named by its kind alone, for a message that names no other place."""
    site = first_site(text)
    return [site] if site else []


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans as one."""
    result: list[tuple[int, int]] = []
    for start, end in spans:
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without a leading 在 or a trailing comma; None where nothing remains that says where."""
    words = text[start:end]
    lead = _LEAD.match(words)
    if lead and lead.end() < len(words):
        start += lead.end()
    trail = _TRAIL.search(text[start:end])
    if trail:
        end = start + trail.start()
    words = text[start:end]
    if text[end : end + 1] == "级":  # 青山镇村级公路
        words, end = words[:-1], end - 1
    if not words or _NO_PLACE.fullmatch(words):
        return None
    return start, end
