"""How the people of a simulated month answer the bot: cadres quick, slow or silent, and villagers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.simulation import talk
from bot.transports.base import Event, EventKind
from casework.county import Cadre, County
from casework.notice import Notice
from casework.taxonomy import Act, Kind
from casework.ticket import Ticket

Post = Callable[[Event], None]
LookUp = Callable[[int], Ticket | None]

QUICK, SLOW, SILENT = "quick", "slow", "silent"
_WAITS = {QUICK: (2, 180), SLOW: (900, 2600)}
"""Minutes until a cadre answers what he was given, by temper."""


class PeopleAtWork:
    """Hears what the bot says to anybody, and posts what that one says later."""

    def __init__(self, random: Random, county: County, post: Post, look_up: LookUp) -> None:
        """`post` takes what somebody will say; `look_up` shows a ticket as it stands."""
        self._random = random
        self._county = county
        self._post = post
        self._look_up = look_up
        self._tempers: dict[str, str] = {}
        self._said = 0

    def hear(self, notice: Notice, now: datetime) -> None:
        """Think of an answer to one message of the bot."""
        ticket = self._look_up(notice.ticket) if notice.ticket is not None else None
        if ticket is None:
            return
        cadre = self._county.cadre(notice.person) if notice.person and notice.group is None else None
        if cadre is not None:
            self._cadre(cadre, notice, ticket, now)
        elif notice.kind is Kind.CONFIRM:
            self._reporter(ticket, now)

    def temper(self, cadre: str) -> str:
        """A cadre's, for the whole month."""
        if cadre not in self._tempers:
            self._tempers[cadre] = self._random.choices((QUICK, SLOW, SILENT), (55, 30, 15))[0]
        return self._tempers[cadre]

    def say(self, at: datetime, name: str, text: str, **how: str | None) -> Event:
        """An event: `person` a key, `chat` a group, `recalled` the id of what is taken back."""
        self._said += 1
        chat, recalled, picture = how.get("chat"), how.get("recalled"), how.get("picture")
        kind = EventKind.RECALL if recalled else EventKind.IMAGE if picture else EventKind.TEXT
        return Event(
            session="month",
            id=f"m{self._said}",
            at=at,
            kind=kind,
            chat=chat or name,
            chat_name=chat,
            sender=name,
            sender_name=name,
            stable_id=how.get("person"),
            text=text,
            media=Path(picture) if picture else None,
            recalled=recalled,
        )

    def _cadre(self, cadre: Cadre, notice: Notice, ticket: Ticket, now: datetime) -> None:
        temper = self.temper(cadre.id)
        mine = cadre.id in (ticket.cadre, ticket.pending)
        waiting = ticket.accepted_at is None or ticket.pending == cadre.id
        if notice.kind in (Kind.ASSIGN, Kind.REMIND, Kind.ESCALATE) and waiting and ticket.is_open:
            if ticket.urgent:
                self._tell(cadre, f"{ticket.tag} 收到 马上去", now + self._after(1, 12))
            elif mine and (temper != SILENT or self._random.random() < 0.1):
                low, high = _WAITS.get(temper, _WAITS[SLOW])
                self._tell(cadre, self._first_word(cadre, ticket), now + self._after(low, high))
        elif notice.kind is Kind.ANSWER and mine and "签收" in notice.text and temper != SILENT:
            self._work(cadre, ticket, now, temper)
        elif notice.kind is Kind.ASK and mine:
            self._tell(cadre, self._random.choice(talk.DONE), now + self._after(2, 30))

    def _first_word(self, cadre: Cadre, ticket: Ticket) -> str:
        dice = self._random.random()
        if dice < 0.05:
            return f"{ticket.tag} 退回 不归我管"
        if dice < 0.10:
            others = [g.cadre for g in self._county.grids(ticket.village) if g.cadre != cadre.id]
            other = self._county.cadre(self._random.choice(others)) if others else None
            return f"{ticket.tag} 转 {other.id}" if other else "收到"
        if ticket.act is Act.INQUIRY:
            return f"{ticket.tag} 答复 带身份证到便民中心办"
        return self._random.choice(("收到", f"{ticket.tag} 收到", f"{ticket.tag} 收到 下午去看"))

    def _work(self, cadre: Cadre, ticket: Ticket, now: datetime, temper: str) -> None:
        days = self._random.uniform(0.1, 3.0) if temper == QUICK else self._random.uniform(3.0, 9.0)
        if ticket.urgent:
            days = 0.2
        dice = self._random.random()
        if dice < 0.2:
            self._tell(cadre, f"{ticket.tag} 进展 已经联系师傅", now + timedelta(days=days / 2))
        elif dice < 0.3:
            reason = self._random.choice(talk.REASONS)
            self._tell(
                cadre,
                f"{ticket.tag} 延期{self._random.randint(1, 12)}天 {reason}",
                now + self._after(60, 900),
            )
        if self._random.random() < 0.08:
            words = f"{ticket.tag} 未能解决 {talk.HOPELESS}"
        elif self._random.random() < 0.1:
            words = f"{ticket.tag} 办结"
        else:
            words = f"{ticket.tag} 办结 {self._random.choice(talk.DONE)}"
        self._tell(cadre, words, now + timedelta(days=days))

    def _tell(self, cadre: Cadre, words: str, at: datetime) -> None:
        self._post(self.say(at, cadre.name, words, person=cadre.id))

    def _reporter(self, ticket: Ticket, now: datetime) -> None:
        words = talk.verdict(self._random)
        if words:
            voice = ticket.reporter
            at = now + self._after(5, 4000)
            self._post(self.say(at, voice.name, words, person=voice.person, chat=voice.group))

    def _after(self, low: float, high: float) -> timedelta:
        return timedelta(minutes=self._random.uniform(low, high))
