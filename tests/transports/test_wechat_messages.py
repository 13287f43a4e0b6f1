"""What people say arrives as it was said."""

from __future__ import annotations

import time

import pytest

from bot.sandbox import Group, Person
from bot.transports.base import EventKind, Quote
from tests.transports.rig import Rig

GROUP = "岭头村民情交流群"


@pytest.fixture
def group(rig: Rig) -> Group:
    return rig.world.groups["g1"]


def test_a_text_in_a_group(rig: Rig, group: Group, chen: Person) -> None:
    rig.world.say(chen, group, "三组水管爆了\n<很大> & 急 😹")
    [event] = rig.hear()
    assert event.text == "三组水管爆了\n<很大> & 急 😹"
    assert (event.kind, event.chat_name, event.is_group) == (EventKind.TEXT, GROUP, True)
    assert (event.sender_name, event.stable_id) == ("老陈", "H0012/陈建国")
    assert (event.is_self, event.at_me, event.quote) == (False, False, None)
    assert abs(event.at.timestamp() - time.time()) < 5


def test_a_stranger_has_a_name_but_no_key(rig: Rig, group: Group, ming: Person) -> None:
    rig.world.say(ming, group, "路灯不亮")
    [event] = rig.hear()
    assert (event.sender_name, event.stable_id) == ("阿明&小红<3😹", None)
    rig.world.set_card(group, ming, "#K001 王海波")  # anybody may call himself anything in a group
    rig.world.say(ming, group, "#1 办结")
    assert [(e.sender_name, e.stable_id) for e in rig.hear(2)[1:]] == [("#K001 王海波", None)]


def test_a_private_text(rig: Rig, wang: Person) -> None:
    rig.world.say_privately(wang, "收到")
    [event] = rig.hear()
    assert (event.text, event.chat_name, event.chat_id, event.stable_id) == ("收到", None, None, "K001")
    assert event.chat == event.sender


def test_a_quote(rig: Rig, group: Group, chen: Person, wang: Person) -> None:
    report = rig.world.say(chen, group, "水管爆了\n@民情通 快来")
    rig.world.say(wang, group, "好的，下午去看", quote=report)
    event = rig.hear(2)[1]
    assert event.text == "好的，下午去看"
    assert event.quote == Quote("老陈", "水管爆了\n@民情通 快来")
    assert not event.at_me


def test_the_bot_is_called_by_nickname_or_card(rig: Rig, group: Group, chen: Person) -> None:
    rig.world.say(chen, group, "@民情通\u2005我们网格谁管")
    rig.world.set_card(group, rig.world.bot, "村里的机器人")
    rig.world.say(chen, group, "@村里的机器人 在吗")
    rig.world.say(chen, group, "@小王 在吗")
    assert [e.at_me for e in rig.hear(3)] == [True, True, False]


def test_a_recall(rig: Rig, group: Group, chen: Person) -> None:
    message = rig.world.say(chen, group, "说错了")
    rig.world.recall(message)
    said, recall = rig.hear(2)
    assert (recall.kind, recall.recalled, recall.stable_id) == (EventKind.RECALL, said.id, "H0012/陈建国")


def test_a_notice_is_nobodys_word(rig: Rig, group: Group) -> None:
    rig.world.note(group, "阿明收到红包\n民情通")
    [event] = rig.hear()
    assert (event.kind, event.sender, event.is_self) == (EventKind.NOTE, None, False)


def test_a_text_with_raw_line_feeds_is_not_taken_for_the_bots(rig: Rig, group: Group, ming: Person) -> None:
    rig.world.say(ming, group, "一行\n#1 办结", raw_newlines=True)
    [event] = rig.hear()
    assert (event.sender_name, event.is_self, event.text) == (ming.name, False, "一行\n#1 办结")


def test_what_the_owner_says_on_the_phone_is_the_bots(rig: Rig, group: Group) -> None:
    rig.world.say(rig.world.bot, group, "我来处理")
    [event] = rig.hear()
    assert (event.is_self, event.text, event.chat_name) == (True, "我来处理", GROUP)


@pytest.mark.parametrize(
    ("send", "kind", "suffix", "content"),
    [
        ("send_picture", EventKind.IMAGE, ".jpg", b"\xff\xd8\xff picture"),
        ("send_voice", EventKind.VOICE, ".mp3", b"ID3 voice"),
        ("send_video", EventKind.VIDEO, ".mp4", b"\0\0\0 ftypmp42"),
    ],
)
def test_files_are_kept(
    rig: Rig, group: Group, chen: Person, send: str, kind: EventKind, suffix: str, content: bytes
) -> None:
    getattr(rig.world, send)(chen, group, content)
    [event] = rig.hear()
    assert (event.kind, event.stable_id) == (kind, "H0012/陈建国")
    assert event.media is not None and event.media.suffix == suffix
    assert event.media.read_bytes() == content
    assert event.media.stat().st_mode & 0o077 == 0


def test_places_articles_stickers(rig: Rig, group: Group, chen: Person) -> None:
    rig.world.send_location(chen, group, "宁海县岭头村 <老樟树>")
    rig.world.share_link(chen, group, "自来水 & 健康")
    rig.world.send_sticker(chen, None)
    place, article, sticker = rig.hear(3)
    assert (place.kind, place.text) == (EventKind.TEXT, "[位置]宁海县岭头村 <老樟树>")
    assert (article.kind, article.text) == (EventKind.UNKNOWN, "[链接]自来水 & 健康")
    assert (sticker.kind, sticker.media) == (EventKind.UNKNOWN, None)


def test_a_friend_request(rig: Rig, ming: Person) -> None:
    rig.world.request_friendship(ming, "我是三组的阿明")
    [event] = rig.hear()
    assert (event.kind, event.sender_name, event.text) == (
        EventKind.FRIEND_REQUEST,
        "阿明&小红<3😹",
        "我是三组的阿明",
    )


def test_a_remark_typed_on_the_phone_verifies_at_once(rig: Rig, group: Group, ming: Person) -> None:
    rig.world.befriend(ming, "#H0044 李小明")
    rig.world.say(ming, group, "路灯不亮")
    rig.hear()
    rig.world.befriend(ming, "阿明")
    rig.world.say(ming, group, "还是不亮")
    assert [e.stable_id for e in rig.hear(2)] == ["H0044/李小明", None]


def test_hundreds_of_messages_keep_their_order(rig: Rig, group: Group, chen: Person) -> None:
    for number in range(300):
        rig.world.say(chen, group, str(number))
    assert [e.text for e in rig.hear(300)] == [str(n) for n in range(300)]
