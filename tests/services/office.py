"""The use cases on the real storage, with a scripted reader: only the language is fake.

People speak with `say`, time passes with `wait` and `until`; each returns what the
bot said meanwhile. Which use case a turn runs is read from `data/rules.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.engine import Engine

from actions.turns import USE_CASES
from bot.phrases import DomainPhrases
from casework.answers import Likely, same_question
from casework.clock import SimulatedClock
from casework.messages import Medium, Message, Speaker, Turn
from casework.notice import Notice, NoticeState
from casework.ports import TicketQuery
from casework.reading import Reading, Span
from casework.services.desk import Desk
from casework.services.gathering import listen, store
from casework.services.ringing import ring_tickets
from casework.settings import Settings
from casework.taxonomy import CADRE_ACTS, Act, Category, Kind, Rating
from casework.ticket import Ticket
from nlu.commands import anybodys, attempted, command
from storage.work import SqlWorks
from tests.casework.cast import CALENDAR, GROUP, MORNING, the_county
from tests.casework.county import SmallCounty

ROOT = Path(__file__).resolve().parents[2]
SOON = timedelta(seconds=1)

_PHRASES = DomainPhrases()


def rules_of() -> dict[str, str]:
    """Which action follows from which intent, as `data/rules.yml` says."""
    rules = yaml.safe_load((ROOT / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    return {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in rules}


_RULES = rules_of()
_RATINGS = {"满意": Rating.SATISFIED, "基本满意": Rating.FAIR, "不满意": Rating.DISSATISFIED}


class ScriptedReader:
    """Understands what it was taught, commands that are written out, and the three verdicts."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[str, Reading] = {}

    def teach(self, text: str, act: Act, category: Category | None = None, *places: str, **more: Any) -> str:
        """From now on `text` is read like this; returns it, to be said."""
        spans = tuple(Span(p, text.index(p), text.index(p) + len(p)) for p in places)
        confidence = more.pop("confidence", 0.9)
        self._known[text] = Reading(text, act, confidence, category, 0.9, places=spans, **more)
        return text

    def read(self, text: str, *, cadre: bool = False, village: str | None = None) -> Reading:
        """Read a message; several lines together are the first report among them, with every place."""
        lines = text.split("\n")
        if len(lines) == 1:
            return self._one(text, cadre)
        readings = [self._one(line, cadre) for line in lines]
        if text in self._known:
            return self._known[text]
        leading = next((r for r in readings if r.actionable), readings[0])
        return replace(leading, text=text, places=tuple(s for r in readings for s in r.places))

    def _one(self, text: str, cadre: bool) -> Reading:
        if text in self._known:
            return self._known[text]
        named = tuple(int(n) for n in re.findall(r"#(\d+)", text))
        written = command(text)
        meant = written if cadre else anybodys(written)
        if meant is not None:
            return Reading(
                text,
                meant.act,
                tickets=meant.tickets or named,
                explicit=True,
                argument=meant.argument,
                outcome_unfixed=meant.outcome_unfixed,
                verb=meant.verb,
            )
        if cadre and text == "收到":
            return Reading(text, Act.ACCEPT)
        if not cadre and attempted(text, written):
            return Reading(text, Act.CHAT, tickets=named, verb="cadre_attempt", explicit=True)
        bare = re.sub(r"^#\d+ ?", "", text)
        if bare in _RATINGS:
            return Reading(text, Act.RATE, tickets=named, rating=_RATINGS[bare])
        if bare == "没解决":
            return Reading(text, Act.UNFIXED, tickets=named)
        return Reading(text, Act.NOTE if cadre else Act.CHAT, tickets=named)


class PlainAnswers:
    """Knows a question by a wording of its entry: how questions are compared is `nlu`'s to show."""

    def __init__(self, county: SmallCounty) -> None:
        """Look entries up in a county."""
        self._county = county

    def likely(self, question: str, village: str | None) -> list[Likely]:
        """Every entry that has the question among its wordings, and holds in the village."""
        township, _, name = (village or "").partition("/")
        here = [
            f for f in self._county.faqs() if f.township in (None, township) and f.village in (None, name)
        ]
        return [
            Likely(f, 1.0)
            for f in here
            if any(same_question(_plea(question), way) for way in (f.question, *f.phrasings))
        ]


def _plea(question: str) -> str:
    return re.sub("^请问|啊$", "", question)


