"""Where a message says that it is: known names and learned spans, joined."""

from __future__ import annotations

import re

from casework.reading import Span
from nlu.gazetteer import Gazetteer
from nlu.normalise import Normal
from nlu.tagging import PlaceTagger

_NO_PLACE = re.compile(
    r"(?:我们?|你们?|他们?|她|咱们?|阿拉|俺|自己|大家|人家|别人|隔壁|这|那|本|各|哪)*(?:家|家里|屋里|这里|那里|里|这|那|边|这边|那边|儿|村|村里|地方|户|隔壁|小区|上|下|外|里面|外面)?"
    r"|大?城市|农村|乡村|各?[村地]|[外本当]地|全国|[^省市县区镇乡村路街]*(?:集团|公司)"
)
_LEAD = re.compile(
    r"^(?:就?在|从|到|往|去|来自|位于|位置|地点|是|我是|但是?|而且|与|有关|关于|针对|对(?!面)|[\s,，。:：、])+"
)
_TRAIL = re.compile(r"[\s,，。:：、!?；;]+$")
_AROUND = re.compile(
    r"(?:的|这|那)?(?:斜?对面|旁边|边上|旁|边|门口|门前|门外|后面|前面|上面|下面|里面|外面|后头|前头|里头|附近|后门|前门|后山|东[边头面侧]|西[边头面侧]"
    r"|南[边头面侧]|北[边头面侧]|转弯处?|拐弯处?|转角处?|路口|桥头|口子?|脚下|底下|一带|那段路?|这段路?|那里|那边|那一?[段带片头排]|下[边方]|上[边方])+"
)
_SITE = re.compile(
    r"(?:老年人?|老人|文化|村|镇|社区|乡镇|便民|农贸|小学|中学|学)?"
    r"(?:卫生[院室]|活动[室中心]{1,2}|文化礼堂|礼堂|幼儿园|校门口|敬老院|养老院|菜市?场|公厕|公共厕所|祠堂|广场|公园|球场|操场"
    r"|车站|站台|候车亭|码头|渡口|加油站|弄堂|里弄|巷子|晒谷?场|井边|溪边|河边|塘边|海边|村口|路口|桥头|山脚|后山|村委会?|便民中心|服务中心"
    r"|水库|大坝|垃圾房|垃圾站|楼道|地下车库)"
)
"""A village's own sites, which need no name: there is one of each."""


def find_places(normal: Normal, tagger: PlaceTagger | None, gazetteer: Gazetteer | None) -> tuple[Span, ...]:
    """The places in a message, verbatim from the original, in order, each once."""
    known = [_widen(normal.text, span) for span in gazetteer.find(normal.text)] if gazetteer else []
    learned = [_widen(normal.text, span) for span in tagger.find(normal.text)] if tagger else []
    spans: list[Span] = []
    for start, end in _joined(sorted(known + learned)) or _site(normal.text):
        trimmed = _trim(normal.text, start, end)
        if trimmed is None:
            continue
        first, last = normal.back(*trimmed)
        words = normal.original[first:last]
        # A place said in full stays one when its head is said again: 东门小学门口 … 学校门口.
        if all(words not in span.text for span in spans):
            spans.append(Span(words, first, last))
    return tuple(spans)


def _widen(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A known name with the words that say where beside it: 老樟树 → 老樟树旁边那段."""
    around = _AROUND.match(text, span[1])
    return (span[0], around.end()) if around else span


def _site(text: str) -> list[tuple[int, int]]:
    """The first site that is named by its kind alone, for a message that names no other place."""
    found = _SITE.search(text)
    return [_widen(text, found.span())] if found else []


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
    if not words or _NO_PLACE.fullmatch(words):
        return None
    return start, end
