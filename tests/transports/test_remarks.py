"""Verified keys out of remarks."""

from __future__ import annotations

import logging

import pytest

from bot.transports.wechat.directory import Directory
from bot.transports.wechat.remarks import bind, key_in


@pytest.mark.parametrize(
    ("remark", "key"),
    [
        ("#K001 王海波", "K001"),
        ("#k001王海波", "K001"),
        ("＃K001", "K001"),
        ("#H0012/张小红", "H0012/张小红"),
        ("#H0012 张小红", "H0012/张小红"),
        ("#H0012 张小红 三组", "H0012/张小红"),
        ("#H0012", "H0012"),
        ("# H0012／张小红", "H0012/张小红"),
        ("王海波 #K001", None),
        ("K001 王海波", None),
        ("#王海波", None),
        ("", None),
    ],
)
def test_a_remark_begins_with_its_key(remark: str, key: str | None) -> None:
    assert key_in(remark) == key


def test_a_key_two_friends_carry_binds_neither() -> None:
    keys, ambiguous = bind({"@a": "#K001 王", "@b": "#K001 李", "@c": "#H0012/张小红", "@d": "#H0012/张大山"})
    assert keys == {"@c": "H0012/张小红", "@d": "H0012/张大山"}
    assert ambiguous == {"K001": ["@a", "@b"]}


def test_the_directory_warns_once_of_a_double_key(caplog: pytest.LogCaptureFixture) -> None:
    directory = Directory("@me", "民情通")
    with caplog.at_level(logging.WARNING):
        directory.learn([{"UserName": "@a", "NickName": "甲", "RemarkName": "#K001"}])
        directory.learn([{"UserName": "@b", "NickName": "乙", "RemarkName": "#K001"}])
        directory.learn([{"UserName": "@c", "NickName": "丙", "RemarkName": "#K002"}])
    assert caplog.text.count("#K001") == 1
    assert (directory.key_of("@a"), directory.key_of("@b"), directory.key_of("@c")) == (None, None, "K002")


def test_a_remark_taken_back_unbinds() -> None:
    directory = Directory("@me", "民情通")
    directory.learn([{"UserName": "@a", "NickName": "甲", "RemarkName": "#K001"}])
    directory.learn([{"UserName": "@a", "NickName": "甲", "RemarkName": ""}])
    assert directory.key_of("@a") is None


def test_a_card_taken_back_uncovers_the_nickname() -> None:
    directory = Directory("@me", "民情通")
    for card in ("三组老陈", ""):
        member = {"UserName": "@a", "NickName": "老陈&amp;", "DisplayName": card}
        directory.learn([{"UserName": "@@g", "NickName": "群", "MemberList": [member]}])
    assert directory.name_of("@a", "@@g") == "老陈&"


def test_an_entry_without_members_forgets_none() -> None:
    directory = Directory("@me", "民情通")
    directory.learn(
        [{"UserName": "@@g", "NickName": "群", "MemberList": [{"UserName": "@a", "NickName": "甲"}]}]
    )
    directory.learn([{"UserName": "@@g", "NickName": "新群", "MemberList": []}])
    directory.learn([{"UserName": "@@g"}])
    assert [g.user for g in directory.groups_named("新群")] == ["@@g"]
    assert directory.name_of("@a", "@@g") == "甲"
