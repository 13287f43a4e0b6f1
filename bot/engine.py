"""The bot at work: hears events, answers turns, rings bells, sends what was written.

Hearing and thinking take turns on one lock, so that a message never meets its
own turn half answered. Speaking has a thread of its own in the service, for a
real account waits many seconds between two messages.
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime
from typing import Protocol

from bot.bells import bells_of
from bot.courier import Carrier, Courier
from bot.gateway import Befriend, Gateway
from bot.transports.base import Event
from casework.messages import Turn, TurnState
from casework.services.desk import Desk
from casework.services.reorganising import reorganise
from casework.services.ringing import ring_tickets

TRIES = 3
"""How often a turn is tried before it is put aside for a person to look at."""

log = logging.getLogger(__name__)


class Answers(Protocol):
    """Answers a turn: the Rasa dialogue."""

    def answer(self, turn: Turn, now: datetime) -> None:
        """Choose the use case of a turn and run it."""


class Bot:
    """Everything between the doors."""

    def __init__(
        self,
        desk: Desk,
        dialogue: Answers,
        carrier: Carrier,
        transport: str,
        start: datetime,
        befriend: Befriend | None = None,
    ) -> None:
        """`start` is where the bells begin; what rang before is caught up by `resume`."""
        self.desk = desk
        self._dialogue = dialogue
        self._gateway = Gateway(desk, transport, befriend)
        self._courier = Courier(desk, carrier)
        self._bells = bells_of(desk)
        self._next = {bell: bell.next_after(start) for bell in self._bells}
        self._roster = -1
        self._thinking = threading.RLock()

    def resume(self, now: datetime) -> None:
        """Take up what a standstill left: unheard messages, notices in flight, digests that are late."""
        with self._thinking:
            self._gateway.resume(now)
            self._courier.recover(now)
            for bell in self._bells:
                self._next[bell] = bell.next_after(now - bell.late_for)
            self.think(now)

    def hear(self, event: Event, now: datetime) -> None:
        """Store an event and put it where it belongs."""
        with self._thinking:
            self._gateway.hear(event, now)

    def next_due(self) -> datetime:
        """The earliest moment at which there is something to do."""
        with self.desk.works.looking() as uow:
            due = uow.due().first
        bells = min(self._next.values())
        return bells if due is None else min(due, bells)

    def work(self, now: datetime) -> None:
        """Think, then speak."""
        self.think(now)
        self.speak(now)

    def think(self, now: datetime) -> None:
        """Do everything that is due by `now`: turns, tickets, digests."""
        with self._thinking:
            self._follow_roster(now)
            self._answer_turns(now)
            ring_tickets(self.desk, now)
            for bell in self._bells:
                while (at := self._next[bell]) <= now:
                    bell.ring(self.desk, at)
                    self._next[bell] = bell.next_after(at)

    def speak(self, now: datetime) -> None:
        """Send what may be sent by `now`."""
        self._courier.deliver(now)

    def _follow_roster(self, now: datetime) -> None:
        """Hand on what a new roster has left without its cadre; the version itself is looked at seldom."""
        version = self.desk.county.version()
        if version != self._roster:
            reorganise(self.desk, version, now)
            self._roster = version

    def _answer_turns(self, now: datetime) -> None:
        with self.desk.works.looking() as uow:
            due = uow.due().turns
            ready = uow.turns.ready(now) if due is not None and due <= now else ()
        for turn in ready:
            try:
                self._dialogue.answer(turn, now)
            except Exception:
                # One turn that cannot be answered must not stop the others; it stays stored.
                log.exception("turn %s could not be answered", turn.id)
                self._put_off(turn, now)
            else:
                self._finish(turn)

    def _finish(self, turn: Turn) -> None:
        """A turn that no rule wanted is done as well."""
        with self.desk.works() as uow:
            uow.turns.finish(turn.id or 0)
            uow.commit()

    def _put_off(self, turn: Turn, now: datetime) -> None:
        """One that failed is tried again, a few times."""
        with self.desk.works() as uow:
            kept = uow.turns.get(turn.id or 0)
            if kept is None or kept.state is TurnState.DONE:
                return
            kept.attempts += 1
            kept.ready_at = now + self.desk.settings.window
            if kept.attempts >= TRIES:
                kept.state = TurnState.FAILED
            uow.commit()
