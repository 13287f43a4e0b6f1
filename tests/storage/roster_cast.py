"""A small county for the storage tests: two 岭头村, two grids, two families called alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from casework.county import (
    Cadre,
    ChatGroup,
    Department,
    Faq,
    Grid,
    Household,
    Place,
    Purpose,
    QuizQuestion,
    Roster,
    Township,
    Village,
)
from casework.taxonomy import Category

SMALL = Roster(
    townships=(Township("跃龙街道", "K003"), Township("一市镇")),
    villages=(Village("跃龙街道", "岭头村", "K003", "K002"), Village("一市镇", "岭头村")),
    grids=(
        Grid("跃龙街道", "岭头村", "第二网格", "K002", ("K001", "K003"), ("上宅",)),
        Grid("跃龙街道", "岭头村", "第一网格", "K001", (), ("下宅", "桥头")),
        Grid("一市镇", "岭头村", "第一网格", "K004"),
    ),
    cadres=(
        Cadre("K002", "陈丽萍", "跃龙街道", "妇女主任", "10040000002", "#K002 陈丽萍"),
        Cadre("K001", "童海波", "跃龙街道", household="H1"),
        Cadre("K003", "李建国", "跃龙街道"),
        Cadre("K004", "陈丽萍", "一市镇"),
    ),
    households=(
        Household(
            "H2", "跃龙街道", "岭头村", "第二网格", "陈金法", ("张小红",), ("老陈家",), ("低保户", "独居老人")
        ),
        Household(
            "H1",
            "跃龙街道",
            "岭头村",
            "第一网格",
            "陈大明",
            ("王彩凤", "陈佳佳"),
            ("老陈家", "木匠家"),
            (),
            "1",
        ),
        Household("H3", "一市镇", "岭头村", "第一网格", "陈大明"),
    ),
    places=(
        Place("跃龙街道", "岭头村", "老樟树", "第二网格", ("大樟树",)),
        Place("跃龙街道", "岭头村", "老樟树", "第一网格"),
        Place("跃龙街道", "岭头村", "水库", None),
        Place("跃龙街道", "岭头村", "桥头", None, ("石桥",)),
    ),
    groups=(
        ChatGroup("岭头村民情群", "跃龙街道", Purpose.VILLAGE, "岭头村"),
        ChatGroup("跃龙志愿群", "跃龙街道", Purpose.VOLUNTEERS),
    ),
    departments=(Department("农水局", (Category.WATER, Category.RIVER), ("K003",)), Department("供电所")),
    faqs=(
        Faq("医保几号截止？", "十二月底。", ("合作医疗几月份交",), "社保所", "2026-03-02"),
        Faq("医保几号截止？", "本镇十一月底。", township="跃龙街道"),
        Faq("垃圾几点收？", "早上六点。", township="跃龙街道", village="岭头村"),
        Faq("垃圾几点收？", "早上七点。", township="一市镇", village="岭头村"),
    ),
    quiz=(
        QuizQuestion("几小时内签收？", "A", ("24小时", "3天"), "制度第三条", "民情工作制度"),
        QuizQuestion("办结要有回音。", "对"),
    ),
)


def changed(**parts: Any) -> Roster:
    """The small county with some of its files exchanged."""
    return replace(SMALL, **parts)
