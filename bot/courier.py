"""Sending what is in the outbox: budget, quiet hours, gathering, retries, dead letters (PRODUCT 1.6, 6).

A notice is marked before it is handed over and again afterwards, each in its
own transaction. What was in flight when the process died is sent again, but a
digest never: it is told at most once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from bot.transports.base import Delivery, Sent
from casework.clock import BEIJING
from casework.manners import day_start, hour_start, next_chance, quiet_until
from casework.notice import Notice, NoticeState
from casework.ports import UnitOfWork
from casework.services.desk import Desk
from casework.services.reorganising import is_in_order
from casework.taxonomy import Kind

RETRY_AFTER = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720))
"""Waits between attempts; after the last one a notice is dead."""

WHILE_OFFLINE = timedelta(seconds=30)
"""How often it is tried while nobody is logged in."""

GATHERED_CHARS = 1_500
"""How long a message of several gathered notices may become."""

_UNHURRIED = frozenset({Kind.REMIND, Kind.ESCALATE})
"""Private notices that can wait for the morning."""


class Carrier(Protocol):
    """Hands a text to its addressee: a transport, or the recorder of a replay."""

    def carry(self, notice: Notice, now: datetime) -> Sent:
        """Say `notice.text` where the notice says, once. Never raises for trouble on the wire."""


class Courier:
    """Drains the outbox."""

    def __init__(self, desk: Desk, carrier: Carrier) -> None:
        """Send through `carrier`."""
        self._desk = desk
        self._carrier = carrier

    def recover(self, now: datetime) -> None:
        """Decide about what was in flight when the process ended."""
        with self._desk.works() as uow:
            for notice in uow.outbox.in_flight():
                again = notice.kind is not Kind.DIGEST
                notice.state = NoticeState.PENDING if again else NoticeState.SENT
                notice.sent_at = None if again else now
                notice.detail = "程序中断时正在发送"
            uow.commit()

    def deliver(self, now: datetime) -> None:
        """Send everything that may be said now, in the order in which it was written."""
        with self._desk.works.looking() as uow:
            waiting = uow.outbox.due(now)
        for id in waiting:
            notice = self._claim(id, now)
            if notice is not None:
                self._settle(id, self._carrier.carry(notice, now), now)

    def _claim(self, id: int, now: datetime) -> Notice | None:
        """Mark a notice as being sent; None where it must wait, is useless now, or went with another."""
        with self._desk.works() as uow:
            notice = uow.outbox.take(id, now)
            if notice is None:
                return None
            if notice.not_after is not None and now > notice.not_after:
                notice.state, notice.detail = NoticeState.DROPPED, "已过时，不再发送"
            elif notice.group is not None and self._desk.county.group(notice.group) is None:
                if is_in_order(uow, self._desk.county.version()):
                    notice.state, notice.detail = NoticeState.DEAD, "群已不在花名册"
                else:
                    # It may have got another name, which is about to be put in here.
                    notice.not_before = now + WHILE_OFFLINE
            elif self._is_silenced(uow, notice):
                notice.state, notice.detail = NoticeState.DROPPED, "群已设为安静"
            elif (later := self._must_wait(uow, notice, now)) is not None:
                notice.not_before = later
            else:
                _gather(uow, notice, now)
                notice.state = NoticeState.SENDING
                notice.attempts += 1
            uow.commit()
        return notice if notice.state is NoticeState.SENDING else None

    def _is_silenced(self, uow: UnitOfWork, notice: Notice) -> bool:
        if notice.group is None or notice.urgent or notice.kind is Kind.DIGEST:
            return False
        return uow.memory.get(f"silent:{notice.group}") is not None

    def _must_wait(self, uow: UnitOfWork, notice: Notice, now: datetime) -> datetime | None:
        """Until when manners forbid it."""
        if notice.urgent:
            return None
        settings = self._desk.settings
        if notice.group is None:
            return quiet_until(now, settings) if notice.kind in _UNHURRIED else None
        quiet = quiet_until(now, settings)
        if quiet is not None:
            return quiet
        this_hour = uow.outbox.sent_to_group(notice.group, hour_start(now))
        today = uow.outbox.sent_to_group(notice.group, day_start(now))
        # The day's last message is the digest's, or a full day would be the one without.
        kept = int(
            notice.kind is not Kind.DIGEST and now.astimezone(BEIJING).time() < settings.group_digest_at
        )
        return next_chance(now, this_hour, today + kept, settings)

    def _settle(self, id: int, sent: Sent, now: datetime) -> None:
        """Note how the sending ended."""
        with self._desk.works() as uow:
            notice = uow.outbox.get(id)
            if notice is None:
                # Whom it was for has had everything erased meanwhile.
                return
            notice.detail = sent.detail
            if sent.result in (Delivery.OK, Delivery.UNKNOWN):
                # After a reset nobody knows whether it arrived; saying it twice is the worse mistake.
                notice.state, notice.sent_at = NoticeState.SENT, now
            elif sent.result is Delivery.OFFLINE:
                # Nothing was tried, so it counts for nothing.
                notice.attempts -= 1
                notice.state, notice.not_before = NoticeState.PENDING, now + WHILE_OFFLINE
            elif sent.result is Delivery.REFUSED or notice.attempts > len(RETRY_AFTER):
                notice.state = NoticeState.DEAD
            else:
                wait = RETRY_AFTER[notice.attempts - 1]
                if sent.retry_after is not None:
                    wait = max(wait, timedelta(seconds=sent.retry_after))
                notice.state, notice.not_before = NoticeState.PENDING, now + wait
            uow.commit()


def _gather(uow: UnitOfWork, notice: Notice, now: datetime) -> None:
    """Put what was held back for the same group into one message."""
    if notice.group is None or notice.not_before is None or notice.kind is Kind.DIGEST:
        return
    for other in uow.outbox.pending(now):
        if other.group != notice.group or other is notice:
            continue
        if other.not_before is None or other.urgent or other.kind is Kind.DIGEST or other.attempts:
            continue
        if len(notice.text) + len(other.text) > GATHERED_CHARS:
            break
        notice.text += "\n" + other.text
        other.state, other.detail = NoticeState.GATHERED, f"并入第{notice.id}条"
        if other.ticket != notice.ticket:
            notice.ticket = None
        if (other.person, other.name) != (notice.person, notice.name):
            notice.person = notice.name = None
        if other.kind is not notice.kind:
            notice.kind = Kind.STATUS
