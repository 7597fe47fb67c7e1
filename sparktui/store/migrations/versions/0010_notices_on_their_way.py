"""A notice remembers since when it is on its way, so that nobody resolves it while the answer may still come.

A migration is a record of what was done, so it spells the tables out and imports nothing that may change later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notices", sa.Column("claimed_at", sa.String(length=32), nullable=True))
