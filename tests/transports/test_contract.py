"""What the core may rely on, whatever door people come in by."""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.calendar import PublicCalendar
from bot.carriers import TransportCarrier
from bot.phrases import DomainPhrases
from bot.replay import Recorder
from bot.sandbox import Person, Sandbox, World
from bot.transports.base import Address, Delivery, Event, EventKind, Link, LinkState, Transport
from bot.transports.console import ConsoleTransport
from casework.clock import SystemClock
from casework.county import Cadre, ChatGroup, Grid, Household, Purpose, Roster, Township, Village
from casework.notice import Notice
from casework.reading import Reading
from casework.services.desk import Desk
from casework.settings import Settings
from casework.taxonomy import Kind
from storage.county import SqlCounty
from storage.engine import open_engine
from storage.migrate import prepare
from storage.roster_store import import_roster
from storage.work import SqlWorks
from tests.transports.rig import SOON, Rig

GROUP = "岭头村民情交流群"
CADRE, VILLAGER, GUEST = "K001", "H0012/陈建国", "阿明"

ROSTER = Roster(
    townships=(Township("一市镇", "K001"),),
    villages=(Village("一市镇", "岭头村", "K001", "K001"),),
    grids=(Grid("一市镇", "岭头村", "第一网格", "K001"),),
    cadres=(Cadre("K001", "王海波", "一市镇"),),
    households=(Household("H0012", "一市镇", "岭头村", "第一网格", "陈建国"),),
    groups=(ChatGroup(GROUP, "一市镇", Purpose.VILLAGE, "岭头村"),),
)


class NoReader:
    """Understands nothing: a carrier has nothing to read."""

    def read(self, text: str, *, cadre: bool = False, village: str | None = None) -> Reading:
        raise AssertionError("nothing is to be read")


class Door:
    """A transport, with people in front of it."""

    transport: Transport
    events: list[Event]
    called: dict[str, str]

    def say(self, who: str, text: str, group: str | None = GROUP) -> None:
        """Somebody says something."""
        raise NotImplementedError

    def show(self, who: str) -> None:
        """Somebody sends a picture to the group."""
        raise NotImplementedError

    def said(self) -> str:
        """Everything that the bot said, with where."""
        raise NotImplementedError

    def hear(self, count: int) -> list[Event]:
        """So many events, once they have arrived."""
        until = time.monotonic() + SOON
        while len(self.events) < count:
            assert time.monotonic() < until, f"only {self.events}"
            time.sleep(0.01)
        return self.events


class WeChat(Door):
    """The real client library at the loopback service."""

    def __init__(self, world: World, box: Sandbox, folder: Path) -> None:
        self._people = {
            CADRE: world.add_person("网格员小王", "#K001 王海波"),
            VILLAGER: world.add_person("老陈", "#H0012/陈建国"),
            GUEST: world.add_person(GUEST),
        }
        self.called = {key: person.name for key, person in self._people.items()}
        self._group = world.add_group(GROUP, self._people.values())
        self._rig = Rig(world, box, folder)
        self._rig.go_online()
        self.transport, self.events = self._rig.transport, self._rig.events

    def say(self, who: str, text: str, group: str | None = GROUP) -> None:
        if group is None:
            self._rig.world.say_privately(self._people[who], text)
        else:
            self._rig.world.say(self._people[who], self._group, text)

    def show(self, who: str) -> None:
        self._rig.world.send_picture(self._people[who], self._group, b"\xff\xd8\xff picture")

    def said(self) -> str:
        return "\n".join(f"[{_where(m.group, m.peer)}] {m.text}" for m in self._rig.world.said_by_bot())


def _where(group: object, peer: Person | None) -> str:
    return peer.remark if peer else getattr(group, "name", "")


