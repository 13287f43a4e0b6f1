"""The visits that cadres pay to households."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "visits",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cadre", sa.String(), nullable=False),
        sa.Column("household", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("tickets", sa.JSON(), nullable=False),
        sa.Column("cause", ID, nullable=True),
        sa.ForeignKeyConstraint(["cause"], ["messages.id"], name="fk_visits_cause"),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
    )
    op.create_index("ix_visits_household", "visits", ["household", "at"])
