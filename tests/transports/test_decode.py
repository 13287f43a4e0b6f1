"""Raw messages of the web client, read without any network."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import World
from bot.sandbox.session import Session
from bot.sandbox.wire import dressed, message_entry
from bot.transports.base import EventKind, Quote
from bot.transports.wechat.decode import Said, read, split_sender
from bot.transports.wechat.escapes import plain, without_tags
from bot.transports.wechat.quotes import mentions, split_quote

OWN, GROUP, MEMBER = "@" + "0" * 32, "@@" + "a" * 64, "@" + "b" * 32
DASHES = " ".join("-" * 15)


def a_message(content: str = "", **fields: Any) -> dict[str, Any]:
    return {
        "MsgId": "42",
        "MsgType": 1,
        "FromUserName": GROUP,
        "ToUserName": OWN,
        "Content": content,
        "CreateTime": 1717380000,
        "Url": "",
        **fields,
    }


def said(content: str = "", **fields: Any) -> Said:
    result = read(a_message(content, **fields), OWN)
    assert result is not None
    return result


class TestSender:
    def test_is_the_prefix(self) -> None:
        got = said(f"{MEMBER}:<br/>水管爆了")
        assert (got.sender, got.text, got.is_self, got.is_group) == (MEMBER, "水管爆了", False, True)

    def test_is_split_off_a_text_with_raw_line_feeds(self) -> None:
        got = said(f"{MEMBER}:<br/>第一行\n第二行")
        assert (got.sender, got.text) == (MEMBER, "第一行\n第二行")

    def test_is_unknown_without_prefix_and_never_the_bot(self) -> None:
        got = said("没有前缀\n一行")
        assert (got.sender, got.is_self) == (None, False)

    def test_cannot_be_forged_by_a_second_prefix(self) -> None:
        got = said(f"{MEMBER}:<br/>{OWN}:&lt;br/&gt;#1 办结")
        assert (got.sender, got.is_self) == (MEMBER, False)

    def test_is_the_own_account_only_by_origin(self) -> None:
        got = said("从手机上说的", FromUserName=OWN, ToUserName=GROUP)
        assert (got.is_self, got.chat, got.sender) == (True, GROUP, OWN)

    def test_of_a_private_message_is_its_origin(self) -> None:
        got = said(f"{OWN}:<br/>不是前缀", FromUserName=MEMBER)
        assert (got.sender, got.chat, got.is_group) == (MEMBER, MEMBER, False)
        assert got.text == f"{OWN}:\n不是前缀"

    @given(st.text())
    def test_never_swallows_text(self, text: str) -> None:
        assert split_sender(f"{MEMBER}:<br/>{text}") == (MEMBER, text)


class TestEscapes:
    @pytest.mark.parametrize(
        ("marked", "meant"),
        [
            ("一&lt;二&amp;三", "一<二&三"),
            ("&amp;lt;", "&lt;"),
            ("第一<br/>第二", "第一\n第二"),
            ('<span class="emoji emoji1f639"></span>', "😹"),  # not turned into another face
            ('<span class="emoji emoji1f450"></span', "👐"),
            ('<span class="emoji emoji1f1e81f1f3"></span>', "🇨🇳"),
            ('<span class="emoji emoji2320e3"></span>', "#⃣"),
            ('<span class="emoji emoji2601fe0f"></span>', "☁️"),
            ('<span class="emoji emojid800"></span>', ""),
            ('&lt;span class="emoji emoji1f450"&gt;&lt;/span&gt;', '<span class="emoji emoji1f450"></span>'),
        ],
    )
    def test_are_undone_once(self, marked: str, meant: str) -> None:
        assert plain(marked) == meant

    @given(st.text())
    def test_what_the_service_dresses_is_what_was_typed(self, text: str) -> None:
        assert plain(dressed(text)) == text

    def test_notices_lose_their_links(self) -> None:
        assert (
            without_tags('<img src="x"/>收到红包，<a href="weixin://y">请在手机上查看</a>')
            == "收到红包，请在手机上查看"
        )


class TestQuotes:
    def test_are_told_from_the_reply(self) -> None:
        got = said(f"{MEMBER}:<br/>「民情通：已登记 #12」<br/>{DASHES}<br/>好的，下午去看")
        assert got.quote == Quote("民情通", "已登记 #12")
        assert got.text == "好的，下午去看"

    @pytest.mark.parametrize("row", ["-----", "- - - - - -", "—————————", "－－－－－", DASHES + " "])
    def test_may_have_other_rows_of_dashes(self, row: str) -> None:
        assert split_quote(f"「老陈：水」\n{row}\n收到") == (Quote("老陈", "水"), "收到")

    def test_may_have_several_lines(self) -> None:
        quote, reply = split_quote(f"「老陈：一\n二」\n{DASHES}\n三\n四")
        assert (quote, reply) == (Quote("老陈", "一\n二"), "三\n四")

    def test_of_a_text_with_a_row_of_dashes_give_no_word_of_it_to_the_quoter(self) -> None:
        trap = f"水管坏了」\n{DASHES}\n#12 办结 修好了"
        quote, reply = split_quote(f"「老陈：{trap}」\n{DASHES}\n看看这个")
        assert reply == "看看这个"
        assert quote is not None and "#12 办结" in quote.text

    @pytest.mark.parametrize("text", ["「老陈：水」", f"老陈\n{DASHES}\n收到", "「老陈：水」\n- -\n收到", ""])
    def test_need_brackets_and_dashes(self, text: str) -> None:
        assert split_quote(text) == (None, text)

    def test_are_found_quickly_in_a_hostile_text(self) -> None:
        hostile = "「a：" + "」\n" + "- " * 20_000 + "x"
        assert split_quote(hostile) == (None, hostile)

    def test_of_the_app_message_kind_keep_the_message_id(self) -> None:
        content = (
            "&lt;msg&gt;&lt;refermsg&gt;&lt;svrid&gt;77&lt;/svrid&gt;&lt;displayname&gt;老陈&lt;/displayname&gt;"
            "&lt;content&gt;水&lt;/content&gt;&lt;/refermsg&gt;&lt;/msg&gt;"
        )
        got = said(f"{MEMBER}:<br/>{content}", MsgType=49, AppMsgType=57, FileName="收到")
        assert (got.kind, got.text, got.quote) == (EventKind.TEXT, "收到", Quote("老陈", "水", "77"))


class TestMentions:
    @pytest.mark.parametrize(
        "text",
        ["@民情通\u2005安静", "@民情通 安静", "@民情通，安静", "请问@民情通", "@民情通2\u2005 @民情通\n好"],
    )
    def test_are_whole_names(self, text: str) -> None:
        assert mentions(text, ["民情通"])

    @pytest.mark.parametrize("text", ["@民情通2号\u2005安静", "民情通", "@小王 好", ""])
    def test_are_not_parts_of_names(self, text: str) -> None:
        assert not mentions(text, ["民情通", ""])


class TestKinds:
    def test_pictures_voices_videos_point_at_their_files(self) -> None:
        prefix = f"{MEMBER}:<br/>"
        got = {code: said(prefix, MsgType=code) for code in (3, 34, 43, 62)}
        assert [(g.kind, g.file) for g in got.values()] == [
            (EventKind.IMAGE, "webwxgetmsgimg"),
            (EventKind.VOICE, "webwxgetvoice"),
            (EventKind.VIDEO, "webwxgetvideo"),
            (EventKind.VIDEO, "webwxgetvideo"),
        ]
        assert {g.sender for g in got.values()} == {MEMBER}

    def test_a_sticker_is_no_picture(self) -> None:
        assert said(f"{MEMBER}:<br/>", MsgType=47).kind is EventKind.UNKNOWN

    def test_a_notice_has_no_sender(self) -> None:
        got = said('"老陈"邀请"小红"加入了群聊', MsgType=10000)
        assert (got.kind, got.sender, got.is_self) == (EventKind.NOTE, None, False)

    def test_a_recall_names_the_message(self) -> None:
        xml = (
            '<sysmsg type="revokemsg"><revokemsg><oldmsgid>9</oldmsgid><msgid>12345</msgid>'
            '<replacemsg><![CDATA["老陈" 撤回了一条消息]]></replacemsg></revokemsg></sysmsg>'
        )
        got = said(dressed(xml), MsgType=10002)
        assert (got.kind, got.recalled, got.named, got.sender) == (EventKind.RECALL, "12345", "老陈", None)

    def test_another_system_message_is_a_notice(self) -> None:
        got = said(dressed('<sysmsg type="pat"><![CDATA["老陈" 拍了拍你]]></sysmsg>'), MsgType=10002)
        assert (got.kind, got.text, got.recalled) == (EventKind.NOTE, '"老陈" 拍了拍你', None)

    def test_a_position_is_its_place(self) -> None:
        place = '<location label="宁海县岭头村" poiname="[位置]" />'.replace("[位置]", "老樟树")
        got = said(f"{MEMBER}:<br/>老樟树:<br/>/cgi", Url="http://map", OriContent=place)
        assert (got.kind, got.text) == (EventKind.TEXT, "[位置]宁海县岭头村")
        assert said(f"{MEMBER}:<br/>老樟树:<br/>/cgi", Url="http://map").text == "[位置]老樟树"

    def test_a_shared_article_is_not_what_its_sender_says(self) -> None:
        got = said(f"{MEMBER}:<br/>&lt;msg/&gt;", MsgType=49, AppMsgType=5, FileName="自来水&amp;健康")
        assert (got.kind, got.text) == (EventKind.UNKNOWN, "[链接]自来水&健康")

    def test_a_friend_request_comes_from_the_stranger(self) -> None:
        who = {"UserName": "@stranger", "NickName": "老陈&amp;", "Content": "我是三组的"}
        got = said("<msg/>", MsgType=37, FromUserName="fmessage", RecommendInfo=who)
        assert (got.kind, got.chat, got.named, got.text) == (
            EventKind.FRIEND_REQUEST,
            "@stranger",
            "老陈&",
            "我是三组的",
        )

    @pytest.mark.parametrize("code", [40, 50, 51, 52, 53, 9999])
    def test_chatter_between_phone_and_client_is_nothing(self, code: int) -> None:
        assert read(a_message(MsgType=code), OWN) is None

    def test_an_unknown_type_is_kept(self) -> None:
        assert said(f"{MEMBER}:<br/>?", MsgType=4711).kind is EventKind.UNKNOWN

    def test_times_are_aware(self) -> None:
        assert said("").at == datetime(2024, 6, 3, 2, 0, tzinfo=timezone.utc)

    @pytest.mark.parametrize("missing", ["MsgType", "MsgId", "FromUserName", "CreateTime"])
    def test_a_malformed_message_raises(self, missing: str) -> None:
        raw = a_message()
        del raw[missing]
        with pytest.raises(KeyError):
            read(raw, OWN)


@given(text=st.text(min_size=1), quoted=st.text(min_size=1).filter(lambda t: "」" not in t))
def test_what_the_sandbox_says_is_read_as_it_was_said(text: str, quoted: str) -> None:
    world, session = World(), Session("1")
    chen = world.add_person("老陈")
    group = world.add_group("岭头村民情交流群", [chen])
    reply = world.say(chen, group, text, quote=world.say(chen, group, quoted))
    got = read(message_entry(session, world, reply), session.username(world.bot))
    assert got is not None and got.quote is not None
    assert (got.sender, got.quote.sender) == (session.username(chen), "老陈")
    assert (got.text, got.quote.text) == (text.strip(), quoted.strip())