class Console(Door):
    """Lines typed and read."""

    def __init__(self, folder: Path) -> None:
        self.engine = open_engine(f"sqlite:///{folder}/roster.db", durable=False)
        prepare(self.engine)
        import_roster(self.engine, ROSTER)
        source, self._keyboard = os.pipe()
        self._ends = (source, self._keyboard)
        self._paper = io.StringIO()
        self.links: list[Link] = []
        self.ended = threading.Event()
        self.events = []
        self.called = {CADRE: "王海波", VILLAGER: "陈建国", GUEST: GUEST}
        county, clock = SqlCounty(self.engine), SystemClock()
        self.transport = ConsoleTransport(source, self._paper, county, clock.now, self.ended.set)
        self.transport.start(self.events.append, self.links.append)

    def say(self, who: str, text: str, group: str | None = GROUP) -> None:
        self.type(f"{who}@{group}: {text}" if group else f"{who}: {text}")

    def show(self, who: str) -> None:
        self.say(who, "[图片]")

    def type(self, line: str) -> None:
        """Type a line as it is."""
        os.write(self._keyboard, f"{line}\n".encode())

    def leave(self) -> None:
        """Ctrl-D."""
        os.close(self._keyboard)
        self._ends = self._ends[:1]

    def said(self) -> str:
        return self._paper.getvalue()

    def close(self) -> None:
        """Put everything away."""
        for end in self._ends:
            os.close(end)
        self.engine.dispose()


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    door = Console(tmp_path)
    yield door
    door.transport.stop()
    door.close()


@pytest.fixture(params=["wechat", "console"])
def door(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Door]:
    if request.param == "console":
        yield request.getfixturevalue("console")
        return
    wechat = WeChat(request.getfixturevalue("world"), request.getfixturevalue("box"), tmp_path)
    yield wechat
    wechat.transport.stop()


def test_events_come_in_order_with_ids_names_and_keys(door: Door) -> None:
    door.say(VILLAGER, "三组水管爆了")
    door.say(GUEST, "我家也是")
    door.say(CADRE, "收到", group=None)
    first, second, third = door.hear(3)
    assert [e.text for e in door.events] == ["三组水管爆了", "我家也是", "收到"]
    assert [e.stable_id for e in door.events] == [VILLAGER, None, CADRE]
    assert [e.sender_name for e in door.events] == [door.called[who] for who in (VILLAGER, GUEST, CADRE)]
    assert [e.chat_name for e in door.events] == [GROUP, GROUP, None]
    assert [e.is_group for e in door.events] == [True, True, False]
    assert len({first.id, second.id, third.id}) == 3
    assert {e.session for e in door.events} == {door.transport.session} != {""}
    assert all(abs((SystemClock().now() - e.at).total_seconds()) < 10 for e in door.events)


def test_a_picture_is_one(door: Door) -> None:
    door.show(VILLAGER)
    [event] = door.hear(1)
    assert (event.kind, event.text, event.stable_id) == (EventKind.IMAGE, "", VILLAGER)


def test_it_speaks_to_the_group_and_to_the_person_meant(door: Door) -> None:
    assert door.transport.send(Address(group=GROUP), "已登记 #1").result is Delivery.OK
    assert door.transport.send(Address(person=CADRE), "#1 请签收").result is Delivery.OK
    in_group, in_private = door.said().strip().splitlines()[-2:]
    assert GROUP in in_group and in_group.endswith("已登记 #1")
    assert CADRE in in_private and in_private.endswith("#1 请签收")


def test_it_answers_somebody_known_by_an_address_of_this_session_only(door: Door) -> None:
    door.say(CADRE, "收到", group=None)
    [event] = door.hear(1)
    here = Address(name="小王", handle=event.sender, session=event.session)
    assert door.transport.send(here, "好").result is Delivery.OK
    before = door.said()
    elsewhere = Address(name="小王", handle=event.sender, session="an older one")
    assert door.transport.send(elsewhere, "不好").result is Delivery.GONE
    assert door.said() == before


@pytest.mark.parametrize(
    ("to", "text"),
    [
        (Address(group="没有的群"), "在吗"),
        (Address(person="K999"), "在吗"),
        (Address(name="王婶"), "在吗"),
        (Address(), "在吗"),
        (Address(group=GROUP), " \n"),
        (Address(group=GROUP), "长" * 5000),
    ],
)
def test_what_cannot_be_said_is_not_ok_and_is_not_said(door: Door, to: Address, text: str) -> None:
    before = door.said()
    assert door.transport.send(to, text).result is not Delivery.OK
    assert door.said() == before


