"""Ticket numbers in chat, told apart from dates, houses, money and telephones."""

from __future__ import annotations

import re

_HASH = re.compile(r"[#＃]\s{0,2}(\d{1,6})(?![\d-])|(?<![\d#＃.\-])(\d{1,6})\s?[#＃](?![\d\w])")
_HAO = re.compile(r"(?<![\d.\-:年月第至到~、])(\d{1,6})号(?P<after>.{0,3})", re.DOTALL)
_BEFORE = re.compile(
    r"(?:[路街弄巷幢栋楼室区组村队线车型油电杆门墩桥柱台机站点铺位座床房院届\dA-Za-z月]|每月|本月|下月|上月|这个月|下个月|今天|明天|后天|昨天)$"
)
_TICKET_BEFORE = re.compile(r"(?:工单|单子|编号|单号|诉求|的单|那单|这单|那条|这条|关于|我的|报的|登记的)[:： ]?(?:是)?$")
_HOUSE_AFTER = re.compile(
    r"[楼幢栋门房室院线车桥杆墩柱井路机台位床铺店坑涵基地点晚早上下中凌夜傍半前后之以以到至、—~～-]"
    r"|开始|开门|开会|开学|发|放|考|左右|截止|生日|那天|这天|去|回|来了?吗|停电|停水|交|才|要|我们?去|一起|周|星期|公告|文"
)
_TICKET_AFTER = re.compile(
    r"办结|签收|收到|退回|转|延期|会商|结论|意见|答复|不受理|不予受理|未能|认领|已|满意|不满意|基本|没解决|没修|没好|没弄"
    r"|修好|好了|解决|类别|不是诉|工单|单子|单$|单[,，。 ]|的单|诉求|怎么样|进展|处理|那|这|怎|啥情况|什么情况|撤|还没|弄好|[,，。!?！？:： ]|$"
)


def ticket_numbers(text: str) -> tuple[int, ...]:
    """The tickets a message names, in order and once each.

    `#12`, `＃12` and `12#` always are; `12号` is one unless what stands around it
    makes it a date, a house, a pole or a bus.
    """
    if not any("0" <= c <= "9" or "０" <= c <= "９" for c in text):
        return ()
    found: list[tuple[int, int]] = []
    for match in _HASH.finditer(text):
        found.append((match.start(), int(match[1] or match[2])))
    for match in _HAO.finditer(text):
        if _is_ticket(text[: match.start()], match["after"]):
            found.append((match.start(), int(match[1])))
    return tuple(dict.fromkeys(number for _, number in sorted(found) if number > 0))


def _is_ticket(before: str, after: str) -> bool:
    tail = before[-6:]
    if _TICKET_BEFORE.search(tail):
        return True
    if _BEFORE.search(tail):
        return False
    if _TICKET_AFTER.match(after):
        return True
    return False
