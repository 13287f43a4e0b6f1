"""What the rules need from outside, as protocols; `storage` and `bot` implement them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Protocol

from casework.correction import Correction
from casework.county import Faq, Place
from casework.identity_ports import Bindings, Codes, Refusals
from casework.messages import Message, Speaker, Turn
from casework.notice import Notice
from casework.taxonomy import Act, Category, Channel, Status
from casework.ticket import Ticket
from casework.visit import Visit


@dataclass(frozen=True)
class TicketQuery:
    """Which tickets are wanted; every field that is not None narrows.

    village, grid, cadre, township: keys; pending, claimed_by: who is asked, who has claimed.
    *_from, *_to: half-open ranges of aware moments; *touched*: the history has an entry within.
    person, household: key, or 户号, of somebody verified who raised it.
    voice_name, voice_group, voice_handle, voice_session: somebody unverified who did.
    """

    statuses: frozenset[Status] | None = None
    act: Act | None = None
    channel: Channel | None = None
    category: Category | None = None
    township: str | None = None
    village: str | None = None
    grids: frozenset[str] | None = None
    cadre: str | None = None
    pending: str | None = None
    person: str | None = None
    household: str | None = None
    claimed_by: str | None = None
    voice_name: str | None = None
    voice_group: str | None = None
    voice_handle: str | None = None
    voice_session: str | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    touched_from: datetime | None = None
    touched_to: datetime | None = None
    private: bool | None = None


@dataclass(frozen=True)
class Due:
    """The next moment (or the first missed one) of each kind; None where nothing waits.

    turns: when a gathering ends. tickets: the earliest `bell_at` of an open one.
    notices: the earliest `not_before` of a pending one, its creation where it has none.
    """

    turns: datetime | None
    tickets: datetime | None
    notices: datetime | None

    @property
    def first(self) -> datetime | None:
        """The earliest of them."""
        return min((m for m in (self.turns, self.tickets, self.notices) if m is not None), default=None)


class Tickets(Protocol):
    """The tickets."""

    def next_number(self) -> int:
        """Take the next number; two transactions never get the same one, a rolled back one is given again."""

    def add(self, ticket: Ticket) -> None:
        """Keep a new ticket."""

    def get(self, number: int) -> Ticket | None:
        """One ticket, or None."""

    def find(self, query: TicketQuery) -> Sequence[Ticket]:
        """Every ticket that fits, by number."""

    def ringing(self, now: datetime) -> Ticket | None:
        """The open ticket whose `bell_at` came first, of those whose `bell_at` has come."""


class Inbox(Protocol):
    """Everything that was said."""

    def add(self, message: Message) -> bool:
        """Store a message; False if it was there already (redelivery)."""

    def get(self, id: int) -> Message | None:
        """One message by its row id."""

    def by_message_id(self, transport: str, message_id: str) -> Message | None:
        """One message by the service's id."""

    def said(self, group: str | None, since: datetime, speaker: Speaker) -> Sequence[Message]:
        """What one speaker said in a group (or privately) since a moment, oldest first."""

    def quoted(self, group: str | None, text: str) -> Message | None:
        """The latest message of a group whose text is what somebody quotes (or begins so)."""

    def is_remarked(self, session: str, person: str) -> bool:
        """Whether an account that no code bound has spoken with this key in a login."""

    def unfinished(self) -> Sequence[Message]:
        """Messages still NEW, oldest first: what a crash left behind."""

    def forget(self, before: datetime) -> int:
        """Erase the words of DONE messages that led to nothing and are older; returns how many."""


class Turns(Protocol):
    """Turns being gathered or answered."""

    def add(self, turn: Turn) -> None:
        """Keep a new turn; it has an id afterwards."""

    def get(self, id: int) -> Turn | None:
        """One turn, with its messages."""

    def latest_of(self, group: str | None, speaker: Speaker, since: datetime) -> Turn | None:
        """The latest turn of a speaker whose last message is not older than `since`."""

    def last_speaker(self, persons: Sequence[str]) -> str | None:
        """Which of these people has spoken to the bot last."""

    def latest_in(self, group: str, since: datetime) -> Sequence[Turn]:
        """Turns of a group whose last message is not older than `since`, latest first."""

    def ready(self, now: datetime) -> Sequence[Turn]:
        """Turns whose gathering is over, by `ready_at` and id."""

    def finish(self, id: int) -> None:
        """A turn needs nothing more, if it did."""


