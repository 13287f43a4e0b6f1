"""The chat in the middle: bubbles, quotations, pictures, what was taken back."""

from __future__ import annotations

from datetime import datetime

from bot.sandbox import Kind, Message, World
from bot.web.markup import Markup, lines, tag
from bot.web.view import View
from casework.clock import BEIJING

SHOWN = 150
"""How many of the latest messages are shown."""

IN_WORDS = {Kind.IMAGE: "[图片]", Kind.VOICE: "[语音]", Kind.VIDEO: "[视频]", Kind.STICKER: "[表情]"}
QUOTABLE = frozenset({Kind.TEXT, *IN_WORDS})


def short(text: str, width: int = 50) -> str:
    """The beginning of a message, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[:width] + "…"


def talk(world: World, view: View) -> Markup:
    """Every message of the chat, oldest first."""
    where = view.group or view.me
    said = world.talk(where) if where else []
    gone = {m.recalled.id for m in said if m.recalled}
    shown = [_message(m, view, m.id in gone) for m in said if m.kind is not Kind.RECALL][-SHOWN:]
    if not shown:
        shown = [tag("li", "这里还没有人说话。", class_="note")]
    return tag("ol", *shown, class_="talk")


def _message(message: Message, view: View, gone: bool) -> Markup:
    if message.sender is None:
        return tag("li", message.text, class_="note")
    name = message.group.called(message.sender) if message.group else message.sender.name
    if gone:
        return tag("li", f"{name} 撤回了一条消息", class_="note")
    bot = message.sender.id == "bot"
    mine = message.sender is view.me
    at = datetime.fromtimestamp(message.at, BEIJING)
    head = tag(
        "div",
        tag("b", name),
        tag("span", "机器人", class_="badge") if bot else None,
        tag("span", "我", class_="badge") if mine else None,
        tag("time", f"{at.month}月{at.day}日 {at:%H:%M}", datetime=at.isoformat(timespec="seconds")),
        class_="who",
    )
    side = "bot" if bot else "mine" if mine else "other"
    return tag("li", head, tag("div", _content(message), class_="bubble"), _deeds(message, view), class_=side)


def _content(message: Message) -> Markup:
    quote = None
    if message.quote and message.quote.sender:
        group, by = message.group, message.quote.sender
        who = group.called(by) if group else by.name
        words = IN_WORDS.get(message.quote.kind) or short(message.quote.text)
        quote = tag("blockquote", f"{who}：{words}")
    if message.kind is Kind.IMAGE:
        picture = f"/picture/{message.id}"
        shown = tag("a", tag("img", src=picture, alt="图片，点开看大图"), href=picture, target="_blank")
        return tag("div", quote, shown)
    return tag("div", quote, lines(IN_WORDS.get(message.kind) or message.text))


def _deeds(message: Message, view: View) -> Markup | None:
    """What can be done with a message: quote it, take the own one back."""
    if not view.may_speak or message.kind not in QUOTABLE:
        return None
    quote = tag("a", "引用", href=view.address(quote=message.id), class_="quote", data_quote=message.id)
    back = None
    if message.sender is view.me:
        back = tag("button", "撤回", name="message", value=message.id, form="recall")
    return tag("div", quote, back, class_="deeds")
