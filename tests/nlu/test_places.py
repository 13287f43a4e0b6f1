"""Places that need no learning: sites by their kind, with the words that say where beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from nlu.examples import read_examples
from nlu.gazetteer import Gazetteer
from nlu.normalise import normalise
from nlu.places import find_places
from nlu.sites import is_plain

DATA = Path(__file__).parents[2] / "data" / "nlu"


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


class Marked:
    """A tagger that has found just these stretches."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        self._stretches = stretches

    def find(self, text: str) -> list[tuple[int, int]]:
        """The stretches, whatever the message."""
        return list(self._stretches)


def made_of(text: str, found: Sequence[str]) -> list[str]:
    """The places of a message in which the tagger has found these words."""
    normal = normalise(text)
    starts = [normal.text.index(words) for words in found]
    tagger = Marked([(start, start + len(words)) for start, words in zip(starts, found, strict=True)])
    return [span.text for span in find_places(normal, tagger, None)]  # type: ignore[arg-type]


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
        ("请问窗外正对面什么时候动工", ["正对面"], []),
        ("石桥村及下湾村交界处没人管", ["石桥村", "下湾村"], ["石桥村及下湾村交界处"]),
        ("下湾村（石桥组）停水", ["下湾村(石桥组"], ["下湾村（石桥组）"]),
        ("坏了（旁边有人", ["("], []),
        ("一家住在石桥村（下湾组停水", ["石桥村(下湾组"], ["石桥村"]),
        ("5路公交老是不来", ["5路公交"], []),
        ("珍珠小学下半年开学", ["珍珠小学"], ["珍珠小学"]),
    ],
)
def test_a_place_ends_where_a_name_can_end(text: str, found: list[str], wanted: list[str]) -> None:
    assert made_of(text, found) == wanted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("石桥村民俗馆漏雨", ["石桥村民俗馆"]),
        ("新村民广场没灯", ["新村民广场"]),
        ("米市巷积水", ["米市巷"]),
        ("对门岭塌方", ["对门岭"]),
        ("联加大厦电梯坏了", ["联加大厦"]),
        ("征收办公室门口堵车", ["征收办公室门口"]),
        ("石桥村小学生没校车", ["石桥村"]),
        ("石桥村上周停水", ["石桥村"]),
        ("石桥镇下暴雨", ["石桥镇"]),
        ("医院交叉感染", ["医院"]),
        ("石桥村级公路坏了", ["石桥村"]),
        ("石桥村下湾村都停水", ["石桥村", "下湾村"]),
        ("A区车棚着火了", ["a区车棚"]),
        ("桥边垮了", ["桥边"]),
    ],
)
def test_a_name_stays_whole_and_takes_nothing_that_is_not_its_own(text: str, found: list[str]) -> None:
    assert [words.lower() for words in made_of(text, found)] == found


@pytest.mark.parametrize("name", ["米家湾", "到岸桥", "从化桥", "西边", "下村公路", "石桥村民俗馆"])
def test_a_name_of_the_roster_is_neither_cut_nor_dropped(name: str) -> None:
    spans = find_places(normalise(f"{name}停水了"), None, Gazetteer([name]))
    assert [span.text for span in spans] == [name]


def test_words_that_pile_up_are_not_gone_through_in_every_way() -> None:
    """Were they, this would take longer than anybody waits: the ways double with each word."""
    assert not is_plain("药店" + "旁边" * 60 + "医院")
    assert places("请问药店" + "旁边" * 60 + "医院") != []


def test_the_places_that_people_marked_stay_as_they_are() -> None:
    """The rules for ends, given the marks of the training lines as though the tagger had found them."""
    marked = [line for line in read_examples(DATA) if line.places][::3]
    lost = total = 0
    for line in marked:
        normal = normalise(line.text)
        if normal.starts is not None:
            continue
        spans = [(span.start, span.end) for span in find_places(normal, Marked(line.places), None)]  # type: ignore[arg-type]
        total += len(line.places)
        lost += sum(all(a > start or b < end for a, b in spans) for start, end in line.places)
    assert total > 5_000
    assert lost < 0.01 * total
