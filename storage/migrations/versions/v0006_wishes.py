"""Who has claimed a wish and until when, the words that volunteers read, and who filed for somebody else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for it."""
    op.add_column("tickets", sa.Column("shown", sa.Text(), nullable=False, server_default=""))
    op.add_column("tickets", sa.Column("claimed_by", sa.String(), nullable=True))
    op.add_column("tickets", sa.Column("claim_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tickets", sa.Column("filed_by", sa.String(), nullable=True))
    op.create_index(
        "ix_tickets_claimed_by",
        "tickets",
        ["claimed_by"],
        sqlite_where=sa.text("claimed_by IS NOT NULL"),
        postgresql_where=sa.text("claimed_by IS NOT NULL"),
    )
