"""The whole bot behind the real WeChat client, with trouble on the wire: one report, one answer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.carriers import TransportCarrier
from bot.engine import Bot
from bot.sandbox import Fault, FaultKind, Group, Person, Sandbox, World
from bot.transports.base import Event
from bot.transports.wechat import pace
from casework.ports import TicketQuery
from tests.bot.conftest import GROUP, Village
from tests.transports.rig import Rig

TOLD = "#1〔道路桥梁〕双桥村，王婶反映："
ACK = "@王婶 已登记 #1〔道路桥梁〕桥头路基坏了，由第一网格 童海波 负责，24小时内答复"


class Street:
    """王婶 and 童海波 in the group, on the other side of a web-WeChat service."""

    def __init__(self, village: Village, box: Sandbox, folder: Path) -> None:
        self.village = village
        self.box = box
        self.rig = Rig(box.world, box, folder)
        self.aunt: Person = box.world.add_person("王婶")
        cadre = box.world.add_person("童海波", "#K001 童海波")
        self.group: Group = box.world.add_group(GROUP, [cadre, self.aunt])
        self.start()

    def start(self) -> None:
        """A process of the bot, logged in."""
        village = self.village
        carrier = TransportCarrier(self.rig.transport, village.desk)
        self.bot = Bot(village.desk, village.dialogue, carrier, "wechat", village.now)
        self.rig.keep = self._hear
        self.rig.go_online()

    def _hear(self, event: Event) -> None:
        self.bot.hear(event, self.village.now)

    def say(self, text: str) -> None:
        """王婶 says something, and it is heard."""
        before = len(self.rig.events)
        self.box.world.say(self.aunt, self.group, text)
        self.rig.wait(lambda: len(self.rig.events) > before)

    def pass_minutes(self, minutes: int) -> None:
        """Let time pass for the bot, with a look at what is due twice a minute."""
        for _ in range(2 * minutes):
            self.village.now += timedelta(seconds=30)
            self.bot.work(self.village.now)

    def tickets(self) -> list[int]:
        """The numbers of all tickets."""
        with self.village.desk.works() as uow:
            return [t.number for t in uow.tickets.find(TicketQuery())]

    def group_heard(self) -> list[str]:
        """What the group has read of the bot."""
        return [m.text for m in self.box.world.said_by_bot() if m.group]

    def cadre_heard(self) -> list[str]:
        """What 童海波 has read of the bot, without the details."""
        return [m.text.split("\n")[0] for m in self.box.world.said_by_bot() if m.peer]


@pytest.fixture
def street(village: Village, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    monkeypatch.setattr(pace, "PAUSE", 0.0)  # after 1205; the pace has a clock of its own
    with Sandbox(World(), poll_seconds=0.8) as box:
        opened = Street(village, box, tmp_path / "wechat")
        yield opened
        opened.rig.transport.stop()


MAY_BE_SAID_AGAIN = [
    ("webwxsync", Fault(FaultKind.HTTP, 503)),
    ("webwxsync", Fault(FaultKind.RESET)),
    ("webwxsync", Fault(FaultKind.HALF)),
    ("webwxsync", Fault(FaultKind.RET, -1)),
    ("synccheck", Fault(FaultKind.HTML)),
    ("webwxsendmsg", Fault(FaultKind.HTTP, 503)),
    ("webwxsendmsg", Fault(FaultKind.HTML)),
    ("webwxsendmsg", Fault(FaultKind.RET, 1205)),
    ("webwxsendmsg", Fault(FaultKind.KICK, 1102)),
]
NOBODY_KNOWS = [
    (Fault(FaultKind.RESET), 0),
    (Fault(FaultKind.RESET, after=True), 1),
    (Fault(FaultKind.HALF), 1),
    (Fault(FaultKind.HANG, 5), 0),
]


def called(value: object) -> str:
    return f"{value.kind.value}{value.value or ''}" if isinstance(value, Fault) else str(value)


@pytest.mark.parametrize(("endpoint", "fault"), MAY_BE_SAID_AGAIN, ids=called)
def test_one_report_is_one_ticket_told_once(street: Street, endpoint: str, fault: Fault) -> None:
    street.box.faults.set(endpoint, fault)
    street.say("桥头路基坏了")
    street.pass_minutes(1)
    street.rig.wait(lambda: street.rig.transport.session != "")
    street.pass_minutes(5)
    assert street.box.faults.left(endpoint) == 0
    assert street.tickets() == [1]
    assert (street.group_heard(), street.cadre_heard()) == ([ACK], [TOLD])


@pytest.mark.parametrize(("fault", "arrived"), NOBODY_KNOWS, ids=called)
def test_what_may_have_arrived_is_not_said_again(street: Street, fault: Fault, arrived: int) -> None:
    street.box.faults.set("webwxsendmsg", fault)
    street.say("桥头路基坏了")
    street.pass_minutes(6)
    assert street.tickets() == [1]
    assert (street.group_heard(), street.cadre_heard()) == ([ACK], [TOLD] * arrived)


def test_a_crash_brings_messages_again_and_makes_no_second_ticket(street: Street, tmp_path: Path) -> None:
    [saved] = (tmp_path / "wechat" / "state").glob("session*.pkl")
    as_of_login = shutil.copy2(saved, tmp_path / "as_of_login.pkl")
    street.say("桥头路基坏了")
    street.pass_minutes(1)
    street.rig.transport.stop()
    shutil.copy2(as_of_login, saved)
    street.rig.transport = street.rig.new_transport()
    street.start()
    street.rig.wait(lambda: len(street.rig.events) == 2)
    street.pass_minutes(5)
    assert street.tickets() == [1]
    assert (street.group_heard(), street.cadre_heard()) == ([ACK], [TOLD])
