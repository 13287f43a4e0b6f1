"""What the spectator reads."""

from __future__ import annotations

import io
import re
from datetime import datetime

from rich.cells import cell_len
from rich.console import Console

from bot.demo.screen import WIDEST, Screen
from bot.sandbox import World
from casework.clock import BEIJING

NOON = datetime(2026, 6, 10, 12, 0, tzinfo=BEIJING).timestamp()


def shown(terminal: bool, width: int = 60) -> tuple[list[str], str]:
    """A short talk on a terminal or in a pipe: its lines without colour, and as written."""
    world = World(clock=lambda: NOON)
    wang, chen = world.add_person("王婶"), world.add_person("陈丽萍", "#K002 陈丽萍")
    group = world.add_group("双桥村民情交流群", [wang, chen])
    first = world.say(wang, group, "路基坏了" * 20)
    world.send_picture(wang, group, b"")
    world.say(chen, group, "收到", quote=first)
    world.bot_said(group, "@王婶 已登记 #1")
    world.bot_said(chen, "#1 请签收\n第二行")
    world.bot_said(wang, "#1 请签收\n第二行")
    world.recall(first)
    paper = io.StringIO()
    console = Console(
        file=paper, force_terminal=terminal, width=width, highlight=False, color_system="standard"
    )
    screen = Screen(world.bot, console)
    for message in world.messages:
        screen.show(message)
    return re.sub(r"\x1b\[[0-9;]*m", "", paper.getvalue()).splitlines(), paper.getvalue()


def test_a_terminal_is_never_too_narrow_for_chinese() -> None:
    lines, written = shown(True)
    assert "\x1b[" in written
    assert max(cell_len(line) for line in lines) <= 60
    assert max(cell_len(line) for line in shown(True, 300)[0]) <= WIDEST
    assert "".join(lines).count("路基坏了") >= 20


def test_a_pipe_gets_a_plain_line_a_message() -> None:
    lines, written = shown(False)
    assert "\x1b" not in written
    assert lines[0] == "12:00 [双桥村] 王婶：" + "路基坏了" * 20
    assert lines[1] == "12:00 [双桥村] 王婶：[图片]"
    assert lines[2].startswith("12:00 [双桥村] 陈丽萍：「王婶：路基坏了") and lines[2].endswith("…」 收到")
    assert lines[3] == "12:00 [双桥村] 民情通：@王婶 已登记 #1"
    assert lines[4:6] == ["12:00 [私信 陈丽萍] 民情通：#1 请签收", "      第二行"]
    assert lines[6] == "12:00 [私信 王婶] 民情通：（同样的话）"
    assert lines[7].startswith("12:00 [双桥村] 王婶：（撤回了“路基坏了")
