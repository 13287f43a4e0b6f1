"""What the bot says: to the right one, once, and never more than the text."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.sandbox import Fault, FaultKind, Kind, Person
from bot.transports.base import Address, Delivery, Gap
from tests.transports.rig import Rig

GROUP = Address(group="岭头村民情交流群")


def test_a_reply_in_a_group(rig: Rig) -> None:
    assert rig.transport.send(GROUP, "@老陈 已登记 #1 <水>\n第二行").result is Delivery.OK
    [message] = rig.world.said_by_bot()
    assert (message.text, message.group) == ("@老陈 已登记 #1 <水>\n第二行", rig.world.groups["g1"])


def test_a_private_word_by_verified_key(rig: Rig, wang: Person, chen: Person) -> None:
    assert rig.transport.send(Address(person="K001"), "#1 归您").result is Delivery.OK
    assert rig.transport.send(Address(person="H0012/陈建国"), "请评价").result is Delivery.OK
    assert [m.peer for m in rig.world.said_by_bot()] == [wang, chen]


def test_a_key_two_friends_carry_is_written_to_neither(rig: Rig) -> None:
    rig.world.add_person("冒牌小王", "#K001")
    rig.world.say_privately(rig.world.people["p1"], "在吗")
    rig.hear()
    assert rig.transport.send(Address(person="K001"), "#1 归您").result is Delivery.REFUSED
    assert rig.world.said_by_bot() == []


def test_a_name_alone_is_no_address(rig: Rig) -> None:
    assert rig.transport.send(Address(name="老陈"), "请评价").result is Delivery.REFUSED
    assert rig.transport.send(Address(), "请评价").result is Delivery.REFUSED
    assert (
        rig.transport.send(Address(handle="", session=rig.transport.session), "x").result is Delivery.REFUSED
    )
    assert rig.box.calls["webwxsendmsg"] == 0


def test_an_answer_goes_back_to_a_friend_without_key(rig: Rig, ming: Person) -> None:
    rig.world.befriend(ming)
    rig.world.say_privately(ming, "路灯不亮")
    [event] = rig.hear()
    address = Address(name=event.sender_name, handle=event.chat, session=event.session)
    assert rig.transport.send(address, "在哪里").result is Delivery.OK
    assert rig.world.said_by_bot()[0].peer is ming


def test_an_address_of_an_older_login_is_dead(rig: Rig, wang: Person) -> None:
    rig.world.say_privately(wang, "收到")
    [event] = rig.hear()
    rig.box.kick()
    rig.wait(lambda: rig.transport.session not in ("", event.session))
    old = Address(handle=event.chat, session=event.session)
    assert rig.transport.send(old, "好").result is Delivery.GONE
    assert rig.box.calls["webwxsendmsg"] == 0
    verified = Address(person="K001", handle=event.chat, session=event.session)
    assert rig.transport.send(verified, "好").result is Delivery.OK


@pytest.mark.parametrize("order", ["@fil@", "@img@", "@vid@", "@msg@"])
def test_a_text_is_never_an_order_to_upload(rig: Rig, order: str) -> None:
    text = f"{order}{__file__}"
    assert rig.transport.send(GROUP, text).result is Delivery.OK
    assert [m.text for m in rig.world.said_by_bot()] == [text]
    assert rig.box.calls["webwxuploadmedia"] == 0 and rig.box.uploads == {}


def test_a_picture(rig: Rig, wang: Person, tmp_path: Path) -> None:
    chart = tmp_path / "周报.png"
    chart.write_bytes(b"\x89PNG" + bytes(range(256)) * 3000)  # more than one chunk of the upload
    assert rig.transport.send_picture(Address(person="K001"), chart).result is Delivery.OK
    [shown] = rig.world.said_by_bot()
    assert (shown.kind, shown.peer, shown.file) == (Kind.IMAGE, wang, chart.read_bytes())
    assert rig.transport.send_picture(GROUP, tmp_path / "none.png").result is Delivery.REFUSED


def test_empty_and_overlong_texts_are_not_sent(rig: Rig) -> None:
    assert rig.transport.send(GROUP, " \n").result is Delivery.REFUSED
    assert rig.transport.send(GROUP, "水" * 2001).result is Delivery.TOO_LONG
    assert rig.box.calls["webwxsendmsg"] == 0


def test_too_often_closes_the_mouth(rig: Rig) -> None:
    rig.box.faults.set("webwxsendmsg", Fault(FaultKind.RET, 1205))
    refused = rig.transport.send(GROUP, "一")
    assert (refused.result, refused.retry_after) == (Delivery.RATE, 600.0)
    again = rig.transport.send(GROUP, "一")
    assert again.result is Delivery.RATE and 590 < (again.retry_after or 0) <= 600
    assert rig.box.calls["webwxsendmsg"] == 1


FAULTS = [
    (Fault(FaultKind.RESET), Delivery.UNKNOWN, 0),
    (Fault(FaultKind.RESET, after=True), Delivery.UNKNOWN, 1),
    (Fault(FaultKind.CLOSE), Delivery.UNKNOWN, 0),
    (Fault(FaultKind.CLOSE, after=True), Delivery.UNKNOWN, 1),
    (Fault(FaultKind.HANG, 5), Delivery.UNKNOWN, 0),
    (Fault(FaultKind.HALF), Delivery.UNKNOWN, 1),
    (Fault(FaultKind.HTTP, 502), Delivery.UNKNOWN, 0),
    (Fault(FaultKind.HTTP, 503), Delivery.OFFLINE, 0),
    (Fault(FaultKind.HTML), Delivery.OFFLINE, 0),
    (Fault(FaultKind.RET, -1), Delivery.REFUSED, 0),
    (Fault(FaultKind.RET, 1101), Delivery.OFFLINE, 0),
    (Fault(FaultKind.KICK, 1102), Delivery.OFFLINE, 0),
]


@pytest.mark.parametrize(("fault", "outcome", "arrived"), FAULTS, ids=lambda v: str(getattr(v, "kind", v)))
def test_trouble_is_reported_and_nothing_is_said_twice(
    rig: Rig, fault: Fault, outcome: Delivery, arrived: int
) -> None:
    rig.box.faults.set("webwxsendmsg", fault)
    assert rig.transport.send(GROUP, "已登记 #1").result is outcome
    assert rig.box.calls["webwxsendmsg"] == 1
    assert len(rig.world.said_by_bot()) == arrived


def test_a_service_that_is_not_there_was_told_nothing(rig: Rig) -> None:
    rig.box.stop()
    assert rig.transport.send(GROUP, "已登记 #1").result is Delivery.OFFLINE
    rig.box.start()
    rig.wait(lambda: rig.transport.send(GROUP, "已登记 #1").result is Delivery.OK)
    assert len(rig.world.said_by_bot()) == 1


def test_stopping_waits_for_the_answer_to_a_message_under_way(rig: Rig) -> None:
    rig.world.listen(lambda message: time.sleep(0.3))  # the service takes its time
    outcome: list[Delivery] = []
    speaking = threading.Thread(target=lambda: outcome.append(rig.transport.send(GROUP, "好").result))
    speaking.start()
    rig.wait(lambda: rig.box.calls["webwxsendmsg"] == 1)
    rig.transport.stop()
    speaking.join()
    assert outcome == [Delivery.OK]
    assert rig.transport.send(GROUP, "好").result is Delivery.OFFLINE


def test_a_friend_request_is_accepted_by_its_ticket(rig: Rig, ming: Person) -> None:
    rig.world.request_friendship(ming, "我是三组的阿明 4831")
    [request] = rig.hear()
    assert rig.transport.befriend(replace(request, ticket="")).result is Delivery.REFUSED
    assert not ming.friend
    assert rig.transport.befriend(request).result is Delivery.OK
    assert ming.friend


ACCEPTING = [(Fault(FaultKind.RESET), Delivery.UNKNOWN), (Fault(FaultKind.HTTP, 503), Delivery.UNKNOWN)]


@pytest.mark.parametrize(("fault", "outcome"), ACCEPTING, ids=lambda v: str(getattr(v, "kind", v)))
def test_trouble_while_accepting_a_friend_is_told(
    rig: Rig, ming: Person, fault: Fault, outcome: Delivery
) -> None:
    rig.world.request_friendship(ming, "我是三组的阿明 4831")
    [request] = rig.hear()
    rig.box.faults.set("webwxverifyuser", fault)
    assert rig.transport.befriend(request).result is outcome
    assert not ming.friend


def test_without_a_login_nothing_is_sent(offline_rig: Rig) -> None:
    assert offline_rig.transport.send(GROUP, "在").result is Delivery.OFFLINE


def test_messages_keep_their_distance(offline_rig: Rig, chen: Person) -> None:
    offline_rig.world.add_group("岭头村民情交流群", [chen])
    offline_rig.gap = Gap(0.2, 0.25, daily_cap=2)
    offline_rig.transport = offline_rig.new_transport()
    offline_rig.go_online()
    began = time.monotonic()
    assert [offline_rig.transport.send(GROUP, t).result for t in "一二三"] == [
        Delivery.OK,
        Delivery.OK,
        Delivery.RATE,
    ]
    assert time.monotonic() - began >= 0.2
