"""Decisions about trials that come to their end; the list in order of urgency knows which are undecided.

A migration is a record of what was done, so it spells the tables out and imports nothing that may change later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('decisions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('trial_id', sa.Integer(), nullable=False),
    sa.Column('deadline', sa.Date(), nullable=False),
    sa.Column('choice', sa.String(length=8), nullable=False),
    sa.Column('owner', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('operator', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['trial_id'], ['trials.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_decisions_trial', 'decisions', ['trial_id', 'id'], unique=False)
    op.add_column('trials', sa.Column('decided_for', sa.Date(), nullable=True))
    op.drop_index('ix_trials_expiry', table_name='trials')
    op.create_index('ix_trials_expiry', 'trials', ['expires_on', 'id', 'converted_on', 'purchase_requested_on', 'starts_on', 'decided_for'], unique=False)
