"""Where a message says that it is: known names and learned spans, joined."""

from __future__ import annotations

import re

from casework.reading import Span
from nlu.gazetteer import Gazetteer
from nlu.normalise import Normal
from nlu.sites import first_site, is_plain, widen
from nlu.tagging import PlaceTagger

_NO_PLACE = re.compile(
    r"(?:我们?|你们?|他们?|她|咱们?|阿拉|俺|自己|大家|人家|别人|隔壁|这|那|本|各|哪)*(?:家|家里|屋里|这里|那里|里|这|那|边|这边|那边|儿|村|村里|地方|户|隔壁|小区|上|下|外|里面|外面)?"
    r"|大?城市|农村|乡村|各?[村地]|[外本当]地|全国|[^省市县区镇乡村路街]*(?:集团|公司)"
    r"|[a-z][0-9]{0,2}[市县区]|(?:[a-z][0-9]{0,2}市?)?(?:高新区|经开区|开发区)|.{1,3}省这边"
    r"|人民医院|疾控中心|农村[小中]学|乡镇(?:医院|街道)|人才市场|[0-9]+月[0-9]+[号日]?|[0-9]+[楼路]|[0-9]+米.*|.*[0-9]{2,}多"
)
_LEAD = re.compile(
    r"^(?:就?在|从|到|往|去|来自|位于|位置|地点|是|我是|但是?|而且|与|有关|关于|针对|对(?!面)|[\s,，。:：、])+"
)
_TRAIL = re.compile(
    r"(?:[\s,，。:：、!?；;]|(?<=[村组镇乡县区])(?:公路|道路|人|下属村?|项目|村?民)|(?<=[小社]区)居民|(?<=公园|广场)项目|候车|(?<=[组村])里面|那[部只盏台])+$"
)
"""What follows a place and doesn't belong to it: 三组公路, 大路村人, 安置房那部电梯."""
_FORMAL = re.compile("^(?:咨询|询问|关于|反映|请求|建议)|尊敬|您好|请问|本人|有关部门|相关部门|市民")
"""How those write who write to a whole county: there the kind of a site doesn't say which."""


def find_places(normal: Normal, tagger: PlaceTagger | None, gazetteer: Gazetteer | None) -> tuple[Span, ...]:
    """The places in a message, verbatim from the original, in order, each once."""
    known = [widen(normal.text, span) for span in gazetteer.find(normal.text)] if gazetteer else []
    learned = [widen(normal.text, span) for span in tagger.find(normal.text)] if tagger else []
    is_letter = _FORMAL.search(normal.text) is not None
    spans: list[Span] = []
    for start, end in _joined(sorted(known + learned)) or _unnamed(normal.text):
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
    if not words or _NO_PLACE.fullmatch(words):
        return None
    return start, end
