"""Whole messages, read with the model taught from the data."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from casework.reading import Reader
from casework.taxonomy import Act, Category, Rating
from nlu.archive import ModelMissing, ModelUnreadable, find_model, read_model
from nlu.handover import parse_data
from nlu.offers import is_offer
from nlu.reader import ATTEMPT, ModelReader
from nlu.rides import is_ride
from nlu.understanding import Understanding


def test_it_is_a_reader(reader: ModelReader) -> None:
    as_port: Reader = reader
    assert as_port.read("").act is Act.CHAT


@pytest.mark.parametrize(
    ("written", "act", "category"),
    [
        ("村口路基坏了车都过不去", Act.REQUEST, Category.ROAD),
        ("自来水浑得像黄泥汤，没法喝", Act.REQUEST, Category.WATER),
        ("新农合今年什么时候交？", Act.INQUIRY, Category.SOCIAL_INSURANCE),
        ("想给孙女找张旧书桌", Act.WISH, Category.EDUCATION),
    ],
)
def test_what_opens_a_ticket(reader: ModelReader, written: str, act: Act, category: Category) -> None:
    reading = reader.read(written)
    assert (reading.act, reading.category, reading.actionable) == (act, category, True)


def test_danger_is_an_emergency(reader: ModelReader) -> None:
    assert reader.read("家里进水了，水到膝盖，老人出不来").act is Act.EMERGENCY


@pytest.mark.parametrize(
    "written", ["今晚跳舞吗", "哈哈哈哈", "😂😂😂", "早上好[太阳]", "谁家有土鸡蛋卖", "   ", "收到", "办结了"]
)
def test_talk_is_left_alone(reader: ModelReader, written: str) -> None:
    reading = reader.read(written)
    assert not reading.actionable
    assert reading.act not in {Act.ACCEPT, Act.RESOLVE}


@pytest.mark.parametrize(
    "written",
    [
        "通知：下周二老人活动室量血压，带医保卡",
        "【停电通知】后天八点到十一点检修，三组四组停电",
        "转：水厂抢修，明天上午没有水",
        "#接龙 修祠堂捐款 1.阿根 200",
    ],
)
def test_a_notice_is_talk_whatever_it_tells_of(reader: ModelReader, written: str) -> None:
    reading = reader.read(written)
    assert (reading.act, reading.actionable, reading.doubtful) == (Act.CHAT, False, False)


@pytest.mark.parametrize(
    "written",
    [
        "有人去县城吗 带我一段",
        "谁下午回镇上 捎我一程",
        "哪位上城里的，搭我一个",
        "有人想要旧沙发吗",
        "有没有人要我这台旧电视",
        "哪家要小猫，自己来抱",
    ],
)
def test_a_ride_or_an_offer_among_neighbours_is_their_own_affair(reader: ModelReader, written: str) -> None:
    assert reader.read(written).act is Act.CHAT


def test_a_ride_that_somebody_needs_is_not_waved_away() -> None:
    assert is_ride("有人去县城吗 带我一个")
    assert not is_ride("有人去县城吗 带我妈一个，她要透析")
    assert not is_ride("谁去县医院 带我一段")
    assert not is_ride("谁把路挖断了 带我去看看")


def test_a_companion_who_is_looked_for_is_no_offer() -> None:
    assert is_offer("有人要土鸡蛋吗")
    assert not is_offer("有人要一起学二胡吗")
    assert not is_offer("想要一张旧书桌")


def test_a_report_that_carries_a_number_is_heard_and_an_advertisement_is_not(reader: ModelReader) -> None:
    assert reader.read("自来水停了，我手机 13000000000").actionable
    assert not reader.read("收废铁收旧家电 联系13000000000").actionable


def test_the_same_word_is_a_cadres_act_from_a_cadre(reader: ModelReader) -> None:
    assert reader.read("收到", cadre=True).act is Act.ACCEPT
    assert reader.read("好的，下午去看", cadre=True).act is Act.ACCEPT
    assert reader.read("已经联系水厂，明天来人", cadre=True).act is Act.PROGRESS


def test_an_attempt_at_a_cadres_act_changes_nothing_but_is_told(reader: ModelReader) -> None:
    reading = reader.read("#1 办结")
    assert (reading.act, reading.explicit, reading.verb, reading.tickets) == (Act.CHAT, True, ATTEMPT, (1,))


def test_a_rating_carries_its_verdict(reader: ModelReader) -> None:
    assert reader.read("#3 基本满意").rating is Rating.FAIR


def test_two_matters_are_told_apart(reader: ModelReader) -> None:
    issues = reader.read("1.三组路灯不亮好几天了 2.晒谷场垃圾堆着没人收").issues
    assert [issue.category for issue in issues] == [Category.LIGHTING, Category.SANITATION]


def test_one_matter_in_two_sentences_stays_one(reader: ModelReader) -> None:
    assert reader.read("三组路灯不亮好几天了。晚上黑漆漆的路灯也没人来修。").issues == ()


def test_a_place_is_quoted_verbatim(reader: ModelReader) -> None:
    written = "在ＡＢ小区门口！！！路灯不亮了"
    for place in reader.read(written).places:
        assert written[place.start : place.end] == place.text


def test_a_very_long_line_is_read_at_once(reader: ModelReader) -> None:
    started = time.perf_counter()
    reader.read("路灯坏了，" * 4000)
    reader.read("😂" * 20000)
    assert time.perf_counter() - started < 2


def test_parse_data_is_json_and_names_the_intent(reader: ModelReader) -> None:
    told = parse_data(reader.read("收到", cadre=True))
    assert told["intent"]["name"] == "cadre_accept"
    assert json.loads(json.dumps(told))["text"] == "收到"


def test_a_saved_model_reads_alike(understanding: Understanding, tmp_path: Path) -> None:
    understanding.save(tmp_path)
    again = ModelReader(Understanding.load_folder(tmp_path))
    for written in ("村口路基坏了", "今晚跳舞吗", "老樟树旁边那段积水", "我家也停电了"):
        assert again.read(written) == ModelReader(understanding).read(written)


def test_without_a_model_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="bot train"):
        find_model(tmp_path)
    broken = tmp_path / "model.tar.gz"
    broken.write_bytes(b"no archive")
    with pytest.raises(ModelUnreadable, match="bot train"):
        read_model(broken)


@pytest.mark.parametrize(
    ("written", "category"),
    [
        ("上次说的路灯修了没", Category.LIGHTING),
        ("下街也没电了", Category.POWER),
        ("早上说的路，有人来看过没有", Category.ROAD),
        ("水好了，清了", Category.WATER),
        ("电通了", Category.POWER),
        ("有消息了吗", None),
    ],
)
def test_what_follows_a_matter_may_say_which(
    reader: ModelReader, written: str, category: Category | None
) -> None:
    reading = reader.read(written)
    assert (reading.actionable, reading.category) == (False, category)
