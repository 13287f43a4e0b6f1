"""Danger that is cried in a word or two: 着火了, 救命啊, 有人掉河里了.

A cry is too short for a model that learns from many words, and the one message that must
never be missed. Only messages that say nothing else, or little, are read here.
"""

from __future__ import annotations

from casework.taxonomy import Category
from nlu.alone import SaidAlone

_WHO = (
    r"(?:有人|有个人|小孩|小人|孩子|小囡|老人|大人|老太|老伯|阿婆|阿公|男的|女的|学生|一个人"
    r"|有个?(?:小孩|老人|小人))"
)
_BEFORE = (
    r"(?:快来人|来人|快|不好了?|出大?事了?|天哪|大家|谁在|我们?家?里?|我屋里|家里|屋里|这里|这边|前面|后面|隔壁"
    r"|[山溪河塘江]边|桥[上下头]|楼[上下]|山上|村口|又|真的|@\S+|[啊呀哎喂，,!！。\s])*"
)
_AFTER = (
    r"(?:了|啦|啊|呀|哪|哇|快来人?|快救人?|快来救人|来人|快点|帮帮忙|救命|快?打电话|快?打1[12][09]"
    r"|怎么办|谁来|[!！?？。，,…~～\s])*"
)
_IN_WATER = (
    rf"{_WHO}?(?:落水|溺水)|{_WHO}(?:要|在)?跳(?:楼|河|江|井|水库|下去)"
    rf"|{_WHO}掉(?:进|到|在|下)?(?:河|水|溪|塘|井|池|水库|粪坑)(?:里头|里面|里|下)?"
)
_HOUSE = r"(?:家里|屋里|我家|房间里?|灶间|厨房|一楼|楼下|院子里)"
_SAID = (
    (Category.DISASTER, rf"{_HOUSE}(?:又|都|全)*(?:进水|进大水|进洪水|被?淹)"),
    (
        Category.DISASTER,
        r"(?:着火|起火|失火|火烧山|山火|着起来|烧起来|房子塌|屋塌|塌方|山塌|泥石流|决堤|溃坝)",
    ),
    (Category.SAFETY, r"(?:煤气|燃气|液化气)(?:漏|泄漏|泄露)|爆炸|(?:要|在)?杀人|砍人|抢劫|动刀子?"),
    (Category.SAFETY, _IN_WATER),
    (Category.POWER, rf"{_WHO}?触电|{_WHO}?被?电[倒打]"),
    (Category.OTHER, r"救命|救人|救救(?:我们?|他|她|孩子|小孩|人)|出人命"),
)
CRIES = SaidAlone(_BEFORE, _SAID, _AFTER)
