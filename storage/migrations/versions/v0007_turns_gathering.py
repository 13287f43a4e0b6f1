"""The index of turns that are not finished, without a state that no turn ever had."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index anew."""
    gathering = sa.text("state = 'gathering'")
    op.drop_index("ix_turns_ready", table_name="turns")
    op.create_index(
        "ix_turns_ready", "turns", ["ready_at"], sqlite_where=gathering, postgresql_where=gathering
    )
