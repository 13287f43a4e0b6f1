"""The tables of who may speak for whom: codes, the accounts they bound, and what was refused."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from casework.deeds import Deed
from storage.tables import metadata, only_where
from storage.types import Code, Id, UtcDateTime, Words

codes = Table(
    "codes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", String, nullable=False),
    Column("salt", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("issued_by", String, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Index("ix_codes_expires", "expires_at"),
)

bindings = Table(
    "bindings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("session", String, nullable=False),
    Column("handle", String, nullable=False),
    Column("person", String, nullable=False),
    Column("name", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("code_id", Id, ForeignKey("codes.id"), key="code"),
    Column("remarked", Boolean, nullable=False),
    Column("ended_at", UtcDateTime),
    Index("ix_bindings_account", "session", "handle"),
    Index("ix_bindings_person", "person"),
)

refusals = Table(
    "refusals",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("deed", Code(Deed), nullable=False),
    Column("name", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("person", String),
    Column("group_name", Words, key="group"),
    Column("handle", Words),
    Column("session", Text),
    Column("ticket_number", Integer, ForeignKey("tickets.number"), key="ticket"),
    Column("cause", Id, ForeignKey("messages.id")),
    Index("ix_refusals_at", "at"),
    Index("ix_refusals_ticket", "ticket", **only_where("ticket_number IS NOT NULL")),
)
