"""The page: its frame, and the parts of it that change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from bot.sandbox import Message
from bot.web import sidebar
from bot.web.board import board
from bot.web.cast import Cast
from bot.web.markup import Markup, join, tag
from bot.web.stage import Stage
from bot.web.talk import short, talk
from bot.web.view import View
from casework.clock import BEIJING
from casework.manners import quiet_until

STEPS = {
    "15s": "＋15秒",
    "5m": "＋5分钟",
    "1h": "＋1小时",
    "18": "到18:00",
    "8": "到明早8:00",
}
"""How far the clock can be put forward."""

WEEKDAYS = "一二三四五六日"


def parts(stage: Stage, cast: Cast, view: View) -> Mapping[str, Markup]:
    """What changes while one looks on, by the id of its element."""
    now = stage.clock.now()
    return {
        "clock": _clock(now),
        "manners": _manners(stage, now),
        "identity": sidebar.identity(cast, view),
        "chats": sidebar.chats(cast, view),
        "elsewhere": sidebar.elsewhere(stage.world, view),
        "talk": talk(stage.world, view),
        "board": board(stage.tickets(), stage.desk.county, now),
    }


def version(part: str) -> str:
    """A short mark of what a part shows: the same for the same content."""
    return hashlib.sha256(part.encode()).hexdigest()[:12]


def page(stage: Stage, cast: Cast, view: View, token: str, quoted: Message | None) -> Markup:
    """The whole page. `token` proves that a form came from it."""
    shown = parts(stage, cast, view)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{_title(view)} · 民情通沙盘"),
        tag("link", rel="icon", href="/icon.svg"),
        tag("link", rel="stylesheet", href="/style.css"),
        tag("script", src="/app.js", defer=True),
    )
    body = tag(
        "body",
        _header(view, token, shown),
        tag("main", _left(cast, view, token, shown), _middle(view, token, shown, quoted), _right(shown)),
        tag("form", *_hidden(view, token), method="post", action="/recall", id="recall"),
        data_me=view.me.id if view.me else "",
        data_chat=view.chat,
    )
    return join(Markup("<!DOCTYPE html>"), tag("html", head, body, lang="zh-CN"))


def _part(name: str, shown: Mapping[str, Markup], **attributes: str) -> Markup:
    return tag("div", shown[name], id=name, data_version=version(shown[name]), **attributes)


def _header(view: View, token: str, shown: Mapping[str, Markup]) -> Markup:
    steps = (tag("button", label, name="step", value=step) for step, label in STEPS.items())
    label = tag("span", "时钟拨快：")
    forward = tag("form", label, *_hidden(view, token), *steps, method="post", action="/advance")
    return tag(
        "header",
        tag("h1", "民情通 沙盘"),
        _part("clock", shown),
        forward,
        _part("manners", shown),
        tag("p", id="report", role="status", aria_live="polite"),
    )


def _left(cast: Cast, view: View, token: str, shown: Mapping[str, Markup]) -> Markup:
    search = tag(
        "form",
        tag("label", "找人找群", for_="search"),
        tag("input", id="search", name="q", type="search", value=view.search,
            placeholder="姓名、工号、户号、村、绰号", autocomplete="off"),
        tag("input", type="hidden", name="me", value=view.me.id if view.me else ""),
        tag("input", type="hidden", name="chat", value=view.chat),
        tag("button", "找"),
        method="get", action="/", role="search", class_="row",
    )  # fmt: skip
    return tag(
        "nav",
        tag("h2", "我是"),
        _part("identity", shown),
        tag("h2", "我的群"),
        _part("chats", shown),
        tag("h2", "换一个身份"),
        search,
        tag("div", sidebar.hits(cast, view), id="hits"),
        _stranger(view, token),
        aria_label="身份和群",
    )


def _stranger(view: View, token: str) -> Markup | None:
    if view.group is None:
        return None
    return tag(
        "form",
        tag("label", "未认证的名字（进本群）", for_="name"),
        tag("input", id="name", name="name", maxlength="30", required=True, placeholder="如：王婶"),
        *_hidden(view, token),
        tag("button", "进群"),
        method="post",
        action="/enter",
        class_="row",
    )


def _middle(view: View, token: str, shown: Mapping[str, Markup], quoted: Message | None) -> Markup:
    return tag(
        "section",
        tag("h2", _title(view)),
        _part("talk", shown, tabindex="0", role="log", aria_label="聊天记录"),
        _composer(view, token, quoted),
        id="middle",
        aria_label="聊天",
    )


def _composer(view: View, token: str, quoted: Message | None) -> Markup:
    if not view.may_speak or view.me is None:
        return tag("p", "先在左边选一个身份，就可以在这里说话。", class_="hint composer")
    quote = None
    if quoted is not None and quoted.sender is not None:
        words = f"引用 {quoted.sender.name}：{short(quoted.text or '[图片]')} "
        quote = tag("p", words, tag("a", "不引用", href=view.address()), id="quoted")
    return tag(
        "form",
        quote,
        tag("label", f"以“{view.me.name}”的身份说", for_="text"),
        tag("textarea", id="text", name="text", rows="2", maxlength="2000", autofocus=True),
        tag(
            "div",
            tag("input", id="picture", name="picture", type="file", accept="image/png,image/jpeg,image/gif"),
            tag("label", "选一张图片", for_="picture", class_="button"),
            tag("output", for_="picture", id="chosen"),
            tag("button", "发送", class_="main", title="回车也可以发送，Shift+回车换行"),
            class_="row",
        ),
        tag("input", type="hidden", name="quote", value=quoted.id if quoted else ""),
        *_hidden(view, token),
        method="post",
        action="/say",
        enctype="multipart/form-data",
        class_="composer",
    )


def _right(shown: Mapping[str, Markup]) -> Markup:
    return tag(
        "aside",
        tag("h2", "工单（点开看经过）"),
        _part("board", shown),
        tag("h2", "民情通在别处说的（点开就到那里）"),
        _part("elsewhere", shown),
        aria_label="工单和别处的话",
    )


def _title(view: View) -> str:
    if view.group:
        return f"{view.group.name}（{len(view.group.cards)}人）"
    return f"{view.me.name if view.me else ''} 和民情通的私聊"


def _clock(now: datetime) -> Markup:
    local = now.astimezone(BEIJING)
    day = f"{local.year}年{local.month}月{local.day}日 周{WEEKDAYS[local.weekday()]} "
    return tag("time", day, tag("b", f"{local:%H:%M:%S}"), datetime=local.isoformat(timespec="seconds"))


def _manners(stage: Stage, now: datetime) -> Markup:
    """Why the bot may be silent just now."""
    said = []
    if quiet_until(now, stage.settings):
        hours = f"{stage.settings.quiet_from:%H:%M}–{stage.settings.quiet_to:%H:%M}"
        said.append(f"免打扰时段（{hours}）：除了急事，民情通在群里先不说话。")
    held = stage.next_words()
    if held and held > now:
        said.append(f"有话留到 {held.astimezone(BEIJING):%m月%d日 %H:%M} 再说。")
    return join(*(tag("p", "ⓘ ", words) for words in said))


def _hidden(view: View, token: str) -> tuple[Markup, ...]:
    fields = {"token": token, "me": view.me.id if view.me else "", "chat": view.chat}
    return tuple(tag("input", type="hidden", name=name, value=value) for name, value in fields.items())