class Outbox(Protocol):
    """Everything the bot says."""

    def add(self, notice: Notice) -> bool:
        """Write a notice down; False if its `once` key exists already."""

    def has(self, once: str) -> bool:
        """Whether a notice of that `once` key was ever written."""

    def get(self, id: int) -> Notice | None:
        """One notice by its row id."""

    def due(self, now: datetime) -> Sequence[int]:
        """Ids of what `pending` gives."""

    def take(self, id: int, now: datetime) -> Notice | None:
        """One of them, for this transaction alone; None where it is gone or another one has it."""

    def pending(self, now: datetime) -> Sequence[Notice]:
        """Notices to be sent whose `not_before` has come, by id."""

    def sent_to_group(self, group: str, since: datetime) -> int:
        """How many non-urgent notices went to a group since a moment."""

    def quoted(self, group: str | None, text: str) -> Notice | None:
        """The latest notice sent there whose text is (or begins with) what somebody quotes."""

    def latest_ask(self, cadre: str) -> Notice | None:
        """The latest private question put to a person, for a digit that answers it."""

    def dead(self) -> Sequence[Notice]:
        """Notices that could not be delivered."""

    def in_flight(self) -> Sequence[Notice]:
        """Notices handed to the transport when the process ended: nobody knows whether they arrived."""


class Memory(Protocol):
    """Small facts that outlive a process: silent groups, group identities, choices offered."""

    def get(self, key: str) -> str | None:
        """The value kept under a key."""

    def beginning(self, prefix: str) -> Mapping[str, str]:
        """Every value whose key begins so, by key."""

    def put(self, key: str, value: str | None) -> None:
        """Keep a value; None removes it."""


class Corrections(Protocol):
    """What cadres corrected. Only added to, but for how far each has come."""

    def add(self, correction: Correction) -> None:
        """Keep one."""

    def new(self) -> Sequence[Correction]:
        """Those nobody has looked at, oldest first."""


class Places(Protocol):
    """The gazetteer as it grows while the bot runs."""

    def add(self, place: Place) -> bool:
        """Keep a place, in force at once; False where the village has it for that grid already."""


class Visits(Protocol):
    """The visits paid to households. Only added to."""

    def add(self, visit: Visit) -> None:
        """Keep one."""

    def of_household(self, household: str) -> Sequence[Visit]:
        """Those paid to one household (户号), oldest first."""


class Faqs(Protocol):
    """The village FAQ as it grows while the bot runs."""

    def add(self, faq: Faq) -> bool:
        """Keep an entry, in force at once; False where its village or township has the question already."""

    def remove(self, faq: Faq) -> bool:
        """Strike an entry; False where it is gone already."""


class UnitOfWork(Protocol):
    """One transaction. Leaves without `commit` → nothing happened."""

    tickets: Tickets
    inbox: Inbox
    turns: Turns
    outbox: Outbox
    memory: Memory
    places: Places
    faqs: Faqs
    codes: Codes
    bindings: Bindings
    refusals: Refusals
    corrections: Corrections
    visits: Visits

    def __enter__(self) -> UnitOfWork:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; roll back what was not committed."""

    def due(self) -> Due:
        """When there is something to do next."""

    def commit(self) -> None:
        """Make it last."""


class Works(Protocol):
    """Begins transactions."""

    def __call__(self) -> UnitOfWork:
        """A new unit of work."""

    def looking(self) -> UnitOfWork:
        """One that only reads: it neither waits for a writer nor holds one up."""


class WorkCalendar(Protocol):
    """The Chinese public calendar with its make-up workdays."""

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day."""
