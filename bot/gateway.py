"""From a transport's event to a stored message: which groups are ours, and who speaks (PRODUCT 3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.transports.base import Delivery, Event, EventKind, Sent
from casework.chain import onestops
from casework.messages import Medium, Message
from casework.people import plain_name
from casework.services.binding import befriended, welcome
from casework.services.desk import Desk
from casework.services.gathering import listen, store
from casework.services.speaking import tell_cadres
from casework.staff_wording import namesake_group
from casework.taxonomy import Kind

_MEDIA = {EventKind.IMAGE: Medium.IMAGE, EventKind.VOICE: Medium.VOICE, EventKind.VIDEO: Medium.VIDEO}
_HEARD = frozenset({EventKind.TEXT, EventKind.RECALL, *_MEDIA})

Befriend = Callable[[Event], Sent]
"""Accepts the friend request that an event brought."""

LONGEST = 20_000
"""Characters of a message that are kept; nobody types more, and a pasted book helps nobody."""


class Gateway:
    """Takes events in: stores what is for us, then listens to it."""

    def __init__(self, desk: Desk, transport: str, befriend: Befriend | None = None) -> None:
        """`transport` is the name under which message ids are unique.

        Without `befriend` nobody becomes a friend.
        """
        self._desk = desk
        self._befriend = befriend
        self._transport = transport
        self._known: dict[str, str] = {}

    def hear(self, event: Event, now: datetime) -> None:
        """Store an event before anything else; a redelivery and what isn't ours leave no trace."""
        if event.kind is EventKind.FRIEND_REQUEST:
            self._greet(event, now)
            return
        if event.is_self or event.kind not in _HEARD or not self._admits(event, now):
            return
        id = store(self._desk, self._message(event, now))
        if id is not None:
            listen(self._desk, id, now)

    def _greet(self, event: Event, now: datetime) -> None:
        """Accept a friend whose greeting holds a valid code; its code binds him once he is one."""
        id = store(self._desk, self._message(event, now))
        if id is None or not welcome(self._desk, id, now) or self._befriend is None:
            return
        if self._befriend(event).result is Delivery.OK:
            befriended(self._desk, id, now)

    def resume(self, now: datetime) -> None:
        """Listen to what a crash left stored but unheard."""
        with self._desk.works() as uow:
            left = [m.id for m in uow.inbox.unfinished() if m.id is not None]
        for id in left:
            listen(self._desk, id, now)

    def _message(self, event: Event, now: datetime) -> Message:
        person = event.stable_id if event.stable_id and self._desk.county.person(event.stable_id) else None
        return Message(
            transport=self._transport,
            message_id=event.id,
            at=now,
            person=person,
            name=plain_name(event.sender_name),
            text=event.text[:LONGEST],
            group=event.chat_name,
            chat_id=event.chat_id,
            handle=event.sender,
            session=event.session,
            quote_from=event.quote.sender if event.quote else None,
            quote_text=event.quote.text if event.quote else None,
            medium=_MEDIA.get(event.kind),
            file=str(event.media) if event.media else None,
            recall_of=event.recalled if event.kind is EventKind.RECALL else None,
        )

    def _admits(self, event: Event, now: datetime) -> bool:
        """Whether it is private, or said in a bound group that is the one we know by that name."""
        if event.chat_name is None:
            return True
        group = self._desk.county.group(event.chat_name)
        if group is None:
            return False
        if event.chat_id is None or self._known.get(group.name) == event.chat_id:
            return True
        with self._desk.works() as uow:
            known = uow.memory.get(f"group:{group.name}")
            if known is None:
                uow.memory.put(f"group:{group.name}", event.chat_id)
                uow.commit()
            elif known != event.chat_id:
                key = f"namesake:{group.name}:{event.chat_id}"
                told = onestops(self._desk.county, group.township)
                tell_cadres(
                    self._desk, uow, told, Kind.ESCALATE, namesake_group(group.name), now, once=key, bell=key
                )
                uow.commit()
                return False
        self._known[group.name] = event.chat_id
        return True
