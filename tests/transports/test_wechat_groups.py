"""Groups: big ones, new ones, renamed ones, and those that only share a name."""

from __future__ import annotations

from bot.sandbox import Person
from bot.transports.base import Address, Delivery
from tests.transports.rig import Rig

NAME = "岭头村民情交流群"


def test_a_group_of_five_hundred(rig: Rig, wang: Person) -> None:
    villagers = [rig.world.add_person(f"村民{n}") for n in range(498)]
    big = rig.world.add_group("大群", [wang, *villagers], saved=False)
    rig.world.set_card(big, villagers[400], "四百号")
    for person in villagers[-100:]:
        rig.world.say(person, big, f"我是{person.name}")
    events = rig.hear(100)
    assert {e.chat_name for e in events} == {"大群"}
    assert [e.text for e in events] == [f"我是{p.name}" for p in villagers[-100:]]
    assert events[2].sender_name == "四百号"
    assert len(rig.transport.members("大群")) == 500
    assert rig.box.calls["webwxbatchgetcontact"] <= 2


def test_a_group_unknown_at_login(rig: Rig, chen: Person) -> None:
    group = rig.world.add_group("新群", [chen], saved=False)
    assert rig.transport.send(Address(group="新群"), "在吗").result is Delivery.GONE
    rig.world.say(chen, group, "大家好")
    [event] = rig.hear()
    assert (event.chat_name, event.sender_name) == ("新群", "老陈")
    assert rig.transport.send(Address(group="新群"), "在").result is Delivery.OK


def test_a_member_who_joined_is_called_by_name(rig: Rig, chen: Person) -> None:
    group = rig.world.groups["g1"]
    rig.world.say(chen, group, "一")
    rig.hear()
    newcomer = rig.world.add_person("新来的")
    rig.world.join(group, newcomer)
    rig.world.say(newcomer, group, "大家好")
    assert rig.hear(3)[2].sender_name == "新来的"


def test_a_renamed_group_keeps_its_identity(rig: Rig, chen: Person) -> None:
    group = rig.world.groups["g1"]
    rig.world.say(chen, group, "一")
    rig.hear()
    rig.world.rename(group, "岭头村 <新>群")
    rig.world.say(chen, group, "二")
    first, _, second = rig.hear(3)
    assert (first.chat_name, second.chat_name) == (NAME, "岭头村 <新>群")
    assert first.chat_id == second.chat_id is not None
    assert rig.transport.send(Address(group=NAME), "在").result is Delivery.GONE
    assert rig.transport.send(Address(group="岭头村 <新>群"), "在").result is Delivery.OK


def test_a_group_keeps_its_identity_over_a_new_login(rig: Rig, chen: Person) -> None:
    group = rig.world.groups["g1"]
    rig.world.say(chen, group, "一")
    rig.hear()
    session = rig.transport.session
    rig.box.kick()
    rig.wait(lambda: rig.transport.session not in ("", session))
    rig.world.say(chen, group, "二")
    first, second = rig.hear(2)
    assert first.chat != second.chat
    assert first.chat_id == second.chat_id is not None


def test_only_the_trusted_one_of_two_namesakes_is_written_to(rig: Rig, chen: Person, wang: Person) -> None:
    real = rig.world.groups["g1"]
    rig.world.say(chen, real, "我是真的")
    [first] = rig.hear()
    swindler = rig.world.add_person("网格员小王")
    fake = rig.world.add_group(NAME, [swindler, rig.world.add_person("骗子二号")])
    rig.world.say(swindler, fake, "我是假的")
    second = rig.hear(2)[1]
    assert second.chat_name == first.chat_name
    assert second.chat_id != first.chat_id

    assert rig.transport.send(Address(group=NAME), "给谁").result is Delivery.REFUSED
    assert rig.transport.send(Address(group=NAME, chat_id=first.chat_id), "好").result is Delivery.OK
    assert [m.group for m in rig.world.said_by_bot()] == [real]
    assert rig.transport.send(Address(group=NAME, chat_id="g0"), "好").result is Delivery.REFUSED
    assert rig.transport.members(NAME) == []


def test_a_name_within_a_name_is_another_group(rig: Rig, chen: Person) -> None:
    fake = rig.world.add_group(f"{NAME}(假)", [chen])
    rig.world.say(chen, fake, "我是假的")
    rig.hear()
    rig.transport.send(Address(group=NAME), "好")
    assert [m.group for m in rig.world.said_by_bot()] == [rig.world.groups["g1"]]
