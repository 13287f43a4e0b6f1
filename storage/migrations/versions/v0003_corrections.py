"""What cadres corrected, for the next training."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "corrections",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("was_act", sa.String(32), nullable=False),
        sa.Column("was_category", sa.String(32), nullable=True),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("category", sa.String(32), nullable=True),
        sa.Column("ticket_number", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name="fk_corrections_ticket_number"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index(
        "ix_corrections_new",
        "corrections",
        ["id"],
        sqlite_where=sa.text("state = 'new'"),
        postgresql_where=sa.text("state = 'new'"),
    )
