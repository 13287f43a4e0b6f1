"""Words that were typed by their sound."""

from __future__ import annotations

import pytest

from casework.taxonomy import Category
from nlu.homophones import Homophones
from nlu.reader import ModelReader

SOUNDS = "路lu 灯deng 坏huai 了le 怀huai 稻dao 子zi 到dao 自zi 己ji 咬yao 兽shou 医yi 手shou 艺yi 真zhen"
SYLLABLES = {sound[0]: sound[1:] for sound in SOUNDS.split()}


def homophones() -> Homophones:
    return Homophones(SYLLABLES, ["自己", "手艺"])


def test_a_word_is_spelled_as_it_was_meant() -> None:
    assert homophones().mend(list("路灯怀了")) == "路灯坏了"


@pytest.mark.parametrize("text", ["路灯坏了", "手艺真", "真", ""])
def test_what_is_spelled_right_is_left_alone(text: str) -> None:
    assert homophones().mend(list(text)) is None


def test_nothing_reaches_into_another_word() -> None:
    assert homophones().mend(list("咬到自己")) is None
    assert homophones().mend(["咬", "到", "自"]) == "咬稻子"


def test_what_people_write_as_they_mean_it_is_left_alone() -> None:
    assert homophones().mend(list("灯怀了"), {"怀了"}) is None


def test_a_character_without_a_sound_is_no_part_of_a_word() -> None:
    assert homophones().mend(list("怀♪")) is None


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("路灯怀了", Category.LIGHTING),
        ("下水到堵了", Category.DRAINAGE),
        ("化分池满了", Category.DRAINAGE),
        ("医宝卡刷不了", Category.SOCIAL_INSURANCE),
    ],
)
def test_a_report_in_homophones_is_heard(reader: ModelReader, text: str, category: Category) -> None:
    reading = reader.read(text)
    assert reading.actionable
    assert reading.category is category


def test_a_place_is_quoted_as_it_was_written(reader: ModelReader) -> None:
    reading = reader.read("村口的路灯怀了")
    assert reading.actionable
    assert [place.text for place in reading.places] == ["村口"]


@pytest.mark.parametrize("text", ["蛇咬到自己舌头会中毒嘛", "他的手艺真不错", "怀了三个月了恭喜"])
def test_talk_that_sounds_like_trouble_stays_talk(reader: ModelReader, text: str) -> None:
    assert not reader.read(text).actionable
