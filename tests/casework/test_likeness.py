"""How alike two questions are: enough for the village FAQ (PRODUCT 5), no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.settings import Settings
from casework.similarity import likeness

ENOUGH = Settings().faq_similarity


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("新农合什么时候交？", "新农合什么时候交"),
        ("请问一下新农合什么时候交呀", "新农合什么时候交"),
        ("大家知道新农合什么时候交吗", "新农合什么时候交"),
    ],
)
def test_politeness_and_punctuation_make_no_difference(asked: str, known: str) -> None:
    assert likeness(asked, known) == 1


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("低保怎么申请", "新农合什么时候交"),
        ("养老金什么时候发", "新农合什么时候交"),
        ("", "新农合什么时候交"),
        ("？？", "新农合什么时候交"),
    ],
)
def test_another_question_is_not_near_enough(asked: str, known: str) -> None:
    assert likeness(asked, known) < ENOUGH


def test_nothing_is_like_nothing() -> None:
    assert likeness("", "") == 0


@given(
    st.text(alphabet="新农合什么时候交低保请问的，", max_size=12),
    st.text(alphabet="新农合什么时候交低保请问的，", max_size=12),
)
def test_it_is_a_symmetric_measure_between_0_and_1(one: str, other: str) -> None:
    score = likeness(one, other)
    assert 0 <= score <= 1
    assert score == likeness(other, one)
