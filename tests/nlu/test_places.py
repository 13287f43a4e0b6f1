"""Places that need no learning: sites by their kind, with the words that say where beside them."""

from __future__ import annotations

import pytest

from nlu.normalise import normalise
from nlu.places import find_places


def places(text: str) -> list[str]:
    return [span.text for span in find_places(normalise(text), None, None)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("候车亭的长凳叫人锯掉了", "候车亭"),
        ("电线落在秧田里，看牛的人还没晓得", "秧田里"),
        ("谁把碎玻璃倒在溪滩上", "溪滩上"),
        ("大坝脚底下渗出一摊黄水", "大坝脚底下"),
        ("阿根家柴间冒烟", "阿根家柴间"),
        ("土地庙到晒谷场没一盏亮的", "土地庙到晒谷场"),
        ("二组公厕的水箱一直在漏", "二组公厕"),
        ("隔壁塑料厂半夜又放烟", "隔壁塑料厂"),
        ("老年食堂后头那段沟堵牢", "老年食堂后头那段"),
    ],
)
def test_a_site_of_the_village_is_a_place_as_far_as_it_goes(text: str, place: str) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize(("text", "place"), [("大坝上学期就裂了", "大坝"), ("溪边下雨天滑", "溪边")])
def test_words_that_only_look_like_where_stay_outside(text: str, place: str) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize(
    "text",
    ["咨询公园建设的资金落实情况", "请问药店卖的药为什么比网上贵", "我们这里的水一直是黄的"],
)
def test_the_kind_alone_says_nothing_in_a_letter_to_the_county_or_of_home(text: str) -> None:
    assert places(text) == []
