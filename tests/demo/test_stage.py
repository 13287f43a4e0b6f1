"""What a transcript says becomes what people do in the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.demo.stage import Stage
from bot.sandbox import Kind
from bot.transcript import Line
from casework.messages import Medium
from casework.messages import Message as Kept
from tests.demo.conftest import Play

GROUP = "双桥村民情交流群"
Written = Callable[..., Sequence[Line]]


def line(minute: int, **fields: Any) -> dict[str, Any]:
    return {"at": f"2026-06-10T10:{minute:02}:00+08:00", **fields}


def play(stage: Stage, lines: Sequence[Line]) -> list[Kept]:
    """Play everything; what the bot has stored, in order."""
    for each in lines:
        stage.play(each)
    with stage.desk.works() as uow:
        kept = [uow.inbox.by_message_id("wechat", m.id) for m in stage.world.messages]
    return [message for message in kept if message is not None]


def test_who_speaks_is_verified_by_the_remark_alone(staged: Play, written: Written) -> None:
    lines = written(
        line(1, chat=GROUP, **{"from": "陈丽萍"}, text="各位早"),
        line(2, chat=GROUP, **{"from": "陈丽萍"}, person="K002", text="早"),
        line(3, chat=GROUP, **{"from": "永根"}, person="H0005/童永根", text="大家早"),
        line(4, chat=GROUP, **{"from": "三轮车永根"}, person="H0005/童永根", text="出车了"),
        line(5, **{"from": "王婶"}, text="在吗"),
    )
    with staged(lines) as stage:
        kept = play(stage, lines)
    assert [(m.name, m.person, m.group) for m in kept] == [
        ("陈丽萍", None, GROUP),
        ("陈丽萍", "K002", GROUP),
        ("永根", "H0005/童永根", GROUP),
        ("三轮车永根", "H0005/童永根", GROUP),
        ("王婶", None, None),
    ]


def test_files_quotes_recalls_and_redeliveries_are_real(staged: Play, written: Written) -> None:
    lines = written(
        line(1, chat=GROUP, **{"from": "莎莎"}, text="七点跳舞", id="a"),
        line(2, chat=GROUP, **{"from": "小平妈"}, text="好的", quote={"from": "莎莎", "text": "七点跳舞"}),
        line(3, chat=GROUP, **{"from": "小平妈"}, text="对", quote={"from": "伟伟", "text": "昨天的话"}),
        line(4, chat=GROUP, **{"from": "莎莎"}, image="a.jpg", text="音箱"),
        line(5, chat=GROUP, **{"from": "老木匠"}, voice="a.mp3"),
        line(6, chat=GROUP, **{"from": "伟伟"}, video="a.mp4"),
        line(7, chat=GROUP, **{"from": "莎莎"}, text="七点跳舞", id="a"),
        line(8, chat=GROUP, **{"from": "莎莎"}, recall="a"),
    )
    with staged(lines) as stage:
        kept = play(stage, lines)
        delivered = [m for m in stage.world.log if m in stage.world.messages and m.text == "七点跳舞"]
    assert len(delivered) == 2
    assert [m.text for m in kept].count("七点跳舞") == 1
    assert [(m.quote_from, m.quote_text) for m in kept if m.quote_text] == [
        ("莎莎", "七点跳舞"),
        ("伟伟", "昨天的话"),
    ]
    media = [(m.medium, m.file is not None) for m in kept if m.medium]
    assert media == [(Medium.IMAGE, True), (Medium.VOICE, True), (Medium.VIDEO, True)]
    assert [m.text for m in kept if m.recall_of] == [
        m.text for m in kept if m.recall_of == kept[0].message_id
    ]
    assert kept[0].recalled


def test_answers_have_arrived_when_a_line_is_over(staged: Play, written: Written) -> None:
    lines = written(
        line(1, chat=GROUP, **{"from": "阿昌小店"}, text="桥头电线断下来了 掉在路上还在冒火花！！"),
        line(2, advance=True),
    )
    with staged(lines) as stage:
        stage.play(lines[0])
        said = stage.world.said_by_bot()
        assert {m.kind for m in said} == {Kind.TEXT}
        assert any(m.group and "110" in m.text for m in said)
        assert {"K001", "K005"} <= {m.peer.remark[1:5] for m in said if m.peer}
