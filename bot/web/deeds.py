"""What one can do on the page: speak, show a picture, take back, enter a group, put the clock forward."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from bot.sandbox import Message
from bot.web.clock import next_time
from bot.web.request import Form, picture_type
from bot.web.stage import Stage
from bot.web.view import View

STEPS: Mapping[str, Callable[[datetime], datetime]] = {
    "15s": lambda now: now + timedelta(seconds=15),
    "5m": lambda now: now + timedelta(minutes=5),
    "1h": lambda now: now + timedelta(hours=1),
    "18": lambda now: next_time(now, time(18)),
    "8": lambda now: next_time(now, time(8)),
}
LONGEST_NAME = 30


class Mistake(Exception):
    """What was asked for cannot be done; says why, to the person."""


def say(stage: Stage, view: View, form: Form) -> str:
    """Say something, show a picture, or both."""
    text, picture = form.text("text").replace("\r\n", "\n").strip(), form.files.get("picture")
    if view.me is None or not view.may_speak:
        raise Mistake("请先选一个身份。")
    if not text and picture is None:
        raise Mistake("请先写点什么，或者选一张图片。")
    if picture is not None and picture_type(picture) is None:
        raise Mistake("只能发 PNG、JPG 或 GIF 图片。")
    if text:
        stage.say(view.me, view.group, text, _message(stage, view, form.text("quote")))
    if picture is not None:
        stage.show(view.me, view.group, picture)
    return view.address()


def recall(stage: Stage, view: View, form: Form) -> str:
    """Take an own message back."""
    message = _message(stage, view, form.text("message"))
    if message is None or message.sender is not view.me:
        raise Mistake("只能撤回自己说的话。")
    stage.recall(message)
    return view.address()


def enter(stage: Stage, view: View, form: Form) -> str:
    """Be somebody unverified in the group."""
    name = " ".join(form.text("name").split())[:LONGEST_NAME]
    if not name or view.group is None:
        raise Mistake("请写一个群里显示的名字。")
    if name == stage.world.bot.name:
        raise Mistake("这是机器人自己的名字，请换一个。")
    return view.address(me=stage.enter(name, view.group).id, q="")


def advance(stage: Stage, view: View, form: Form) -> str:
    """Put the clock forward."""
    step = STEPS.get(form.text("step"))
    if step is None:
        raise Mistake("不认识的时刻。")
    stage.move_to(step(stage.clock.now()))
    return view.address()


def _message(stage: Stage, view: View, id: str) -> Message | None:
    """A message of the chat that one looks at."""
    where = view.group or view.me
    return next((m for m in stage.world.talk(where) if m.id == id), None) if where else None


DEEDS: Mapping[str, Callable[[Stage, View, Form], str]] = {
    "/say": say,
    "/recall": recall,
    "/enter": enter,
    "/advance": advance,
}
"""What each form does; returns the address to go to afterwards."""
