"""How the service dresses people, groups and messages for its web client.

Shapes follow what the client library parses: names and texts HTML-escaped,
line breaks as ``<br/>``, emoji as spans, a group message's sender as a prefix.
"""

from __future__ import annotations

import html
import re
from typing import Any

from bot.sandbox.people import Group, Person
from bot.sandbox.session import Session
from bot.sandbox.speech import Kind, Message
from bot.sandbox.world import World

TICKET = "v2_sandbox@stranger"  # what a friend request brings along and accepting it takes
DASHES = " ".join("-" * 15)
MESSAGE_TYPES = {
    Kind.TEXT: 1,
    Kind.LOCATION: 1,
    Kind.IMAGE: 3,
    Kind.VOICE: 34,
    Kind.FRIEND_REQUEST: 37,
    Kind.VIDEO: 43,
    Kind.STICKER: 47,
    Kind.LINK: 49,
    Kind.NOTE: 10000,
    Kind.RECALL: 10002,
}
SHOWN = {Kind.IMAGE: "[图片]", Kind.VOICE: "[语音]", Kind.VIDEO: "[视频]", Kind.STICKER: "[动画表情]"}
_ASTRAL = re.compile("[\U0001f000-\U0001ffff]")

Dict = dict[str, Any]


def sync_key(position: int) -> Dict:
    """The client-held position in the log, in the service's shape."""
    return {"Count": 1, "List": [{"Key": 1, "Val": position}]}


def dressed(text: str) -> str:
    """Escape a name or a text as the service does."""
    spans = _ASTRAL.sub(
        lambda m: f'<span class="emoji emoji{ord(m.group()):x}"></span>', html.escape(text, False)
    )
    return spans.replace("\n", "<br/>")


def person_entry(session: Session, person: Person, card: str | None = None) -> Dict:
    """A contact; with `card` an entry of a group's member list, which carries no remark."""
    entry: Dict = {
        "UserName": session.username(person),
        "NickName": dressed(person.name),
        "Uin": 0,
        "AttrStatus": 0,
        "MemberStatus": 0,
        "DisplayName": dressed(card or ""),
    }
    if card is None:
        entry |= {
            "RemarkName": dressed(person.remark),
            "Sex": 0,
            "VerifyFlag": 0,
            "Signature": "",
            "HeadImgUrl": "",
            "ContactFlag": 3 if person.friend else 0,
            "MemberCount": 0,
            "MemberList": [],
            "Statues": 0,
        }
    return entry


def group_entry(session: Session, group: Group, bot: Person, *, with_members: bool) -> Dict:
    """A group. Lists of contacts come without members, a look-up or a change with them."""
    return {
        "UserName": session.username(group),
        "NickName": dressed(group.name),
        "RemarkName": "",
        "DisplayName": "",
        "Sex": 0,
        "VerifyFlag": 0,
        "Statues": 1,
        "Uin": 0,
        "HeadImgUrl": "",
        "ContactFlag": 3 if group.saved else 2,
        "MemberCount": len(group.cards),
        "MemberList": [person_entry(session, p, card) for p, card in group.cards.items()]
        if with_members
        else [],
        "ChatRoomOwner": session.username(group.owner),
        "IsOwner": int(group.owner is bot),
        "EncryChatRoomId": session.username(group)[1:34],
    }


def message_entry(session: Session, world: World, message: Message) -> Dict:
    """A message of ``AddMsgList``."""
    sender, group = message.sender, message.group
    own = sender is world.bot
    if message.kind is Kind.FRIEND_REQUEST:
        origin, goal = "fmessage", session.username(world.bot)
    elif own:
        origin = session.username(world.bot)
        goal = session.username(group or message.peer or world.bot)
    else:
        origin = session.username(group or message.peer or world.bot)
        goal = session.username(world.bot)
    content = _content(session, message)
    if group and sender and not own:
        content = f"{session.username(sender)}:<br/>{content}"
    return {
        "MsgId": message.id,
        "NewMsgId": int(message.id),
        "FromUserName": origin,
        "ToUserName": goal,
        "MsgType": MESSAGE_TYPES[message.kind],
        "AppMsgType": 5 if message.kind is Kind.LINK else 0,
        "Content": content,
        "FileName": dressed(message.text) if message.kind is Kind.LINK else "",
        "Url": "http://apis.map.qq.com/" if message.kind is Kind.LOCATION else "",
        "OriContent": _location(message.text) if message.kind is Kind.LOCATION else "",
        "CreateTime": int(message.at),
        "Status": 3,
        "ImgStatus": 2 if message.kind is Kind.IMAGE else 1,
        "VoiceLength": 3000 if message.kind is Kind.VOICE else 0,
        "PlayLength": 5 if message.kind is Kind.VIDEO else 0,
        "SubMsgType": 48 if message.kind is Kind.LOCATION else 0,
        "StatusNotifyCode": 0,
        "StatusNotifyUserName": "",
        "MediaId": "",
        "Ticket": TICKET if message.kind is Kind.FRIEND_REQUEST else "",
        "RecommendInfo": _recommendation(session, message),
    }


def _content(session: Session, message: Message) -> str:
    if message.kind is Kind.RECALL and message.recalled:
        name = _called(message)
        notice = f'"{name}" 撤回了一条消息'
        return dressed(
            '<sysmsg type="revokemsg"><revokemsg><session></session>'
            f"<oldmsgid>{message.recalled.id}</oldmsgid><msgid>{message.recalled.id}</msgid>"
            f"<replacemsg><![CDATA[{notice}]]></replacemsg></revokemsg></sysmsg>"
        )
    if message.kind is Kind.LOCATION:
        return f"{dressed(message.text)}:<br/>/cgi-bin/mmwebwx-bin/webwxgetpubliclinkimg?url=xxx"
    if message.kind is Kind.LINK:
        return dressed(
            f"<msg><appmsg><title>{html.escape(message.text)}</title><type>5</type></appmsg></msg>"
        )
    if message.kind not in (Kind.TEXT, Kind.NOTE):
        return ""
    text = message.text
    if message.quote:
        quoted = SHOWN.get(message.quote.kind, message.quote.text)
        text = f"「{_called(message.quote)}：{quoted}」\n{DASHES}\n{text}"
    return dressed(text).replace("<br/>", "\n") if message.raw_newlines else dressed(text)


def _called(message: Message) -> str:
    if message.sender is None:
        return ""
    return message.group.called(message.sender) if message.group else message.sender.name


def _location(place: str) -> str:
    label = html.escape(place)
    return f'<msg><location x="29.29" y="121.43" scale="16" label="{label}" poiname="" /></msg>'


def _recommendation(session: Session, message: Message) -> Dict:
    if message.kind is not Kind.FRIEND_REQUEST or message.sender is None:
        return {"UserName": "", "NickName": "", "Content": "", "Ticket": ""}
    return {
        "UserName": session.username(message.sender),
        "NickName": dressed(message.sender.name),
        "Content": dressed(message.text),
        "Ticket": TICKET,
        "Sex": 0,
        "VerifyFlag": 0,
    }
