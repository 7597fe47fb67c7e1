"""Notices and losses, and what tells which trials owe something.

A migration is a record of what was done, so it spells the tables out and imports nothing that may change later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('trial_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('audience', sa.String(length=16), nullable=False),
    sa.Column('recipient', sa.Text(), nullable=False),
    sa.Column('recipient_key', sa.Text(), nullable=False),
    sa.Column('deadline', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('sent_at', sa.String(length=32), nullable=True),
    sa.Column('attempts', sa.Integer(), server_default='0', nullable=False),
    sa.Column('next_attempt_at', sa.String(length=32), nullable=True),
    sa.Column('said', sa.Text(), server_default='', nullable=False),
    sa.Column('text', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['trial_id'], ['trials.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('trial_id', 'kind', 'deadline', 'audience', 'recipient_key', name='uq_notices_owed')
    )
    op.create_index('ix_notices_queued', 'notices', ['state', 'trial_id'], unique=False, sqlite_where=sa.text("state = 'queued'"))
    op.create_index('ix_notices_state', 'notices', ['state', 'due_on', 'id'], unique=False)
    op.create_table('losses',
    sa.Column('trial_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('lost_on', sa.Date(), nullable=False),
    sa.Column('organisation_gone', sa.Boolean(), nullable=False),
    sa.Column('users_moved', sa.Integer(), nullable=False),
    sa.Column('services', sa.JSON(), nullable=False),
    sa.Column('site_url', sa.Text(), nullable=True),
    sa.Column('has_calling', sa.Boolean(), nullable=False),
    sa.Column('numbers_released_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['trial_id'], ['trials.id'], ),
    sa.PrimaryKeyConstraint('trial_id')
    )
    op.add_column('trials', sa.Column('owed_on', sa.Date(), server_default='1900-01-01', nullable=True))
    op.create_index('ix_trials_owed', 'trials', ['owed_on', 'id'], unique=False)
    op.add_column('users', sa.Column('consumer_since', sa.Date(), nullable=True))
