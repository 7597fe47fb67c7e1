"""Shipments, returns, and the mail that waits for somebody; trials are found by their deal ID.

A migration is a record of what was done, so it spells the tables out and imports nothing that may change later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('shipments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('trial_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=64), nullable=False),
    sa.Column('carrier', sa.String(length=64), nullable=False),
    sa.Column('certainty', sa.String(length=8), nullable=False),
    sa.Column('devices', sa.JSON(), nullable=False),
    sa.Column('news', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('is_over', sa.Boolean(), nullable=False),
    sa.Column('news_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['trial_id'], ['trials.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('number')
    )
    op.create_index('ix_shipments_list', 'shipments', ['is_over', 'news_on', 'id'], unique=False)
    op.create_index('ix_shipments_trial', 'shipments', ['trial_id'], unique=False)
    op.create_table('rmas',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('trial_id', sa.Integer(), nullable=False),
    sa.Column('model', sa.Text(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('steps', sa.JSON(), nullable=False),
    sa.Column('carrier', sa.String(length=64), nullable=False),
    sa.Column('booking', sa.Text(), nullable=False),
    sa.Column('step', sa.String(length=24), nullable=False),
    sa.Column('is_over', sa.Boolean(), nullable=False),
    sa.Column('moved_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['trial_id'], ['trials.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_rmas_list', 'rmas', ['is_over', 'moved_on', 'id'], unique=False)
    op.create_index('ix_rmas_trial', 'rmas', ['trial_id'], unique=False)
    op.create_table('mails',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('identity', sa.String(length=64), nullable=False),
    sa.Column('numbers', sa.Text(), nullable=False),
    sa.Column('mail', sa.JSON(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('trial_id', sa.Integer(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answered_by', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['trial_id'], ['trials.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('identity')
    )
    op.create_index('ix_mails_waiting', 'mails', ['id'], unique=False, sqlite_where=sa.text("state = 'waiting'"))
    op.create_index('ix_trials_deal', 'trials', ['deal_id'], unique=False, sqlite_where=sa.text('deal_id IS NOT NULL'))
