"""From the outbox to a transport: whom a notice is for becomes where it goes."""

from __future__ import annotations

import logging
import tempfile
from datetime import datetime
from pathlib import Path

from bot.picture import draw
from bot.transports.base import Address, Delivery, Sent, Transport
from casework.digest import Chart
from casework.notice import Notice
from casework.services.desk import Desk

log = logging.getLogger(__name__)


class TransportCarrier:
    """Says notices through a transport."""

    def __init__(self, transport: Transport, desk: Desk) -> None:
        """`transport` is started and stopped elsewhere; `desk` knows which group is the trusted one."""
        self._transport = transport
        self._desk = desk

    def carry(self, notice: Notice, now: datetime) -> Sent:
        """Say a notice, once."""
        address = Address(
            group=notice.group,
            chat_id=self._trusted(notice.group) if notice.group else None,
            person=notice.person,
            name=notice.name,
            handle=notice.handle or self._bound(notice),
            session=notice.session if notice.handle else self._transport.session,
        )
        sent = self._transport.send(address, notice.text)
        if notice.picture and sent.result is Delivery.OK:
            self._show(address, Chart.loads(notice.picture))
        return sent

    def _show(self, address: Address, chart: Chart) -> None:
        """A picture beside the text: shown at most once, and never worth saying the text again."""
        with tempfile.TemporaryDirectory(prefix="minqing-chart-") as folder:
            file = Path(folder) / "week.png"
            if not draw(chart, file):
                return
            shown = self._transport.send_picture(address, file)
        if shown.result is not Delivery.OK:
            log.warning("a picture was not delivered: %s %s", shown.result.value, shown.detail)

    def _bound(self, notice: Notice) -> str | None:
        """The account that a code bound to whom a private notice is for, in this login."""
        if notice.group or not notice.person:
            return None
        with self._desk.works() as uow:
            return uow.bindings.handle_of(self._transport.session, notice.person)

    def _trusted(self, group: str) -> str | None:
        """The identity of the group that was first seen under a bound name."""
        with self._desk.works() as uow:
            return uow.memory.get(f"group:{group}")
