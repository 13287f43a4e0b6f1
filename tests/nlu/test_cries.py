"""A cry of danger is heard, however short."""

from __future__ import annotations

import pytest

from casework.taxonomy import Act, Category
from nlu.cries import CRIES
from nlu.reader import ModelReader


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("救命", Category.OTHER),
        ("快来人啊救命！！", Category.OTHER),
        ("着火了", Category.DISASTER),
        ("山上着火了！快来人", Category.DISASTER),
        ("不好了，隔壁起火了", Category.DISASTER),
        ("有人落水了", Category.SAFETY),
        ("家里进水了", Category.DISASTER),
        ("不好了 一楼淹了", Category.DISASTER),
        ("小人掉河里了 快来人", Category.SAFETY),
        ("煤气漏了怎么办", Category.SAFETY),
        ("有人触电了", Category.POWER),
    ],
)
def test_a_cry(text: str, category: Category) -> None:
    assert CRIES.about(text) is category


@pytest.mark.parametrize(
    "text",
    [
        "昨天镇上着火了",
        "手机掉水里了",
        "手机进水了",
        "鞋子进水了",
        "跳下去游了一圈",
        "着火了这个价格",
        "救命恩人",
        "救命啊哈哈哈作业写不完",
        "煤气用完了",
        "杀人游戏来不来",
        "",
    ],
)
def test_what_is_no_cry(text: str) -> None:
    assert CRIES.about(text) is None


def test_a_cry_is_read_as_danger_whatever_the_models_say(reader: ModelReader) -> None:
    reading = reader.read("救命啊")
    assert reading.act is Act.EMERGENCY
    assert reading.actionable
