"""From the outbox to a transport: whom a notice is for becomes where it goes."""

from __future__ import annotations

from datetime import datetime

from bot.transports.base import Address, Sent, Transport
from casework.notice import Notice


class TransportCarrier:
    """Says notices through a transport."""

    def __init__(self, transport: Transport) -> None:
        """`transport` is started and stopped by somebody else."""
        self._transport = transport

    def carry(self, notice: Notice, now: datetime) -> Sent:
        """Say a notice, once."""
        address = Address(
            group=notice.group,
            person=notice.person,
            name=notice.name,
            handle=notice.handle,
            session=notice.session,
        )
        return self._transport.send(address, notice.text)
