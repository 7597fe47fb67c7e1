"""Notices and losses, and how far what trials owe has been worked.

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
    sa.UniqueConstraint('deadline', 'trial_id', 'kind', 'audience', 'recipient_key', name='uq_notices_owed')
    )
    op.create_index('ix_notices_state', 'notices', ['state', 'due_on', 'trial_id'], unique=False)
    op.create_table('losses',
    sa.Column('lost_on', sa.Date(), nullable=False),
    sa.Column('trial_id', sa.Integer(), nullable=False),
    sa.Column('organisation_gone', sa.Boolean(), nullable=False),
    sa.Column('users_moved', sa.Integer(), nullable=False),
    sa.Column('services', sa.JSON(), nullable=False),
    sa.Column('site_url', sa.Text(), nullable=True),
    sa.Column('has_calling', sa.Boolean(), nullable=False),
    sa.Column('numbers_released_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['trial_id'], ['trials.id'], ),
    sa.PrimaryKeyConstraint('lost_on', 'trial_id')
    )
    op.create_table('work',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('done_through', sa.Date(), nullable=False),
    sa.CheckConstraint('id = 1', name='ck_work_single'),
    sa.PrimaryKeyConstraint('id')
    )
    op.add_column('trials', sa.Column('worked_version', sa.Integer(), server_default='-1', nullable=False))
    op.create_index('ix_trials_changed', 'trials', ['id'], unique=False, sqlite_where=sa.text('worked_version <> version'))
    op.add_column('users', sa.Column('consumer_since', sa.Date(), nullable=True))
