"""The index by expiry answers how many trials have calling, too.

A migration is a record of what was done, so it spells the tables out and imports nothing that may change later.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_trials_expiry', table_name='trials')
    op.create_index('ix_trials_expiry', 'trials', ['expires_on', 'id', 'converted_on', 'purchase_requested_on', 'starts_on', 'decided_for', 'has_calling'], unique=False)
