"""Ticket numbers, and what only looks like one."""

from __future__ import annotations

import pytest

from nlu.numbers import ticket_numbers


@pytest.mark.parametrize(
    "written", ["#12", "12号", "12#", "＃12", "# 12 怎么样了", "12号办结了", "我报的12号", "12号还没修好"]
)
def test_each_way_of_writing_a_ticket_number(written: str) -> None:
    assert ticket_numbers(written) == (12,)


@pytest.mark.parametrize(
    "written",
    [
        "12号下午两点",
        "12号楼",
        "8月12号",
        "12号，村里开会",
        "中山路12号",
        "13812345678",
        "120块",
        "12号那天",
        "我住12号",
        "2012年",
        "快打120",
    ],
)
def test_dates_houses_money_and_telephones_are_no_tickets(written: str) -> None:
    assert ticket_numbers(written) == ()


def test_several_numbers_keep_their_order_and_come_once() -> None:
    assert ticket_numbers("#13 和 #12 一样，#13 先办") == (13, 12)


def test_a_name_that_looks_like_a_number_is_none() -> None:
    """WeChat puts the name of whoever is mentioned into the text, with a blank of its own behind it."""
    assert ticket_numbers("@#1\u2005收到，下午去看") == ()
    assert ticket_numbers("@王 #1 婶\u2005#12 办结") == (12,)
