"""Binding codes, accounts bound by them, refusals; the account of unverified speakers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and the columns of turns and voices."""
    for table in ("turns", "voices"):
        op.add_column(table, sa.Column("handle", sa.Text(), nullable=True))
        op.add_column(table, sa.Column("session", sa.Text(), nullable=True))
    op.create_table(
        "codes",
        sa.Column("id", ID, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_codes"),
    )
    op.create_index("ix_codes_expires", "codes", ["expires_at"])
    op.create_table(
        "bindings",
        sa.Column("id", ID, nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("code_id", ID, nullable=True),
        sa.Column("remarked", sa.Boolean(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["code_id"], ["codes.id"], name="fk_bindings_code_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bindings"),
    )
    op.create_index("ix_bindings_account", "bindings", ["session", "handle"])
    op.create_index("ix_bindings_person", "bindings", ["person"])
    op.create_table(
        "refusals",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("group_name", sa.Text(), nullable=True),
        sa.Column("handle", sa.Text(), nullable=True),
        sa.Column("session", sa.Text(), nullable=True),
        sa.Column("ticket_number", sa.Integer(), nullable=True),
        sa.Column("cause", ID, nullable=True),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name="fk_refusals_ticket_number"),
        sa.ForeignKeyConstraint(["cause"], ["messages.id"], name="fk_refusals_cause"),
        sa.PrimaryKeyConstraint("id", name="pk_refusals"),
    )
    op.create_index("ix_refusals_at", "refusals", ["at"])
    op.create_index(
        "ix_refusals_ticket",
        "refusals",
        ["ticket_number"],
        sqlite_where=sa.text("ticket_number IS NOT NULL"),
        postgresql_where=sa.text("ticket_number IS NOT NULL"),
    )
