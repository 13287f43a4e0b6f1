"""The dataclasses of the rules laid over the tables; the rules know nothing of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.exc import NoInspectionAvailable
from sqlalchemy.orm import Session, registry, relationship
from sqlalchemy.orm.attributes import flag_modified

from casework.binding import Binding, Code
from casework.correction import Correction
from casework.messages import Message, Turn
from casework.notice import Notice
from casework.refusal import Refusal
from casework.ticket import Entry, Evidence, Ticket, Voice
from casework.visit import Visit
from storage import identity_tables, tables
from storage.gist import gist_of

mappers = registry(metadata=tables.metadata)


class AppendOnly(Exception):
    """Somebody tried to rewrite the history of a ticket: a mistake in the program."""


def map_casework() -> None:
    """Map everything; does nothing the second time."""
    try:
        inspect(Ticket)
    except NoInspectionAvailable:
        _map()


def _map() -> None:
    mappers.map_imperatively(Message, tables.messages)
    mappers.map_imperatively(
        Turn,
        tables.turns,
        properties={"messages": relationship(Message, order_by=tables.messages.c.id, lazy="selectin")},
    )
    mappers.map_imperatively(Notice, tables.notices)
    mappers.map_imperatively(Code, identity_tables.codes)
    mappers.map_imperatively(Binding, identity_tables.bindings)
    mappers.map_imperatively(Refusal, identity_tables.refusals)
    mappers.map_imperatively(Correction, tables.corrections)
    mappers.map_imperatively(Visit, tables.visits)
    mappers.map_imperatively(Voice, tables.voices)
    mappers.map_imperatively(Entry, tables.entries)
    mappers.map_imperatively(Evidence, tables.evidence)
    mappers.map_imperatively(
        Ticket,
        tables.tickets,
        version_id_col=tables.tickets.c.version,
        properties={
            "voices": relationship(
                Voice, order_by=tables.voices.c.id, lazy="selectin", cascade="all, delete-orphan"
            ),
            "history": relationship(
                Entry, order_by=tables.entries.c.id, lazy="selectin", passive_deletes="all"
            ),
            "evidence": relationship(
                Evidence, order_by=tables.evidence.c.id, lazy="selectin", cascade="all, delete-orphan"
            ),
        },
    )
    for said in (Message, Notice):
        event.listen(said, "before_insert", _keep_gist)
        event.listen(said, "before_update", _keep_gist)
    event.listen(Entry, "before_update", _refuse)
    event.listen(Entry, "before_delete", _refuse)
    event.listen(Ticket.history, "remove", _refuse_removal)
    event.listen(Session, "before_flush", _touch_tickets)


def _keep_gist(mapper: Any, connection: Any, said: Any) -> None:
    said.gist = gist_of(said.text)


def _refuse(mapper: Any, connection: Any, entry: Entry) -> None:
    if inspect(entry).session.is_modified(entry) or entry in inspect(entry).session.deleted:
        raise AppendOnly(f"entry {entry.id} of the history is fixed")


def _refuse_removal(ticket: Ticket, entry: Entry, initiator: Any) -> None:
    raise AppendOnly(f"an entry of {ticket.tag} cannot be taken out of its history")


def _touch_tickets(session: Session, context: Any, instances: Any) -> None:
    """Whoever adds a voice or an entry changes the ticket: its version has to grow as well."""
    for changed in session.dirty:
        if isinstance(changed, Ticket) and session.is_modified(changed):
            flag_modified(changed, "status")
