"""How the models' opinions of a message are put together, and what each message needs."""

from __future__ import annotations

import pytest

from casework.taxonomy import Act
from nlu.opinions import ASKING, ENOUGH, LONG, briefly, considered, pooled
from nlu.reader import ModelReader
from nlu.thresholds import CLEARLY, Thresholds


def test_two_opinions_that_agree_are_one() -> None:
    assert [pooled(both, both) for both in (0.3, 0.9)] == pytest.approx([0.3, 0.9])


def test_where_they_differ_the_gate_is_believed_sooner() -> None:
    assert pooled(0.2, 0.8) < 0.5 < pooled(0.8, 0.2)


def test_a_certainty_does_not_drown_the_other_opinion() -> None:
    assert 0 < pooled(1.0, 0.0001) < 1


def test_the_fewer_the_words_the_less_they_say() -> None:
    shorter = [briefly(0.8, length) for length in (2, 8, ENOUGH // 2 + 4, ENOUGH, LONG - 1)]
    assert shorter == sorted(shorter)
    assert shorter[0] < 0.6
    assert shorter[-2] == shorter[-1] == pytest.approx(0.8)


def test_what_is_told_at_length_is_meant_in_earnest() -> None:
    assert briefly(0.6, LONG - 1) < briefly(0.6, LONG) == briefly(0.6, 10 * LONG) < 0.8


def test_a_short_message_needs_more_and_clear_danger_less() -> None:
    lines = Thresholds(opens=0.6)
    usual = 0.61

    def opens(act: Act, sure: float, said: float, length: int) -> bool:
        return lines.open_for(act, sure, said, briefly(said, length))

    assert opens(Act.REQUEST, 1.0, usual, ENOUGH)
    assert not opens(Act.REQUEST, 1.0, usual, ENOUGH - 1)
    assert not opens(Act.EMERGENCY, CLEARLY - 0.01, usual, 4)
    assert opens(Act.EMERGENCY, CLEARLY, usual - 0.14, 4)
    assert not opens(Act.EMERGENCY, CLEARLY, usual - 0.18, 4)


def test_a_wish_needs_a_little_less() -> None:
    lines = Thresholds(opens=0.6)
    assert lines.open_for(Act.WISH, 0.9, 0.5, 0.5)
    assert not lines.open_for(Act.WISH, 0.9, 0.45, 0.45)
    assert not lines.open_for(Act.INQUIRY, 0.9, 0.5, 0.5)


def test_a_thing_and_its_fault_are_said_in_any_length() -> None:
    for text in ("幼儿园空调坏了", "菜场臭", "路灯不亮"):
        assert considered(0.7, text) == pytest.approx(0.7)


def test_something_can_be_said_of_a_thing_in_few_words() -> None:
    for text in ("校车今天三辆", "菜场秤砣灌铅"):
        assert briefly(0.7, len(text)) < considered(0.7, text) < 0.7


@pytest.mark.parametrize("text", ["特困生", "我坏了", "天气真好", "校车几点"])
def test_a_name_alone_a_question_and_what_is_no_matter_say_little(text: str) -> None:
    assert considered(0.7, text) == briefly(0.7, len(text)) < 0.7


def test_what_says_next_to_nothing_of_a_matter_is_not_raised_by_it() -> None:
    little = ASKING - 0.01
    assert considered(little, "路灯不亮") == briefly(little, 4)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("路灯坏了", Act.REQUEST),
        ("窨井盖没了", Act.REQUEST),
        ("自来水浑了", Act.REQUEST),
        ("有人掉河里了", Act.EMERGENCY),
        ("晚上吃啥", Act.CHAT),
    ],
)
def test_a_plain_matter_of_few_words_is_heard_all_the_same(reader: ModelReader, text: str, act: Act) -> None:
    assert reader.read(text).act is act
