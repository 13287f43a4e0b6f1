"""Ticket numbers in chat, told apart from dates, houses, money and telephones."""

# ruff: noqa: E501 - a pattern or a list of words is read in one piece
from __future__ import annotations

import re

_HASH = re.compile(r"[#＃]\s{0,2}(\d{1,6})(?![\d.-])|(?<![\d#＃.-])(\d{1,6})\s?[#＃](?![\d\w])")
_MARKS = re.compile("[#＃号]")
_MENTION = re.compile(r"@[^@\n\u2005]{1,40}\u2005")
"""Somebody's name as WeChat puts it in; he may call himself #1."""

_HAO = re.compile(r"(?<![\d.:年月第至到~、-])(\d{1,6})号")
_NAMES_A_TICKET = re.compile(
    r"(?:工单|单子|编号|单号|诉求|关于|[的那这]单|[那这]条|我的|报的|登记的)[:： ]?是?$"
)
_NAMES_SOMETHING_ELSE = re.compile(
    r"(?:[路街弄巷幢栋楼室区组村队线车型油电杆门墩桥柱台机站点铺位座床房院届A-Za-z月住在家]|[每本下上]月|这个月|下个月|今天|明天|后天|昨天)\s?$"
)
_HANDLING = re.compile(
    r"办结|签收|收到|退回|转给|转[办交到]|转 |延期|会商|结论|意见|答复|不受理|不予受理|未能|认领|已经?[处解办联派修]|满意|没解决|没修|没好"
    r"|没弄|修好|好了|解决|类别|不是诉求|工单|单子|怎么样|进展|进度|处理|啥情况|什么情况|撤|弄好|怎么还"
)
_GOES_ON = re.compile(
    r"的?单子?(?![\u4e00-\u9fff])|的?工单|的?诉求|怎么样|怎么还|还没|啥情况|什么情况|那[条个单]|这[条个单]"
)
_STOPS = re.compile(r"[\s,，。;；!！?？:：]|$")


def ticket_numbers(text: str) -> tuple[int, ...]:
    """The tickets a message names, in order and once each.

    `#12`, `＃12` and `12#` always are; `12号` is one unless what stands around it
    makes it a date, a house, a pole or a bus.
    """
    if not _MARKS.search(text):
        return ()
    text = _MENTION.sub(lambda mention: " " * len(mention[0]), text)
    found = [(match.start(), int(match[1] or match[2])) for match in _HASH.finditer(text)]
    if "号" in text:
        found += [(match.start(), int(match[1])) for match in _HAO.finditer(text) if _is_ticket(text, match)]
    return tuple(dict.fromkeys(number for _, number in sorted(found) if number > 0))


def _is_ticket(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 6) : match.start()]
    after = text[match.end() : match.end() + 30]
    if _NAMES_A_TICKET.search(before):
        return True
    if _NAMES_SOMETHING_ELSE.search(before):
        return False
    if _GOES_ON.match(after) or _HANDLING.match(after):
        return True
    if not _STOPS.match(after):
        return False
    # "12号" alone, or with a word of handling after the pause; "12号，村里开会" is a date
    return not after.strip() or bool(_HANDLING.match(after.lstrip(" ,，。;；!！:：\n\t")))
