"""A bot at work on the demo county, with the language and the wire scripted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from actions.turns import USE_CASES
from bot.engine import Bot
from bot.phrases import DomainPhrases
from bot.transports.base import Delivery, Event, EventKind, Quote, Sent
from casework.clock import BEIJING
from casework.messages import Turn
from casework.notice import Notice
from casework.reading import Reading, Span
from casework.services.desk import Desk
from casework.settings import Settings
from casework.taxonomy import Act, Category
from storage.county import SqlCounty
from storage.engine import open_engine
from storage.migrate import prepare
from storage.roster_files import read_roster
from storage.roster_store import import_roster
from storage.work import SqlWorks

GROUP = "双桥村民情交流群"
MORNING = datetime(2026, 6, 10, 9, 0, tzinfo=BEIJING)
COUNTY = Path(__file__).resolve().parents[2] / "examples" / "county"

ACTIONS = {
    Act.REQUEST: "action_register",
    Act.EMERGENCY: "action_register",
    Act.WISH: "action_register",
    Act.METOO: "action_support",
    Act.DETAIL: "action_add_detail",
    Act.RATE: "action_rate",
    Act.ACCEPT: "action_handle",
    Act.RESOLVE: "action_handle",
    Act.COMMAND: "action_command",
}


class Weekdays:
    """A calendar without holidays."""

    def is_workday(self, day: object) -> bool:
        """Monday to Friday."""
        return day.weekday() < 5  # type: ignore[attr-defined]


class ScriptedReader:
    """Knows a few words, the way the trained reader knows many."""

    def read(self, text: str, *, cadre: bool = False, village: str | None = None) -> Reading:
        """Read by keywords."""
        places = tuple(
            Span(w, text.index(w), text.index(w) + len(w)) for w in ("桥头", "老樟树") if w in text
        )
        if cadre:
            if text.startswith("收到"):
                return Reading(text, Act.ACCEPT)
            if "安静" in text:
                return Reading(text, Act.COMMAND, explicit=True, verb="silence")
            return Reading(text, Act.NOTE)
        if "冒火花" in text:
            return Reading(text, Act.EMERGENCY, category=Category.POWER, places=places)
        for word, category in (
            ("路基", Category.ROAD),
            ("垃圾", Category.SANITATION),
            ("水管", Category.WATER),
        ):
            if word in text:
                return Reading(text, Act.REQUEST, category=category, places=places)
        if "我家也是" in text:
            return Reading(text, Act.METOO)
        return Reading(text, Act.DETAIL if places else Act.CHAT, places=places)


class DirectDialogue:
    """Runs the use case of an act without Rasa; the real agent is tested in tests/demo."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.fails = 0

    def answer(self, turn: Turn, now: datetime) -> None:
        """Run it, or fail as often as told to."""
        if self.fails:
            self.fails -= 1
            raise RuntimeError("the use case failed")
        name = ACTIONS.get(turn.reading.act)
        if name is not None:
            USE_CASES[name](self.desk, turn.id or 0, now)


class Wire:
    """Takes what the bot says; answers as it is told to."""

    def __init__(self) -> None:
        self.said: list[Notice] = []
        self.results: list[Sent] = []

    def carry(self, notice: Notice, now: datetime) -> Sent:
        """Take a notice."""
        sent = self.results.pop(0) if self.results else Sent(Delivery.OK)
        if sent.result is Delivery.OK:
            self.said.append(notice)
        return sent

    def in_group(self, name: str = GROUP) -> list[str]:
        """What a group has read."""
        return [n.text for n in self.said if n.group == name]


class Village:
    """The bot and those who talk to it, at a time that moves only when told to."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.desk = Desk(
            works=SqlWorks(engine),
            county=SqlCounty(engine),
            calendar=Weekdays(),
            settings=Settings(),
            phrases=DomainPhrases(),
            reader=ScriptedReader(),
        )
        self.wire = Wire()
        self.dialogue = DirectDialogue(self.desk)
        self.now = MORNING
        self.bot = self._start()
        self._said = 0

    def _start(self) -> Bot:
        return Bot(self.desk, self.dialogue, self.wire, "test", self.now)

    def restart(self) -> None:
        """A new process on the same database."""
        self.bot = self._start()
        self.bot.resume(self.now)
        self.bot.speak(self.now)

    def say(
        self,
        name: str,
        text: str,
        *,
        person: str | None = None,
        group: str | None = GROUP,
        id: str | None = None,
        chat_id: str | None = None,
        quote: Quote | None = None,
        recalls: str | None = None,
    ) -> str:
        """Somebody says something; returns its id."""
        self._said += 1
        event = Event(
            session="s1",
            id=id or f"m{self._said}",
            at=self.now,
            kind=EventKind.RECALL if recalls else EventKind.TEXT,
            chat=group or name,
            chat_name=group,
            chat_id=chat_id,
            sender=name,
            sender_name=name,
            stable_id=person,
            text=text,
            quote=quote,
            recalled=recalls,
        )
        self.bot.hear(event, self.now)
        self.bot.work(self.now)
        return event.id

    def pass_time(self, **span: float) -> None:
        """Let time pass, with the bot at work at every moment something falls due."""
        end = self.now + timedelta(**span)
        for _ in range(500):
            due = self.bot.next_due()
            if due is None or due > end:
                break
            self.now = max(self.now, due)
            self.bot.work(self.now)
        self.now = end
        self.bot.work(self.now)


@pytest.fixture(scope="session")
def county_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo county, to be copied."""
    file = tmp_path_factory.mktemp("county") / "county.db"
    engine = open_engine(f"sqlite:///{file}", durable=False)
    prepare(engine)
    import_roster(engine, read_roster(COUNTY))
    engine.dispose()
    return file


@pytest.fixture
def village(county_file: Path, tmp_path: Path) -> Iterator[Village]:
    """双桥村 on a fresh copy of the demo county, Wednesday 9:00."""
    shutil.copy(county_file, tmp_path / "bot.db")
    engine = open_engine(f"sqlite:///{tmp_path}/bot.db", durable=False)
    prepare(engine)
    yield Village(engine)
    engine.dispose()