class Office:
    """A desk with a clock, people who speak, and an outbox that is read."""

    def __init__(
        self, engine: Engine, county: SmallCounty | None = None, settings: Settings | None = None
    ) -> None:
        """Open in the morning of 10 June 2026."""
        self.reader = ScriptedReader()
        self.works = SqlWorks(engine)
        self.clock = SimulatedClock(MORNING)
        known = county or the_county()
        self.desk = Desk(
            self.works,
            known,
            CALENDAR,
            settings or Settings(),
            _PHRASES,
            self.reader,
            PlainAnswers(known),
        )
        self._messages = 0

    def begin_messages_at(self, number: int) -> None:
        """Where another office has spoken before on the same database: go on after its message ids."""
        self._messages = number

    @property
    def now(self) -> datetime:
        """Where the clock stands."""
        return self.clock.now()

    def say(
        self,
        who: Speaker,
        text: str = "",
        *,
        group: str | None = GROUP,
        image: str | None = None,
        quote: str | None = None,
        id: str | None = None,
    ) -> list[Notice]:
        """Somebody says something now."""
        self._messages += 1
        message = Message(
            "test",
            id or f"m{self._messages}",
            self.now,
            who.person,
            who.name,
            text=text,
            group=group,
            quote_from="民情通" if quote else None,
            quote_text=quote,
            medium=Medium.IMAGE if image else None,
            file=image,
        )
        return self._hear(message)

    def tell(self, cadre: str, text: str = "", **how: Any) -> list[Notice]:
        """A verified cadre speaks, in private unless told otherwise."""
        person = self.desk.county.cadre(cadre)
        assert person is not None
        return self.say(Speaker(cadre, person.name), text, **{"group": None, **how})

    def recall(self, who: Speaker, id: str, group: str | None = GROUP) -> list[Notice]:
        """Somebody takes a message back."""
        self._messages += 1
        note = Message(
            "test", f"m{self._messages}", self.now, who.person, who.name, group=group, recall_of=id
        )
        return self._hear(note)

    def _hear(self, message: Message) -> list[Notice]:
        stored = store(self.desk, message)
        if stored is not None:
            listen(self.desk, stored, self.now)
        return self.work()

    def wait(self, span: timedelta) -> list[Notice]:
        """Time passes, stopping wherever something falls due."""
        return self.until(self.now + span)

    def until(self, moment: datetime) -> list[Notice]:
        """The same, to a moment."""
        said = []
        while True:
            with self.works() as uow:
                due = [d for d in (uow.due().turns, uow.due().tickets) if d is not None]
            nearest = min((d for d in due if d > self.now), default=moment)
            if nearest >= moment:
                break
            self.clock.move_to(nearest)
            said += self.work()
        self.clock.move_to(moment)
        return said + self.work()

    def work(self) -> list[Notice]:
        """Do what is due now; returns what was said."""
        with self.works() as uow:
            ready = list(uow.turns.ready(self.now))
        for turn in ready:
            USE_CASES[_RULES[use_case_of(turn)]](self.desk, turn.id or 0, self.now)
        ring_tickets(self.desk, self.now)
        return self.send()

    def send(self) -> list[Notice]:
        """Send what is written down, all of it at once."""
        with self.works() as uow:
            pending = list(uow.outbox.pending(self.now))
            for notice in pending:
                notice.state, notice.sent_at = NoticeState.SENT, self.now
            uow.commit()
        return pending

    def ticket(self, number: int = 1) -> Ticket:
        """One ticket as it stands."""
        with self.works() as uow:
            ticket = uow.tickets.get(number)
        assert ticket is not None
        return ticket

    def tickets(self) -> list[Ticket]:
        """All of them."""
        with self.works() as uow:
            return list(uow.tickets.find(TicketQuery()))

    def keep(self, *tickets: Ticket) -> None:
        """Put tickets into the ledger as they are."""
        with self.works() as uow:
            for ticket in tickets:
                uow.tickets.next_number()
                uow.tickets.add(ticket)
            uow.commit()

    def report(
        self, text: str = "三组水管爆了，就在老樟树", who: Speaker | None = None, **how: Any
    ) -> Ticket:
        """王婶 reports a burst pipe near the camphor tree, and the silence passes."""
        places = how.pop("places", ("老樟树",) if "老樟树" in text else ())
        act, category = how.pop("act", Act.REQUEST), how.pop("category", Category.WATER)
        self.reader.teach(text, act, category, *places, **how.pop("read", {}))
        before = len(self.tickets())
        self.say(who or Speaker(None, "王婶"), text, **how)
        self.wait(self.desk.settings.silence)
        found = self.tickets()
        assert len(found) == before + 1, f"{text} opened {len(found) - before} tickets"
        return found[-1]


def use_case_of(turn: Turn) -> str:
    """The intent that the dialogue is handed for a turn."""
    reading = turn.reading
    if not turn.cadre and reading.verb:
        return "attempt" if reading.verb == "cadre_attempt" else "bind"
    return f"cadre_{reading.act}" if reading.act in CADRE_ACTS else str(reading.act)


def texts(said: Iterable[Notice]) -> list[str]:
    """Their words."""
    return [notice.text for notice in said]


def to_group(said: Iterable[Notice]) -> list[str]:
    """What the group read."""
    return [notice.text for notice in said if notice.group is not None]


def to(said: Iterable[Notice], person: str) -> list[str]:
    """What one person read in private."""
    return [notice.text for notice in said if notice.group is None and notice.person == person]


def of(said: Iterable[Notice], kind: Kind) -> list[Notice]:
    """Those of one kind."""
    return [notice for notice in said if notice.kind is kind]
