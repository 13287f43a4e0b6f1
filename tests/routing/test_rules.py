"""Each rule by itself: what is a place, how it may be written, and what the words around it change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casework.county import Grid, Household, Landmark, Place
from casework.places.gazetteer import Gazetteer
from casework.places.grammar import bare_name, strange_place
from casework.places.speech import dialect, plain
from casework.routing import Route, route
from storage.county import SqlCounty
from storage.landmarks import landmarks_of
from storage.speech import PinyinSpeech

SPEECH = PinyinSpeech()
DOUBLE_BRIDGE = "前童镇/双桥村"


def words(text: str, *landmarks: Landmark) -> list[tuple[str, str]]:
    """Which of the landmarks are found, as written."""
    return [(m.landmark.word, m.written) for m in Gazetteer(landmarks, SPEECH).find(plain(text))]


def place(word: str, *grids: str, name: str = "") -> Landmark:
    """A place of the gazetteer."""
    return Landmark(word, "地名", name or word, grids)


def family(word: str, *grids: str) -> Landmark:
    """What neighbours call a household."""
    return Landmark(word, "农户", word, grids)


def at(
    county: SqlCounty, text: str, *places: str, household: str = "", village: str = DOUBLE_BRIDGE
) -> Route:
    """Where a message of a village goes."""
    where = county.village(village)
    assert where is not None
    home = county.household(household) if household else None
    return route(county, where, places=places, text=text, household=home, stand_in=lambda cadre: None)


@pytest.mark.parametrize(
    ("one", "other"), [("zhang", "zan"), ("nan", "lan"), ("ling", "lin"), ("sheng", "sen"), ("hu", "fu")]
)
def test_what_sounds_alike_here_is_alike(one: str, other: str) -> None:
    assert dialect(one) == dialect(other)


def test_what_sounds_otherwise_stays_apart() -> None:
    assert len({dialect(s) for s in ("qiao", "jiao", "shui", "gui", "tang", "dang", "cun", "kou")}) == 8


def test_the_local_reading_of_a_character_is_known() -> None:
    assert SPEECH.sounds("白峤桥") == ["bai", "qiao", "qiao"]


def test_a_character_without_a_reading_stands_for_itself() -> None:
    assert SPEECH.sounds("a桥☺") == ["a", "qiao", "☺"]


def test_ordinary_words_are_known_and_place_names_of_nobody_are_not() -> None:
    assert [SPEECH.is_word(w) for w in ("池塘", "国家", "桥投", "里坑")] == [True, True, False, False]


def test_exact_spelling_beats_sound_and_the_longer_name_the_shorter() -> None:
    two = [("老樟树", "老章树"), ("老樟树", "老樟树")]
    assert words("老章树和老樟树", place("老樟树"), place("樟树")) == two
    assert words("老张树", place("老樟树"), place("老张树")) == [("老张树", "老张树")]


def test_a_name_cut_off_by_the_end_of_a_message_is_not_found() -> None:
    assert words("就在老樟", place("老樟树")) == []


def test_blanks_wide_and_unseen_characters_hide_nothing() -> None:
    second = Landmark("第二网格", "网格", "第二网格", ("第二网格",))
    assert words("老 樟\u200b树　２网格", place("老樟树"), second) == [
        ("老樟树", "老樟树"),
        ("第二网格", "2网格"),
    ]


@pytest.mark.parametrize("written", ["三组", "3组", "第三组", "第3组", "三小组", "第三村民小组"])
def test_a_group_that_the_roster_knows_is_known_in_every_spelling(written: str) -> None:
    assert words(f"{written}水管爆了", place("第三组", "第二网格")) == [("第三组", written)]


def test_a_familys_name_is_a_place_only_with_its_house() -> None:
    home = family("老陈家", "第一网格")
    assert words("老陈门口", home) == [("老陈家", "老陈")]
    assert words("老陈叔家后面", home) == [("老陈家", "老陈叔家")]
    assert words("老陈醋", home) == words("老陈说没水", home) == []


def test_an_ordinary_word_needs_more_than_a_side_to_be_a_family() -> None:
    assert words("大海那边起雾了", family("大海家", "第一网格")) == []
    assert words("大海门口", family("大海家", "第一网格")) == [("大海家", "大海")]


def test_a_family_is_not_heard_in_other_signs_but_by_its_whole_sound() -> None:
    assert words("童勇根家", family("童永根家", "第一网格")) == [("童永根家", "童勇根家")]
    assert words("童英根家", family("童永根家", "第一网格")) == []


def test_members_lend_their_names_to_the_house() -> None:
    grid = Grid("镇", "村", "第一网格", "K1")
    home = Household("H1", "镇", "村", "第一网格", "童小毛", ("王彩凤",))
    assert {"童小毛家", "王彩凤家"} <= {m.word for m in landmarks_of([grid], [], [home])}


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        ("桥投那里的栏杆松了", "第一网格"),  # two syllables, said as a place
        ("桥投了两票", None),  # the same two, not said as one
        ("手烫伤那里疼", None),  # an ordinary word
        ("停车占了道", None),  # across two words
        ("池塘边", None),  # an ordinary word that sounds nearly like 祠堂
    ],
)
def test_a_sound_is_a_place_unless_something_else_is_meant(
    county: SqlCounty, text: str, grid: str | None
) -> None:
    found = at(county, text)
    assert found.grid == (f"{DOUBLE_BRIDGE}/{grid}" if grid else None)


def test_the_reason_says_what_was_heard(county: SqlCounty) -> None:
    assert at(county, "老张树那边没水").basis == "读音近“老樟树”（写作“老张树”）→第二网格"
    assert at(county, "大樟树那边没水").basis == "地名“大樟树”→第二网格"
    assert at(county, "停水了", household="H0002").basis == "报事人住所H0002→第一网格"
    on_the_border = at(county, "停车场灯坏了", household="H0005")
    assert on_the_border.basis == "地名“停车场”在网格交界处，按报事人住所→第一网格"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("桥头和老樟树都没水", "地名“桥头”、地名“老樟树”不在一个网格→联村干部；可能是：第一网格、第二网格"),
        ("停车场灯坏了", "地名“停车场”在第二网格、第一网格交界处→联村干部；可能是：第二网格、第一网格"),
        ("后门山着火", "地名“后门山”没有划定网格→联村干部"),
        ("化工厂后面冒烟", "地点“化工厂后面”不在地名库→联村干部"),
        ("新祠堂漏雨", "地名“祠堂”不一定是出事的地方→联村干部；可能是：第二网格"),
        ("竹林村的祠堂漏雨", "说的像是竹林村→联村干部；可能是：竹林村第二网格"),
        ("没水了", "说不清在哪个网格→联村干部"),
    ],
)
def test_what_cannot_be_placed_says_why_and_what_it_may_be(county: SqlCounty, text: str, reason: str) -> None:
    assert at(county, text).basis == reason


@pytest.mark.parametrize(
    "text",
    [
        "南塘水库有人游泳",
        "张家道地的石板碎了",
        "汽车站乱停车",
        "桥头新村的路灯不亮",
        "桥头阿三又放喇叭",
        "张家村的祠堂漏雨",
        "往晒谷场那条路塌了",
    ],
)
def test_a_name_that_may_be_another_places_is_never_taken_for_sure(county: SqlCounty, text: str) -> None:
    assert at(county, text).grid is None
    assert at(county, text, village="跃龙街道/白峤村").grid is None


@pytest.mark.parametrize(
    "text", ["双桥祠堂漏雨", "双桥村祠堂漏雨", "我们村祠堂漏雨", "老祠堂漏雨", "村里祠堂漏雨"]
)
def test_the_villages_own_name_before_a_place_changes_nothing(county: SqlCounty, text: str) -> None:
    assert at(county, text).grid == f"{DOUBLE_BRIDGE}/第二网格"


def test_a_place_word_that_is_unknown_leaves_it_to_the_household(county: SqlCounty) -> None:
    found = at(county, "砖窑那只角落着火了", "砖窑", household="H0001")
    assert found.grid == f"{DOUBLE_BRIDGE}/第一网格"
    assert found.basis == "地点“砖窑”不在地名库，按报事人住所H0001→第一网格"
    assert at(county, "砖窑那只角落着火了", "砖窑").grid is None


def test_a_place_word_beside_a_known_name_says_nothing_more(county: SqlCounty) -> None:
    assert at(county, "老樟树旁边那段没水", "老樟树旁边那段").grid == f"{DOUBLE_BRIDGE}/第二网格"
    assert at(county, "村里坑坑洼洼", "里坑", household="H0001").grid == f"{DOUBLE_BRIDGE}/第一网格"


def test_a_place_said_in_another_piece_counts(county: SqlCounty) -> None:
    assert at(county, "水管爆了", "老樟树").grid == f"{DOUBLE_BRIDGE}/第二网格"


def test_my_own_house_is_no_unknown_place(county: SqlCounty) -> None:
    assert at(county, "我家门口灯不亮", "我家门口", household="H0032").grid == f"{DOUBLE_BRIDGE}/第三网格"


def test_a_household_of_another_village_is_no_candidate(county: SqlCounty) -> None:
    assert at(county, "化工厂后面冒烟", household="H0046").candidates == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("化工厂后面", "化工厂后面"),
        ("小学门口", "小学门口"),
        ("阿强家门口", "阿强家门口"),
        ("三组没水", "三组"),
        ("镇上卫生院", "镇上卫生院"),
        ("我家门口", None),
        ("隔壁人家门口", None),
        ("窗台上", None),
        ("路上都是坑", None),
        ("组长说了不算", None),
    ],
)
def test_a_place_is_told_from_what_only_stands_somewhere(text: str, found: str | None) -> None:
    assert strange_place(text) == found


def test_a_place_is_kept_without_the_side_that_was_meant() -> None:
    said = ("在化工厂后面", "小学门口那段", "三组", "桥洞往上")
    assert [bare_name(words) for words in said] == ["化工厂", "小学", "三组", "桥洞"]


def test_an_empty_gazetteer_finds_nothing() -> None:
    assert words("老樟树没水") == []
    assert landmarks_of([], [replace(Place("镇", "村", "井"), grid=None)], [])[0].grids == ()
