"""What the bot has to say: written down with the change it tells of, sent afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from casework.taxonomy import Kind


class NoticeState(str, Enum):
    """How far a notice has come."""

    PENDING = "pending"
    SENDING = "sending"  # handed to the transport; after a crash nobody knows whether it arrived
    SENT = "sent"
    GATHERED = "gathered"  # said as part of another notice
    DROPPED = "dropped"  # too late to be of use
    DEAD = "dead"  # cannot be delivered; shown by `check`


@dataclass(eq=False)
class Notice:
    """One message of the bot, in the outbox.

    group: bound group it goes to, None for a private one.
    person, name: addressee: key where verified, else display name; in a group, whom it answers.
    urgent: outside budget and quiet hours (emergencies).
    not_before: do not send earlier; not_after: drop when later (None: never).
    once: a key that may exist only once, so that a digest or reminder is never written twice.
    cause: id of the inbox message that led to it; bell: name of the bell that did.
    picture: a chart to be shown beside the text, as `casework.digest.Chart` keeps it.
    answers: whether somebody waits for it now (a private answer goes at any hour).
    """

    kind: Kind
    text: str
    created_at: datetime
    group: str | None = None
    person: str | None = None
    name: str | None = None
    ticket: int | None = None
    urgent: bool = False
    answers: bool = False
    not_before: datetime | None = None
    not_after: datetime | None = None
    once: str | None = None
    cause: int | None = None
    bell: str | None = None
    picture: str | None = None
    handle: str | None = None
    session: str | None = None
    state: NoticeState = NoticeState.PENDING
    attempts: int = 0
    sent_at: datetime | None = None
    detail: str = ""
    id: int | None = None
