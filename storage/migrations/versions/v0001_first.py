"""The tables of the first version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
PREFIX = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")

APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, "
        "'history is append-only'); END",
        "CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, "
        "'history is append-only'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'history is append-only'; END $$",
        "CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries FOR"
        " EACH STATEMENT EXECUTE FUNCTION refuse_history_change()",
    ),
}


def upgrade() -> None:
    """Make every table, the two counters, and the guard of the history."""
    op.create_table(
        "counters",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "memory",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_memory"),
    )
    op.create_table(
        "roster_cadres",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("township", sa.Text(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("household", sa.String(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_roster_cadres"),
    )
    op.create_table(
        "roster_departments",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("contacts", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_roster_departments"),
    )
    op.create_table(
        "roster_faqs",
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("township", sa.String(), nullable=False),
        sa.Column("village", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("phrasings", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("question", "township", "village", name="pk_roster_faqs"),
    )
    op.create_table(
        "roster_grids",
        sa.Column("township", sa.String(), nullable=False),
        sa.Column("village", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("cadre", sa.String(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("hamlets", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("township", "village", "name", name="pk_roster_grids"),
    )
    op.create_table(
        "roster_groups",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("township", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("village", sa.String(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_roster_groups"),
    )
    op.create_table(
        "roster_households",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("township", sa.Text(), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("grid", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_roster_households"),
    )
    op.create_index(
        "ix_roster_households_grid", "roster_households", ["township", "village", "grid"], unique=False
    )
    op.create_table(
        "roster_places",
        sa.Column("township", sa.String(), nullable=False),
        sa.Column("village", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("grid", sa.String(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("township", "village", "name", "grid", name="pk_roster_places"),
    )
    op.create_table(
        "roster_quiz",
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("question", name="pk_roster_quiz"),
    )
    op.create_table(
        "roster_townships",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_roster_townships"),
    )
    op.create_table(
        "roster_villages",
        sa.Column("township", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("leader", sa.String(), nullable=True),
        sa.Column("liaison", sa.String(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("township", "name", name="pk_roster_villages"),
    )
    op.create_table(
        "tickets",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("township", sa.String(), nullable=False),
        sa.Column("village", sa.String(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("clock_from", MOMENT, nullable=False),
        sa.Column("group_name", sa.Text(), nullable=True),
        sa.Column("grid", sa.String(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("cadre", sa.String(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("pending", sa.String(), nullable=True),
        sa.Column("returned_by", sa.JSON(), nullable=False),
        sa.Column("departments", sa.JSON(), nullable=False),
        sa.Column("accept_by", MOMENT, nullable=True),
        sa.Column("due", MOMENT, nullable=True),
        sa.Column("bell_at", MOMENT, nullable=True),
        sa.Column("rung", sa.JSON(), nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("resolved_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("rating", sa.String(32), nullable=True),
        sa.Column("rated_at", MOMENT, nullable=True),
        sa.Column("rated_by", sa.String(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("place_asked", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name="ck_tickets_number_positive"),
        sa.ForeignKeyConstraint(["merged_into"], ["tickets.number"], name="fk_tickets_merged_into"),
        sa.PrimaryKeyConstraint("number", name="pk_tickets"),
    )
    op.create_index(
        "ix_tickets_bell",
        "tickets",
        ["bell_at"],
        unique=False,
        sqlite_where=sa.text("bell_at IS NOT NULL"),
        postgresql_where=sa.text("bell_at IS NOT NULL"),
    )
    op.create_index("ix_tickets_cadre_status", "tickets", ["cadre", "status"], unique=False)
    op.create_index("ix_tickets_opened", "tickets", ["opened_at"], unique=False)
    op.create_index("ix_tickets_township_opened", "tickets", ["township", "opened_at"], unique=False)
    op.create_index("ix_tickets_village_status", "tickets", ["village", "status"], unique=False)
    op.create_table(
        "turns",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_name", sa.Text(), nullable=True),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("village", sa.String(), nullable=True),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("ready_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("cadre", sa.Boolean(), nullable=False),
        sa.Column("tickets", sa.JSON(), nullable=False),
        sa.Column("supporters", sa.JSON(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
    )
    op.create_index("ix_turns_group_last", "turns", ["group_name", "last_at"], unique=False)
    op.create_index("ix_turns_person", "turns", ["person", "group_name"], unique=False)
    op.create_index(
        "ix_turns_ready",
        "turns",
        ["ready_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('gathering', 'ready')"),
        postgresql_where=sa.text("state IN ('gathering', 'ready')"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", ID, nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("by_cadre", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name="fk_evidence_ticket_number"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
    )
    op.create_index("ix_evidence_message_id", "evidence", ["message_id"], unique=False)
    op.create_index("ix_evidence_ticket", "evidence", ["ticket_number"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=True),
        sa.Column("chat_id", sa.String(), nullable=True),
        sa.Column("handle", sa.Text(), nullable=True),
        sa.Column("session", sa.Text(), nullable=True),
        sa.Column("quote_from", sa.Text(), nullable=True),
        sa.Column("quote_text", sa.Text(), nullable=True),
        sa.Column("medium", sa.String(32), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("recall_of", sa.String(), nullable=True),
        sa.Column("recalled", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=True),
        sa.Column("turn_id", ID, nullable=True),
        sa.Column("gist", PREFIX, nullable=False),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_messages_turn_id"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("transport", "message_id", name="uq_messages_transport_message_id"),
    )
    op.create_index("ix_messages_group_at", "messages", ["group_name", "at"], unique=False)
    op.create_index("ix_messages_group_gist", "messages", ["group_name", "gist"], unique=False)
    op.create_index(
        "ix_messages_new",
        "messages",
        ["id"],
        unique=False,
        sqlite_where=sa.text("stage = 'new'"),
        postgresql_where=sa.text("stage = 'new'"),
    )
    op.create_index(
        "ix_messages_remembered",
        "messages",
        ["at"],
        unique=False,
        sqlite_where=sa.text("stage = 'done' AND body <> ''"),
        postgresql_where=sa.text("stage = 'done' AND body <> ''"),
    )
    op.create_index(
        "ix_messages_turn",
        "messages",
        ["turn_id"],
        unique=False,
        sqlite_where=sa.text("turn_id IS NOT NULL"),
        postgresql_where=sa.text("turn_id IS NOT NULL"),
    )
    op.create_table(
        "voices",
        sa.Column("id", ID, nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("group_name", sa.Text(), nullable=True),
        sa.Column("household", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name="fk_voices_ticket_number"),
        sa.PrimaryKeyConstraint("id", name="pk_voices"),
    )
    op.create_index("ix_voices_group_name", "voices", ["group_name", "name"], unique=False)
    op.create_index("ix_voices_person", "voices", ["person"], unique=False)
    op.create_index("ix_voices_ticket", "voices", ["ticket_number"], unique=False)
    op.create_table(
        "entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_whom", sa.Text(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("cause", ID, nullable=True),
        sa.Column("status_was", sa.String(32), nullable=True),
        sa.Column("status_now", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["cause"], ["messages.id"], name="fk_entries_cause"),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name="fk_entries_ticket_number"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
    )
    op.create_index("ix_entries_at", "entries", ["at"], unique=False)
    op.create_index(
        "ix_entries_cause",
        "entries",
        ["cause"],
        unique=False,
        sqlite_where=sa.text("cause IS NOT NULL"),
        postgresql_where=sa.text("cause IS NOT NULL"),
    )
    op.create_index("ix_entries_ticket", "entries", ["ticket_number"], unique=False)
    op.create_table(
        "notices",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("group_name", sa.Text(), nullable=True),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("ticket_number", sa.Integer(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Boolean(), nullable=False),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.Column("not_after", MOMENT, nullable=True),
        sa.Column("once", sa.String(), nullable=True),
        sa.Column("cause", ID, nullable=True),
        sa.Column("bell", sa.String(), nullable=True),
        sa.Column("handle", sa.Text(), nullable=True),
        sa.Column("session", sa.Text(), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("gist", PREFIX, nullable=False),
        sa.ForeignKeyConstraint(["cause"], ["messages.id"], name="fk_notices_cause"),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name="fk_notices_ticket_number"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("once", name="uq_notices_once"),
    )
    op.create_index(
        "ix_notices_dead",
        "notices",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'dead'"),
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.create_index("ix_notices_group_gist", "notices", ["group_name", "gist"], unique=False)
    op.create_index("ix_notices_group_sent", "notices", ["group_name", "sent_at"], unique=False)
    op.create_index(
        "ix_notices_pending",
        "notices",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index("ix_notices_person", "notices", ["person", "kind"], unique=False)
    op.create_index("ix_notices_ticket", "notices", ["ticket_number"], unique=False)

    counters = sa.table("counters", sa.column("name"), sa.column("value"))
    op.bulk_insert(counters, [{"name": "ticket", "value": 0}, {"name": "roster", "value": 0}])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
