"""Folding width, marks and faces, with the way back to what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.normalise import FACE, LIMIT, LINK, PICTURE, normalise


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("ＡＢ１２　路", "ab12 路"),
        ("快来！！！！", "快来!"),
        ("啊啊啊啊啊", "啊啊"),
        ("坏了[捂脸]", f"坏了{FACE}"),
        ("坏了😂😂", f"坏了{FACE}"),
        ("[图片]看这里", f"{PICTURE}看这里"),
        ("看 https://a.cn/b?c=1", f"看 {LINK}"),
        (r"一\n二", "一 二"),
        ("13800000000", "13800000000"),
    ],
)
def test_what_is_meant_stays_and_how_it_was_typed_goes(written: str, seen: str) -> None:
    assert normalise(written).text == seen


def test_a_place_behind_faces_and_marks_is_quoted_verbatim() -> None:
    written = "坏了！！！[捂脸]😂😂在ＡＢ路口"
    normal = normalise(written)
    start = normal.text.index("ab路口")
    first, last = normal.back(start, start + len("ab路口"))
    assert written[first:last] == "ＡＢ路口"


@given(st.text(max_size=80))
def test_every_stretch_leads_back_into_the_original(written: str) -> None:
    normal = normalise(written)
    for start in range(len(normal.text)):
        first, last = normal.back(start, start + 1)
        assert 0 <= first < last <= len(written)


def test_a_very_long_message_is_read_up_to_the_limit() -> None:
    assert len(normalise("水管坏了，" * 4000).text) <= LIMIT