def test_stopping_joins_every_thread_and_ends_speaking(door: Door) -> None:
    def running() -> list[str]:
        return [t.name for t in threading.enumerate() if t.name.startswith(f"{door.transport.name}-")]

    assert running()
    door.transport.stop()
    assert running() == []
    assert door.transport.send(Address(group=GROUP), "在吗").result is Delivery.OFFLINE
    door.transport.stop()  # once more does no harm


def test_every_carrier_hands_a_notice_on_unchanged(door: Door, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/carried.db", durable=False)
    prepare(engine)
    lines: list[str] = []
    desk = Desk(
        SqlWorks(engine), SqlCounty(engine), PublicCalendar(), Settings(), DomainPhrases(), NoReader()
    )
    now, text = SystemClock().now(), "#1 已办结，请回：满意/不满意"
    for carrier in (Recorder(lines.append), TransportCarrier(door.transport, desk)):
        for notice in (
            Notice(Kind.CONFIRM, text, now, group=GROUP),
            Notice(Kind.ASSIGN, text, now, person=CADRE),
        ):
            assert carrier.carry(notice, now).result is Delivery.OK
    for said in ("\n".join(lines), door.said()):
        assert said.count(text) == 2
        assert GROUP in said and CADRE in said
    engine.dispose()


# what only the console has


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("王婶@没有的群: 路基坏了", "没有“没有的群”这个群"),
        ("K999: 收到", "没有 K999 这个人"),
        ("H0012/没有人@岭头村民情交流群: 路基坏了", "没有 H0012/没有人 这个人"),
        ("路基坏了", "看不懂这一行"),
        ("王婶@岭头村民情交流群:", "看不懂这一行"),
    ],
)
def test_the_console_says_what_is_wrong_with_a_line(console: Console, line: str, answer: str) -> None:
    console.type(line)
    console.say(GUEST, "在")
    assert [e.text for e in console.hear(1)] == ["在"]
    assert answer in console.said()


@pytest.mark.parametrize("question", ["?", "？", "--help"])
def test_the_console_explains_itself(console: Console, question: str) -> None:
    once = console.said()
    console.type(question)
    console.say(GUEST, "在")
    console.hear(1)
    assert console.said() == once * 2


@pytest.mark.parametrize(
    ("line", "key", "name", "group", "text"),
    [
        ("k001：收到", CADRE, "王海波", None, "收到"),
        ("H0012/陈建国 @ 岭头村民情交流群：水管爆了: 快来", VILLAGER, "陈建国", GROUP, "水管爆了: 快来"),
        ("王婶: @民情通 在吗", None, "王婶", None, "@民情通 在吗"),
    ],
)
def test_the_console_reads_lines_as_people_type_them(
    console: Console, line: str, key: str | None, name: str, group: str | None, text: str
) -> None:
    console.type(line)
    [event] = console.hear(1)
    assert (event.stable_id, event.sender_name, event.chat_name, event.text) == (key, name, group, text)


def test_the_end_of_what_is_typed_is_told(console: Console) -> None:
    console.type("王婶: 最后一句")
    console.leave()
    assert console.ended.wait(SOON)
    assert [e.text for e in console.events] == ["最后一句"]
    assert [link.state for link in console.links] == [LinkState.ONLINE, LinkState.OFFLINE]


def test_what_could_not_be_stored_is_told_and_the_next_line_taken(console: Console) -> None:
    console.transport.stop()
    stored: list[Event] = []

    def store(event: Event) -> None:
        if event.text == "满了":
            raise OSError("disk full")
        stored.append(event)

    console.transport.start(store, console.links.append)
    console.type("王婶: 满了")
    console.type("王婶: 又有地方了")
    until = time.monotonic() + SOON
    while not stored and time.monotonic() < until:
        time.sleep(0.01)
    assert [e.text for e in stored] == ["又有地方了"]
    assert "没有记下来" in console.said()
