"""Numbers the bot never repeats (PRODUCT 1.8), and those that it must."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.privacy import gist, mask


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("电话13812345678", "电话138****5678"),
        ("138 1234 5678打给我", "138****5678打给我"),
        ("138-1234-5678", "138****5678"),
        ("+8613812345678", "138****5678"),
        ("+86 138 1234 5678", "138****5678"),
        ("8613812345678", "138****5678"),
        ("打13812345678或13987654321", "打138****5678或139****4321"),
    ],
)
def test_mobiles(said: str, shown: str) -> None:
    assert mask(said) == shown


@pytest.mark.parametrize(
    "said", ["0574-65123456", "057465123456", "0574 65123456", "（0574）65123456", "(0574)65123456"]
)
def test_landlines(said: str) -> None:
    assert "65123456" not in mask(said)
    assert mask(said).endswith("456")


@pytest.mark.parametrize(
    "said",
    [
        "330226195001011234",
        "33022619500101123X",
        "33022619500101123x",
        "330226500101123",
        "330226 19500101 1234",
        "身份证330226195001011234号",
    ],
)
def test_identity_cards(said: str) -> None:
    masked = mask(said)
    assert "500101" not in masked
    assert "*" in masked


@pytest.mark.parametrize(
    "said",
    [
        "6222021234567890",  # 16
        "62220212345678901",  # 17
        "622202123456789012",  # 18
        "6222021234567890123",  # 19
        "6222 0212 3456 7890",
        "6222 0212 3456 7890 123",
        "6222-0212-3456-7890",
    ],
)
def test_bank_cards(said: str) -> None:
    masked = mask(f"卡号{said}，谢谢")
    assert "*" in masked
    assert not re.search(r"\d{5}", masked.replace(" ", "").replace("-", ""))
    assert masked.endswith("，谢谢")


@pytest.mark.parametrize(
    "said",
    [
        "#12 已登记",
        "2026-06-10 18:00",
        "2026年6月10日",
        "20260610",
        "赔了1280000元",
        "3800.50元，欠了12000块",
        "12345热线",
        "报警110、火警119、急救120",
        "5组18户45人",
        "水深0.5到1.2米",
        "浙B12345",
        "H0012",
    ],
)
def test_what_is_no_private_number_is_left_alone(said: str) -> None:
    assert mask(said) == said


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789 -+Xx电话号，", max_size=60))
def test_no_long_run_of_digits_survives(said: str) -> None:
    assert not re.search(r"\d{11}", mask(said))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_text_without_digits_is_never_changed(said: str) -> None:
    words = re.sub(r"\d", "", said)
    assert mask(words) == words


def test_masking_twice_changes_nothing_more() -> None:
    once = mask("13812345678 330226195001011234 6222 0212 3456 7890")
    assert mask(once) == once


def test_a_gist_is_one_masked_line() -> None:
    assert gist("水管爆了\n\n 打13812345678 ") == "水管爆了，打138****5678"
    assert gist("啊" * 30) == "啊" * 23 + "…"
    assert gist("啊" * 24) == "啊" * 24


def test_a_gist_does_not_cut_a_number_before_it_is_masked() -> None:
    assert "1381234" not in gist("一二三四五六七八九十一二三四五六" + "13812345678")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("跟大家讲一下 路基坏掉了 底下都空了", "路基坏掉了 底下都空了"),
        ("大家看看\n垃圾房都堆满出来了！！\n三天没来收了。", "垃圾房都堆满出来了，三天没来收了"),
        ("请问老年食堂几点开？", "老年食堂几点开？"),
        ("大家看看", "大家看看"),
    ],
)
def test_the_gist_begins_with_the_matter(said: str, shown: str) -> None:
    assert gist(said) == shown
