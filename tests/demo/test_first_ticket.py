"""One ticket from the report to the digest, over HTTP: the unmodified client, the real model."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

from bot.demo.stage import Stage
from bot.sandbox import Message
from bot.transcript import read_transcript
from casework.clock import BEIJING
from casework.taxonomy import Category, Outcome, Rating, Status
from tests.demo.conftest import EXAMPLES, Play

GROUP = "双桥村民情交流群"


def at(message: Message) -> datetime:
    return datetime.fromtimestamp(message.at, BEIJING)


def between(stage: Stage, start: str, end: str) -> list[Message]:
    """What the bot said from one time of the day until before another."""
    return [m for m in stage.world.said_by_bot() if start <= at(m).strftime("%H:%M") < end]


def in_group(messages: list[Message]) -> list[str]:
    assert {m.group.name for m in messages if m.group} <= {GROUP}
    return [m.text for m in messages if m.group]


def private(messages: list[Message], remark: str) -> list[str]:
    return [m.text for m in messages if m.peer and m.peer.remark == remark]


def test_what_the_village_and_the_cadre_receive(first_ticket: Stage) -> None:
    registered = between(first_ticket, "07:00", "07:11")
    [acknowledged] = in_group(registered)
    assert acknowledged.startswith("@王婶 ") and "#1" in acknowledged and "陈丽萍" in acknowledged
    [assigned] = private(registered, "#K002 陈丽萍")
    assert "#1" in assigned and "老樟树" in assigned
    assert timedelta(seconds=12) <= at(registered[0]) - datetime(2026, 6, 10, 7, 2, 25, tzinfo=BEIJING)

    [accepted] = in_group(between(first_ticket, "07:11", "08:00"))
    assert "#1" in accepted and "陈丽萍" in accepted and "下午去看" in accepted

    assert in_group(between(first_ticket, "08:00", "14:52")) == []  # noodles are no matter

    [resolved] = in_group(between(first_ticket, "14:52", "15:07"))
    assert resolved.startswith("@王婶 #1 ") and "碎石" in resolved and "满意" in resolved

    closed = between(first_ticket, "15:07", "18:00")
    assert any("#1" in text and "满意" in text for text in private(closed, "#K002 陈丽萍"))

    [digest] = in_group(between(first_ticket, "18:00", "24:00"))
    assert "#1" in digest and "已解决，满意" in digest


def test_what_is_kept(first_ticket: Stage) -> None:
    with first_ticket.desk.works() as uow:
        ticket = uow.tickets.get(1)
        assert ticket is not None and uow.tickets.get(2) is None
        assert (ticket.status, ticket.outcome, ticket.rating) == (
            Status.CLOSED,
            Outcome.FIXED,
            Rating.SATISFIED,
        )
        assert (ticket.category, ticket.cadre, ticket.reporter.key) == (Category.ROAD, "K002", "王婶")
        pictures = [Path(e.file) for e in ticket.evidence if e.file]
        assert [e.by_cadre for e in ticket.evidence if e.file] == [False, True]
        assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)
        assert not uow.outbox.dead() and not uow.outbox.in_flight()
        assert not uow.outbox.pending(first_ticket.clock.now())


def test_a_stage_leaves_no_thread_and_no_server_behind(staged: Play) -> None:
    lines = read_transcript(EXAMPLES / "transcripts" / "first_ticket.jsonl")
    before = set(threading.enumerate())
    try:
        with staged(lines) as stage:
            stage.play(lines[0])
            assert [t for t in threading.enumerate() if t.name.startswith("wechat-")]
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    left = [t for t in threading.enumerate() if t not in before and not t.name.startswith("Thread-")]
    assert left == []
    assert not [t for t in threading.enumerate() if "serve_forever" in t.name]
