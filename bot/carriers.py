"""From the outbox to a transport: whom a notice is for becomes where it goes."""

from __future__ import annotations

from datetime import datetime

from bot.transports.base import Address, Sent, Transport
from casework.notice import Notice
from casework.services.desk import Desk


class TransportCarrier:
    """Says notices through a transport."""

    def __init__(self, transport: Transport, desk: Desk) -> None:
        """`transport` is started and stopped by somebody else; `desk` knows which group is the trusted one."""
        self._transport = transport
        self._desk = desk

    def carry(self, notice: Notice, now: datetime) -> Sent:
        """Say a notice, once."""
        address = Address(
            group=notice.group,
            chat_id=self._trusted(notice.group) if notice.group else None,
            person=notice.person,
            name=notice.name,
            handle=notice.handle,
            session=notice.session,
        )
        return self._transport.send(address, notice.text)

    def _trusted(self, group: str) -> str | None:
        """The identity of the group that was first seen under a bound name."""
        with self._desk.works() as uow:
            return uow.memory.get(f"group:{group}")
