"""A ticket: one matter, from the first voice to its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from casework.messages import Speaker
from casework.taxonomy import Act, Category, Channel, Outcome, Rating, Status

LAPSE = "lapse"
"""Code of the move that closes a ticket without a villager's word."""


@dataclass(eq=False)
class Entry:
    """One line of the append-only history.

    by: key or display name of who did it, or ``bot``.
    move: code of the move; why: in words; cause: id of the inbox message.
    """

    at: datetime
    by: str
    move: str
    why: str = ""
    cause: int | None = None
    was: Status | None = None
    now: Status | None = None
    id: int | None = None


@dataclass(eq=False)
class Voice:
    """Somebody who raised a matter; the first is the reporter, the others co-reporters.

    group: where it was said; None in private.
    household: 户号, where known: one household is one voice.
    handle, session: the account it came from, as long as that login lasts.
    """

    person: str | None
    name: str
    at: datetime
    group: str | None = None
    household: str | None = None
    handle: str | None = None
    session: str | None = None
    id: int | None = None

    @property
    def speaker(self) -> Speaker:
        """The person behind the voice."""
        return Speaker(self.person, self.name, self.handle, self.session)

    @property
    def key(self) -> str:
        """The key where verified, else the display name."""
        return self.person or self.name

    def is_of(self, speaker: Speaker, group: str | None) -> bool:
        """Whether `speaker`, speaking in `group`, is this voice.

        An unverified villager is known by display name within one group (PRODUCT 3.3),
        and by the account as long as a login lasts: two of one name are two people then.
        """
        if self.person or speaker.person:
            return self.person == speaker.person
        if self.group != group:
            return False
        if self.handle and speaker.handle and self.session == speaker.session:
            return self.handle == speaker.handle
        return self.name == speaker.name


@dataclass(eq=False)
class Evidence:
    """A message that belongs to a ticket, with its file if it has one."""

    message_id: str
    at: datetime
    file: str | None = None
    by_cadre: bool = False
    id: int | None = None


@dataclass(eq=False)
class Ticket:
    """One matter.

    number: ``#12``; begins at 1, follows the order of registration, never reused.
    village, grid: keys (``乡镇/村``, ``乡镇/村/网格``); township by name.
    cadre: 工号 of who has the duty now; never empty while open where the roster
        knows anybody at all.
    basis: why it is his, in words.
    clock_from: when the present clocks began (registration or reopening).
    accept_by, due: aware deadlines; bell_at: when it next needs looking at.
    rung: reminders and escalations already given for the present deadlines.
    returned_by: cadres who returned it; it never goes back to them.
    pending: the cadre asked to take it over, who has not accepted yet.
    shown: the words that others than its cadres read in place of `text`; "" where
        it is read as it was said. A wish names no family.
    claimed_by, claim_until: key of the volunteer who grants a wish, and when the
        claim lapses unless a word comes.
    filed_by: 工号 of who had it registered for somebody else.
    """

    number: int
    status: Status
    act: Act
    category: Category
    channel: Channel
    text: str
    township: str
    village: str
    opened_at: datetime
    clock_from: datetime
    group: str | None = None
    grid: str | None = None
    place: str | None = None
    cadre: str | None = None
    basis: str = ""
    pending: str | None = None
    returned_by: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    accept_by: datetime | None = None
    due: datetime | None = None
    bell_at: datetime | None = None
    rung: tuple[str, ...] = ()
    accepted_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    result: str = ""
    rating: Rating | None = None
    rated_at: datetime | None = None
    rated_by: str | None = None
    reopened: int = 0
    extended: bool = False
    private: bool = False
    place_asked: bool = False
    merged_into: int | None = None
    shown: str = ""
    claimed_by: str | None = None
    claim_until: datetime | None = None
    filed_by: str | None = None
    voices: list[Voice] = field(default_factory=list)
    history: list[Entry] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    version: int = 0

    @property
    def reporter(self) -> Voice:
        """The first voice."""
        return self.voices[0]

    @property
    def co_reporters(self) -> list[Voice]:
        """Every other voice."""
        return self.voices[1:]

    @property
    def households(self) -> int:
        """How many households raised it: members of one count once, as far as keys tell."""
        return len(
            {(v.household,) if v.household else (v.group, v.key, v.session, v.handle) for v in self.voices}
        )

    @property
    def tag(self) -> str:
        """``#12``, as every message about it carries it."""
        return f"#{self.number}"

    @property
    def words(self) -> str:
        """What it is about, as others than its cadres read it."""
        return self.shown or self.text

    @property
    def is_wish(self) -> bool:
        """Whether volunteers may grant it."""
        return self.channel is Channel.WISH

    @property
    def is_offered(self) -> bool:
        """Whether it waits for a volunteer: nobody has to accept it meanwhile."""
        waiting = self.status in (Status.TRIAGE, Status.ASSIGNED)
        return self.is_wish and waiting and self.claimed_by is None and self.accept_by is None

    @property
    def state(self) -> str:
        """How it stands, as people see it: a wish is claimed rather than accepted."""
        if self.is_offered:
            return "待认领"
        taken = self.claimed_by is not None and self.status is Status.ACCEPTED
        return "已认领" if taken else self.status.label

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status.is_open

    @property
    def urgent(self) -> bool:
        """Whether it is an emergency."""
        return self.act is Act.EMERGENCY

    @property
    def unconfirmed(self) -> bool:
        """Whether it was closed because nobody answered, and nobody has given a verdict since."""
        ending = next((e for e in reversed(self.history) if e.was is not e.now), None)
        return self.rating is None and ending is not None and ending.move == LAPSE

    def voice_of(self, speaker: Speaker, group: str | None) -> Voice | None:
        """The voice `speaker` has in it, if any."""
        return next((v for v in self.voices if v.is_of(speaker, group)), None)

    def overdue(self, now: datetime) -> bool:
        """Whether a deadline has passed: acceptance while waiting, solution while open."""
        if self.status in (Status.TRIAGE, Status.ASSIGNED) and self.accept_by and now > self.accept_by:
            return True
        working = self.is_open and self.status is not Status.RESOLVED
        return bool(working and self.due and now > self.due)
