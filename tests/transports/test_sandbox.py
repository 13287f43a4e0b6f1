"""The sandbox's own promises, for the demo and the web page."""

from __future__ import annotations

import pytest
import requests

from bot.sandbox import Message, Sandbox, World
from bot.sandbox.session import Session
from bot.sandbox.wire import message_entry, person_entry


def test_everything_said_is_heard_in_order_until_one_stops_listening() -> None:
    world = World(clock=lambda: 1717380000.0)
    chen = world.add_person("老陈")
    group = world.add_group("群", [chen])
    heard: list[Message] = []
    stop = world.listen(heard.append)
    world.say(chen, group, "一")
    world.bot_said(group, "二")
    world.say_privately(chen, "三")
    world.bot_said(chen, "四")
    stop()
    world.say(chen, group, "五")
    assert [m.text for m in heard] == ["一", "二", "三", "四"]
    assert [m.sender is world.bot for m in heard] == [False, True, False, True]
    assert {m.at for m in heard} == {1717380000.0}
    assert [m.text for m in world.talk(group)] == ["一", "二", "五"]
    assert [m.text for m in world.talk(chen)] == ["三", "四"]
    assert [m.text for m in world.said_by_bot()] == ["二", "四"]


def test_only_members_speak_in_a_group() -> None:
    world = World()
    chen, stranger = world.add_person("老陈"), world.add_person("路人")
    with pytest.raises(ValueError, match="路人"):
        world.say(stranger, world.add_group("群", [chen]), "我也来")


def test_a_group_without_the_bot_is_not_the_bots_business() -> None:
    world = World()
    chen = world.add_person("老陈")
    before = len(world.log)
    world.say(chen, world.add_group("别的群", [chen], with_bot=False), "悄悄话")
    assert len(world.log) == before


def test_names_on_the_wire_live_as_long_as_a_login() -> None:
    world = World()
    chen = world.add_person("老<陈>", "#H0012")
    group = world.add_group("群", [chen])
    one, two = Session("1"), Session("1")
    message = world.say(chen, group, "好")
    assert one.username(chen) == person_entry(one, chen)["UserName"] != two.username(chen)
    assert message_entry(one, world, message)["Content"] == f"{one.username(chen)}:<br/>好"
    assert person_entry(one, chen)["NickName"] == "老&lt;陈&gt;"
    assert "RemarkName" not in person_entry(one, chen, card="")
    assert one.find(two.username(chen)) is None


def test_a_stopped_sandbox_comes_back_on_its_port() -> None:
    box = Sandbox(World()).start()
    first = box.url
    box.stop()
    with box:
        assert box.url == first


@pytest.mark.parametrize(
    "body", [{}, {"SyncKey": None}, {"SyncKey": {"List": []}}, {"SyncKey": {"List": [{"Val": "x"}]}}, []]
)
def test_a_client_that_has_forgotten_how_far_it_read_is_told_to_log_in(box: Sandbox, body: object) -> None:
    session = box.add_session(Session("1"))
    answer = requests.post(
        f"{box.url}/cgi-bin/mmwebwx-bin/webwxsync", params={"sid": session.sid}, json=body, timeout=5
    )
    assert answer.json()["BaseResponse"]["Ret"] == 1101
