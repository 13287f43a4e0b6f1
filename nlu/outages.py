"""Supplies that fail, said in a word or two: 停水了, 自来水很浑, 宽带断了三天.

An outage alone is a request, in one word even, and too short for a model that
learns from many words. Only messages that say nothing else are read here.
"""

from __future__ import annotations

from casework.taxonomy import Category
from nlu.alone import SaidAlone

_BEFORE = (
    r"(?:我们?家里?|家里|我?们?这[里边儿]|我们(?:这一片|这一带|村|组)?|我的|村里|全村|整个村子?|今天|昨晚|早上|夜里|"
    r"刚刚?|现在|怎么|又|还|还是|一直|已经|突然|都|全|[\s，,])*"
)
_AFTER = (
    r"(?:了|啦|咯|的|呀|啊|呢|吗|好几天|好久|很久|大半天|半天|一天|一晚上|"
    r"[一二两三四五六七几0-9]+个?(?:天|小时|钟头|夜|晚|礼拜|星期|月)|没人[管修来]|怎么办|怎么回事|"
    r"谁来[管看修]一?下?|快来修|[!！?？。，,…~～\s])*"
)
_VERY = (
    r"(?:都|很|太|有点|特别|非常|真|好|是|全是|放出来|流出来|出来|里|变得|变|一直|又|突然|老是|总是|经常)*"
)

_HOME = (
    r"(?:我们?家里?|家里|家中|我?屋里|阿拉屋里|[一二三四五六七八九0-9]楼|楼上|整[幢栋]楼|灶间|厨房|厨房间"
    r"|我?们?这一?[边里儿幢栋排片]|村里|全村)"
)
_NONE = r"(?:又|还是|还|一直|全部?|都|突然|怎么)*(?:没有?|冇|呒没?)"

_SAID = (
    (Category.WATER, rf"{_HOME}{_NONE}水"),
    (Category.POWER, rf"{_HOME}{_NONE}电"),
    (Category.WATER, r"停水|水停|断水|没自来水|没有自来水|没水用|没水喝|水管里?没水|水龙头没水"),
    (
        Category.WATER,
        rf"(?:自来水|水龙头的?水?|家里的?水|水管的?水|饮用水){_VERY}(?:浑浊|混浊|浑|浊|发黄|黄|发黑|黑|发臭|臭|脏|有股?异?味|没了|停)",
    ),
    (Category.WATER, rf"(?:自来水|水压|水){_VERY}(?:压力)?(?:上不来|上不去|太小|小得可怜)"),
    (Category.POWER, r"停电|电停|断电|没通电"),
    (Category.TELECOM, rf"{_HOME}{_NONE}(?:网络?|宽带|信号)"),
    (Category.TELECOM, r"断网|网断|(?:宽带|光纤|网络|电视信号)(?:断|没信号|没|用不了|上不了|不通|坏)"),
)
OUTAGES = SaidAlone(_BEFORE, _SAID, _AFTER)
