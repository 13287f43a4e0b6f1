"""A villager's short answers."""

from __future__ import annotations

import pytest

from casework.taxonomy import Act, Rating
from nlu.verdicts import is_safe, rating_in, verdict


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("满意", (Act.RATE, Rating.SATISFIED)),
        ("很满意！", (Act.RATE, Rating.SATISFIED)),
        ("基本满意", (Act.RATE, Rating.FAIR)),
        ("不满意，拖了半个月", (Act.RATE, Rating.DISSATISFIED)),
        ("#3 满意", (Act.RATE, Rating.SATISFIED)),
        ("没解决", (Act.UNFIXED, None)),
        ("+1", (Act.METOO, None)),
        ("我家也是", (Act.METOO, None)),
        ("不用了，我自己换了个灯泡好了", (Act.WITHDRAW, None)),
        ("算了，我叫人通好了", (Act.WITHDRAW, None)),
        ("不用了我自己来", None),
        ("不用了，自己修怎么弄好？", None),
        ("收到", None),
        ("满意度调查在哪里填", None),
    ],
)
def test_short_answers(written: str, meant: tuple[Act, Rating | None] | None) -> None:
    assert verdict(written) == meant


@pytest.mark.parametrize(
    ("written", "rating"),
    [
        ("处理得很快，点赞", Rating.SATISFIED),
        ("还行吧", Rating.FAIR),
        ("不行，太敷衍了", Rating.DISSATISFIED),
    ],
)
def test_a_verdict_in_other_words(written: str, rating: Rating) -> None:
    assert rating_in(written) is rating


def test_safe_answers_the_roll_call() -> None:
    assert is_safe("平安") and is_safe("全家平安！")
    assert not is_safe("平安保险到期了")
