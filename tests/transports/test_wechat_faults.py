"""Trouble on the wire: everything said arrives once, or its loss is told."""

from __future__ import annotations

import logging
import threading
import time

import pytest

from bot.sandbox import Fault, FaultKind, Person
from bot.transports.base import EventKind, LinkState
from bot.transports.wechat import dispatcher
from tests.transports.rig import SOON, Rig, threads

WIRE = [
    Fault(FaultKind.HTTP, 503),
    Fault(FaultKind.RESET),
    Fault(FaultKind.CLOSE),
    Fault(FaultKind.HALF),
    Fault(FaultKind.HTML),
    Fault(FaultKind.HANG, 5),
]


def name(fault: object) -> str:
    return fault.kind.value if isinstance(fault, Fault) else str(fault)


@pytest.mark.parametrize("endpoint", ["synccheck", "webwxsync"])
@pytest.mark.parametrize("fault", WIRE, ids=name)
def test_a_message_arrives_once(rig: Rig, chen: Person, endpoint: str, fault: Fault) -> None:
    session = rig.transport.session
    rig.box.faults.set(endpoint, fault)
    for text in "一二三":
        rig.world.say_privately(chen, text)
    assert [e.text for e in rig.hear(3)] == ["一", "二", "三"]
    rig.wait(lambda: rig.box.faults.left(endpoint) == 0)
    assert rig.transport.session == session
    assert len({e.id for e in rig.events}) == len(rig.events) == 3


def test_a_refused_sync_is_tried_again(rig: Rig, chen: Person) -> None:
    rig.box.faults.set("webwxsync", Fault(FaultKind.RET, -1))
    rig.world.say_privately(chen, "一")
    assert [e.text for e in rig.hear()] == ["一"]


def test_syncs_refused_for_ever_end_the_session_with_the_reason(rig: Rig, chen: Person) -> None:
    rig.box.faults.set("webwxsync", Fault(FaultKind.RET, 1101), times=50)
    rig.world.say_privately(chen, "一")
    rig.wait(lambda: LinkState.KICKED in rig.states(), seconds=10)
    assert [link.detail for link in rig.links if link.state is LinkState.KICKED] == ["1101"]
    assert rig.box.faults.left("webwxsync") >= 42


@pytest.mark.parametrize("fault", [Fault(FaultKind.SELECTOR, 3), Fault(FaultKind.CLOSE)], ids=name)
def test_a_promise_of_news_without_news_is_no_storm(rig: Rig, chen: Person, fault: Fault) -> None:
    rig.box.faults.set("synccheck", fault, times=1000)
    time.sleep(1.0)
    assert rig.box.calls["webwxsync"] <= 6
    rig.world.say_privately(chen, "一")
    assert [e.text for e in rig.hear()] == ["一"]


def test_an_outage_is_told_and_survived(rig: Rig, chen: Person) -> None:
    session = rig.transport.session
    rig.box.stop()
    rig.world.say_privately(chen, "断网时说的")
    rig.wait(lambda: rig.states()[-1] is LinkState.OFFLINE)
    rig.box.start()
    assert [e.text for e in rig.hear()] == ["断网时说的"]
    rig.wait(lambda: rig.states()[-1] is LinkState.ONLINE)
    assert rig.transport.session == session
    assert len(threads("wechat-receive")) == 1


def test_a_full_queue_holds_up_the_stream_and_loses_nothing(
    offline_rig: Rig, chen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "SIZE", 5)
    going_on = threading.Event()
    offline_rig.keep = lambda event: going_on.wait(SOON) and None
    offline_rig.transport = offline_rig.new_transport()
    offline_rig.go_online()
    for number in range(200):
        offline_rig.world.say_privately(chen, str(number))
    time.sleep(1.0)
    assert offline_rig.box.calls["webwxsync"] <= 2  # fifty messages each
    going_on.set()
    assert [e.text for e in offline_rig.hear(200)] == [str(number) for number in range(200)]


def test_a_log_of_an_outage_is_short(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        rig.box.faults.set("synccheck", Fault(FaultKind.HTTP, 503), times=2)
        rig.wait(lambda: rig.box.faults.left("synccheck") == 0)
    of_library = [r for r in caplog.records if r.name == "itchat" and r.levelno >= logging.WARNING]
    assert len(of_library) <= 1
    assert all("Traceback" not in r.getMessage() for r in of_library)


@pytest.mark.parametrize("fault", [*WIRE, Fault(FaultKind.RET, -1)], ids=name)
def test_messages_of_a_new_group_wait_for_its_name(rig: Rig, chen: Person, fault: Fault) -> None:
    group = rig.world.add_group("新群", [chen], saved=False)
    rig.box.faults.set("webwxbatchgetcontact", fault)
    rig.world.say_privately(chen, "一")
    rig.world.say(chen, group, "二")
    rig.world.say_privately(chen, "三")
    assert [(e.text, e.chat_name, e.sender_name) for e in rig.hear(3)] == [
        ("一", None, "老陈"),
        ("二", "新群", "老陈"),
        ("三", None, "老陈"),
    ]


@pytest.mark.parametrize("fault", [*WIRE, Fault(FaultKind.RET, -1)], ids=name)
def test_a_picture_that_cannot_be_had_is_still_told(rig: Rig, chen: Person, fault: Fault) -> None:
    rig.box.faults.set("webwxgetmsgimg", fault)
    rig.world.send_picture(chen, None, b"\xff\xd8\xff" + b"x" * 5000)
    [event] = rig.hear()
    assert (event.kind, event.media, event.stable_id) == (EventKind.IMAGE, None, "H0012/陈建国")
    assert list((rig.directory / "media").iterdir()) == []


STEPS = ["jslogin", "login", "webwxnewloginpage", "webwxinit", "webwxstatusnotify", "webwxgetcontact"]


@pytest.mark.parametrize("endpoint", STEPS)
@pytest.mark.parametrize("fault", [Fault(FaultKind.RESET), Fault(FaultKind.HTML)], ids=name)
def test_a_login_gets_through(offline_rig: Rig, chen: Person, endpoint: str, fault: Fault) -> None:
    offline_rig.box.faults.set(endpoint, fault)
    offline_rig.go_online()
    assert offline_rig.box.faults.left(endpoint) == 0
    offline_rig.world.say_privately(chen, "在吗")
    assert [(e.text, e.stable_id) for e in offline_rig.hear()] == [("在吗", "H0012/陈建国")]
    assert len(threads("wechat-receive")) == 1


def test_an_address_book_the_service_refuses_does_not_make_strangers_of_all(
    offline_rig: Rig, chen: Person
) -> None:
    offline_rig.box.faults.set("webwxgetcontact", Fault(FaultKind.RET, -1), times=2)
    offline_rig.go_online()
    offline_rig.world.say_privately(chen, "在吗")
    assert [e.stable_id for e in offline_rig.hear()] == ["H0012/陈建国"]
    assert offline_rig.box.calls["jslogin"] == 1
