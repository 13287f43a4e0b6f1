"""Which matters stay out of the group."""

from __future__ import annotations

import pytest

from casework.taxonomy import Act, Category
from nlu.sensitive import is_sensitive


@pytest.mark.parametrize(
    "written",
    [
        "我要反映村主任收钱不办事，低保名额给自己亲戚",
        "老公喝了酒又打我，我不敢回家",
        "我爸得了尿毒症，透析的钱都借遍了",
        "家里揭不开锅了，能不能帮帮",
        "包工头欠我三万块工钱不给",
    ],
)
def test_private_matters_are_sensitive(written: str) -> None:
    assert is_sensitive(written, Act.REQUEST, None)


@pytest.mark.parametrize(
    "written",
    [
        "村口路灯坏了",
        "书记，三组水管爆了，叫人来修一下",
        "电费欠费了会停电吗",
        "卫生室今天没开门",
        "垃圾没人收，主任管管",
    ],
)
def test_public_matters_are_not(written: str) -> None:
    assert not is_sensitive(written, Act.REQUEST, None)


def test_asking_for_a_rule_tells_nothing_of_oneself() -> None:
    assert not is_sensitive("癌症放化疗医保报销多少", Act.INQUIRY, Category.SOCIAL_INSURANCE)
    assert is_sensitive("我妈癌症放化疗医保能报多少", Act.INQUIRY, Category.SOCIAL_INSURANCE)
