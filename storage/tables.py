"""The tables of the casework: what was said, what it became, what is said about it.

Column keys are the names of the rules' fields, whatever the column is called.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from casework.correction import Learning
from casework.messages import Medium, Stage, TurnState
from casework.notice import NoticeState
from casework.taxonomy import Act, Category, Channel, Kind, Outcome, Rating, Status
from storage.types import Code, Id, JsonTuple, Prefix, ReadingJson, SpeakerTuple, UtcDateTime, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def only_where(condition: str) -> dict[str, object]:
    """An index over the few rows that matter, so that it stays small for years."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


turns = Table(
    "turns",
    metadata,
    Column("id", Id, primary_key=True),
    Column("group_name", Words, key="group"),
    Column("person", String),
    Column("name", Words, nullable=False),
    Column("village", String),
    Column("reading", ReadingJson, nullable=False),
    Column("first_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Column("ready_at", UtcDateTime, nullable=False),
    Column("state", Code(TurnState), nullable=False),
    Column("cadre", Boolean, nullable=False),
    Column("tickets", JsonTuple, nullable=False),
    Column("supporters", SpeakerTuple, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("handle", Words),
    Column("session", Text),
    Index("ix_turns_group_last", "group", "last_at"),
    Index("ix_turns_person", "person", "group"),
    Index("ix_turns_ready", "ready_at", **only_where("state = 'gathering'")),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("transport", String, nullable=False),
    Column("message_id", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person", String),
    Column("name", Words, nullable=False),
    Column("body", Words, key="text", nullable=False),
    Column("group_name", Words, key="group"),
    Column("chat_id", String),
    Column("handle", Words),
    Column("session", Text),
    Column("quote_from", Words),
    Column("quote_text", Words),
    Column("medium", Code(Medium)),
    Column("file", Text),
    Column("recall_of", String),
    Column("recalled", Boolean, nullable=False),
    Column("stage", Code(Stage), nullable=False),
    Column("reading", ReadingJson),
    Column("turn_id", Id, ForeignKey("turns.id"), key="turn"),
    Column("gist", Prefix, nullable=False),
    UniqueConstraint("transport", "message_id", name="uq_messages_transport_message_id"),
    Index("ix_messages_group_at", "group", "at"),
    Index("ix_messages_group_gist", "group", "gist"),
    Index("ix_messages_turn", "turn", **only_where("turn_id IS NOT NULL")),
    Index("ix_messages_new", "id", **only_where("stage = 'new'")),
    Index("ix_messages_remembered", "at", **only_where("stage = 'done' AND body <> ''")),
)

tickets = Table(
    "tickets",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("status", Code(Status), nullable=False),
    Column("act", Code(Act), nullable=False),
    Column("category", Code(Category), nullable=False),
    Column("channel", Code(Channel), nullable=False),
    Column("body", Words, key="text", nullable=False),
    Column("township", String, nullable=False),
    Column("village", String, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("clock_from", UtcDateTime, nullable=False),
    Column("group_name", Words, key="group"),
    Column("grid", String),
    Column("place", Words),
    Column("cadre", String),
    Column("basis", Words, nullable=False),
    Column("pending", String),
    Column("returned_by", JsonTuple, nullable=False),
    Column("departments", JsonTuple, nullable=False),
    Column("accept_by", UtcDateTime),
    Column("due", UtcDateTime),
    Column("bell_at", UtcDateTime),
    Column("rung", JsonTuple, nullable=False),
    Column("accepted_at", UtcDateTime),
    Column("resolved_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("outcome", Code(Outcome)),
    Column("result", Words, nullable=False),
    Column("rating", Code(Rating)),
    Column("rated_at", UtcDateTime),
    Column("rated_by", String),
    Column("reopened", Integer, nullable=False),
    Column("extended", Boolean, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("place_asked", Boolean, nullable=False),
    Column("merged_into", Integer, ForeignKey("tickets.number")),
    Column("shown", Words, nullable=False, server_default=""),
    Column("claimed_by", String),
    Column("claim_until", UtcDateTime),
    Column("filed_by", String),
    Column("version", Integer, nullable=False),
    CheckConstraint("number >= 1", name="number_positive"),
    Index("ix_tickets_village_status", "village", "status"),
    Index("ix_tickets_cadre_status", "cadre", "status"),
    Index("ix_tickets_township_opened", "township", "opened_at"),
    Index("ix_tickets_opened", "opened_at"),
    Index("ix_tickets_claimed_by", "claimed_by", **only_where("claimed_by IS NOT NULL")),
    Index("ix_tickets_bell", "bell_at", **only_where("bell_at IS NOT NULL")),
)


def _ticket() -> Column:
    return Column("ticket_number", Integer, ForeignKey("tickets.number"), key="ticket", nullable=False)


voices = Table(
    "voices",
    metadata,
    Column("id", Id, primary_key=True),
    _ticket(),
    Column("person", String),
    Column("name", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("group_name", Words, key="group"),
    Column("household", String),
    Column("handle", Words),
    Column("session", Text),
    Index("ix_voices_ticket", "ticket"),
    Index("ix_voices_person", "person"),
    Index("ix_voices_household", "household"),
    Index("ix_voices_group_name", "group", "name"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Id, primary_key=True),
    _ticket(),
    Column("at", UtcDateTime, nullable=False),
    Column("by_whom", Words, key="by", nullable=False),
    Column("move", String, nullable=False),
    Column("why", Words, nullable=False),
    Column("cause", Id, ForeignKey("messages.id")),
    Column("status_was", Code(Status), key="was"),
    Column("status_now", Code(Status), key="now"),
    Index("ix_entries_ticket", "ticket"),
    Index("ix_entries_at", "at"),
    Index("ix_entries_cause", "cause", **only_where("cause IS NOT NULL")),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Id, primary_key=True),
    _ticket(),
    Column("message_id", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("file", Text),
    Column("by_cadre", Boolean, nullable=False),
    Index("ix_evidence_ticket", "ticket"),
    Index("ix_evidence_message_id", "message_id"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Code(Kind), nullable=False),
    Column("body", Words, key="text", nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("group_name", Words, key="group"),
    Column("person", String),
    Column("name", Words),
    Column("ticket_number", Integer, ForeignKey("tickets.number"), key="ticket"),
    Column("urgent", Boolean, nullable=False),
    Column("answers", Boolean, nullable=False),
    Column("not_before", UtcDateTime),
    Column("not_after", UtcDateTime),
    Column("once", String),
    Column("cause", Id, ForeignKey("messages.id")),
    Column("bell", String),
    Column("picture", Words),
    Column("handle", Words),
    Column("session", Text),
    Column("state", Code(NoticeState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("detail", Words, nullable=False),
    Column("gist", Prefix, nullable=False),
    UniqueConstraint("once", name="uq_notices_once"),
    Index("ix_notices_pending", "id", **only_where("state = 'pending'")),
    Index("ix_notices_dead", "id", **only_where("state = 'dead'")),
    Index("ix_notices_group_sent", "group", "sent_at"),
    Index("ix_notices_group_gist", "group", "gist"),
    Index("ix_notices_person", "person", "kind"),
    Index("ix_notices_ticket", "ticket"),
)

memory = Table(
    "memory",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String, nullable=False),
    Column("text", Words, nullable=False),
    Column("was_act", Code(Act), nullable=False),
    Column("was_category", Code(Category)),
    Column("act", Code(Act), nullable=False),
    Column("category", Code(Category)),
    Column("ticket_number", Integer, ForeignKey("tickets.number"), key="ticket"),
    Column("state", Code(Learning), nullable=False),
    Index("ix_corrections_new", "id", **only_where("state = 'new'")),
)

visits = Table(
    "visits",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("cadre", String, nullable=False),
    Column("household", String, nullable=False),
    Column("words", Words, nullable=False),
    Column("tickets", JsonTuple, nullable=False),
    Column("cause", Id, ForeignKey("messages.id")),
    Index("ix_visits_household", "household", "at"),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Integer, nullable=False),
)

COUNTERS = ("ticket", "roster")
"""The rows of `counters`, there from the beginning: the last ticket number, the roster's version."""
