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


class Learned:
    """A tagger that has found these words: what is tested is what is made of them."""

    def __init__(self, *words: str) -> None:
        self._words = words

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where they stand in a normalised message."""
        return [(text.index(words), text.index(words) + len(words)) for words in self._words]


@pytest.mark.parametrize(
    ("text", "found", "wanted"),
    [
        ("石桥村砖瓦厂天天冒黑烟", ["石桥村"], ["石桥村砖瓦厂"]),
        ("青岭镇下湾村的小学门口没有斑马线", ["青岭镇下湾村"], ["青岭镇下湾村的小学门口"]),
        ("石桥村的人都知道", ["石桥村的"], ["石桥村"]),
        ("下湾村民吃了半年浑水", ["下湾村民吃了"], ["下湾村"]),
        ("青岭镇村级公路没人养护", ["青岭镇村"], ["青岭镇"]),
        ("水厂到老桥路段全是坑", ["水厂", "老桥"], ["水厂到老桥路段"]),
        ("下湾村和石桥村的交界处堆着垃圾", ["下湾村", "石桥村"], ["下湾村和石桥村的交界处"]),
        ("青岭镇的金桥广场没有厕所", ["青岭镇", "金桥广场"], ["青岭镇的金桥广场"]),
        ("下湾村和石桥村都停水了", ["下湾村", "石桥村"], ["下湾村", "石桥村"]),
        ("石桥村“五福堂”快要倒了", ['石桥村"五福堂'], ["石桥村“五福堂”"]),
        ("户口在（青岭镇）那里", ["青岭镇)那里"], ["青岭镇"]),
        ("机场征收下湾村陈家屋", ["机场征收下湾村陈家屋"], ["机场", "下湾村陈家屋"]),
        ("窗外正对面在打桩", ["正对面"], []),
        ("5路公交老是不来", ["5路公交"], []),
        ("珍珠小学下半年开学", ["珍珠小学"], ["珍珠小学"]),
    ],
)
def test_a_place_ends_where_a_name_can_end(text: str, found: list[str], wanted: list[str]) -> None:
    tagger = Learned(*found)
    assert [span.text for span in find_places(normalise(text), tagger, None)] == wanted  # type: ignore[arg-type]
