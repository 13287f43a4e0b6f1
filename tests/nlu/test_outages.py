"""An outage alone is a request, in one word even."""

from __future__ import annotations

import pytest

from casework.taxonomy import Category
from nlu.outages import OUTAGES


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("停水了", Category.WATER),
        ("又停水了！", Category.WATER),
        ("家里停水两天了", Category.WATER),
        ("自来水很浑浊", Category.WATER),
        ("水龙头的水发黄", Category.WATER),
        ("水压太小", Category.WATER),
        ("我们这一片停电了", Category.POWER),
        ("怎么又停电", Category.POWER),
        ("村里没电了", Category.POWER),
        ("三楼没水", Category.WATER),
        ("我家又没水了", Category.WATER),
        ("水停了", Category.WATER),
        ("阿拉屋里呒没电", Category.POWER),
        ("电停了？", Category.POWER),
        ("网断了三天", Category.TELECOM),
        ("宽带断了好几天", Category.TELECOM),
        ("我这边停电了", Category.POWER),
        ("这里没电", Category.POWER),
        ("我的网断了", Category.TELECOM),
        ("家里又没网了", Category.TELECOM),
    ],
)
def test_a_supply_that_failed(text: str, category: Category) -> None:
    assert OUTAGES.about(text) is category


@pytest.mark.parametrize(
    "text",
    [
        "没电了",
        "手机没电了",
        "我没电了",
        "我这边没网卡",
        "没信号",
        "停水通知",
        "明天停水",
        "今晚停水没法洗澡，去你家蹭一下哈哈",
        "停电那天你在哪里",
        "来电了",
        "家里没水果了",
        "三楼没人",
        "雨停了",
        "昨天停电，今天好了",
        "杭州停电了",
        "水好了",
        "",
    ],
)
def test_what_says_something_else(text: str) -> None:
    assert OUTAGES.about(text) is None
