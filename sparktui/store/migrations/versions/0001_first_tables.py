"""First tables: partner, customers, trials, users, contacts, purchase requests, conversions, audit, search index.

A migration is a record of what was done, so it spells the tables out and imports nothing that may change later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEARCH_INDEX = (
    """CREATE VIRTUAL TABLE trial_search USING fts5(
        search_text, content='trials', content_rowid='id', tokenize='trigram', detail='full')""",
    """CREATE TRIGGER trial_search_insert AFTER INSERT ON trials BEGIN
        INSERT INTO trial_search(rowid, search_text) VALUES (new.id, new.search_text); END""",
    """CREATE TRIGGER trial_search_delete AFTER DELETE ON trials BEGIN
        INSERT INTO trial_search(trial_search, rowid, search_text) VALUES ('delete', old.id, old.search_text); END""",
    """CREATE TRIGGER trial_search_update AFTER UPDATE OF search_text ON trials
        WHEN old.search_text IS NOT new.search_text BEGIN
        INSERT INTO trial_search(trial_search, rowid, search_text) VALUES ('delete', old.id, old.search_text);
        INSERT INTO trial_search(rowid, search_text) VALUES (new.id, new.search_text); END""",
)

APPEND_ONLY_AUDIT = (
    """CREATE TRIGGER audit_keeps_entries BEFORE DELETE ON audit BEGIN
        SELECT RAISE(ABORT, 'audit entries are never deleted'); END""",
    """CREATE TRIGGER audit_keeps_words BEFORE UPDATE ON audit BEGIN
        SELECT RAISE(ABORT, 'audit entries are never changed'); END""",
)


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.String(length=32), nullable=False),
    sa.Column('business_day', sa.Date(), nullable=False),
    sa.Column('operator', sa.Text(), nullable=False),
    sa.Column('command', sa.String(length=64), nullable=False),
    sa.Column('trial_id', sa.Integer(), nullable=True),
    sa.Column('customer_id', sa.Integer(), nullable=True),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('acknowledged', sa.JSON(), nullable=False),
    sa.Column('seal', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_audit_trial', 'audit', ['trial_id', 'id'], unique=False)
    op.create_table('customers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('name_key', sa.Text(), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('admin_email', sa.Text(), nullable=False),
    sa.Column('admin_email_key', sa.Text(), nullable=False),
    sa.Column('paid_services', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('admin_email_key')
    )
    op.create_index('ix_customers_name_key', 'customers', ['name_key'], unique=False)
    op.create_table('partner',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('tier', sa.Integer(), nullable=False),
    sa.Column('distributor', sa.Text(), nullable=False),
    sa.Column('timezone', sa.String(length=64), nullable=False),
    sa.Column('administrators', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('id = 1', name='ck_partner_single'),
    sa.CheckConstraint('tier IN (1, 2)', name='ck_partner_tier'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('trials',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('period_days', sa.Integer(), nullable=False),
    sa.Column('extended_on', sa.Date(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('converted_on', sa.Date(), nullable=True),
    sa.Column('services', sa.JSON(), nullable=False),
    sa.Column('has_calling', sa.Boolean(), nullable=False),
    sa.Column('site_url', sa.Text(), nullable=True),
    sa.Column('deal_id', sa.Text(), nullable=True),
    sa.Column('devices', sa.JSON(), nullable=False),
    sa.Column('contacted_on', sa.Date(), nullable=True),
    sa.Column('purchase_requested_on', sa.Date(), nullable=True),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('sort_name', sa.Text(), nullable=False),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('customer_id', 'starts_on', name='uq_trials_customer_start')
    )
    op.create_index('ix_trials_asked', 'trials', ['purchase_requested_on', 'id'], unique=False, sqlite_where=sa.text('purchase_requested_on IS NOT NULL'))
    op.create_index('ix_trials_converted', 'trials', ['converted_on', 'id', 'purchase_requested_on'], unique=False, sqlite_where=sa.text('converted_on IS NOT NULL'))
    op.create_index('ix_trials_expiry', 'trials', ['expires_on', 'id', 'converted_on', 'purchase_requested_on', 'starts_on'], unique=False)
    op.create_index('ix_trials_name', 'trials', ['sort_name', 'id'], unique=False)
    op.create_index('ix_trials_site', 'trials', ['site_url'], unique=False, sqlite_where=sa.text('site_url IS NOT NULL'))
    op.create_index('ix_trials_started', 'trials', ['starts_on', 'id'], unique=False)
    op.create_table('users',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('email_key', sa.Text(), nullable=False),
    sa.Column('display_name', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('customer_id', 'email_key', name='uq_users_customer_email')
    )
    op.create_table('contacts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('trial_id', sa.Integer(), nullable=False),
    sa.Column('contacted_on', sa.Date(), nullable=False),
    sa.Column('operator', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['trial_id'], ['trials.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_contacts_trial', 'contacts', ['trial_id'], unique=False)
    op.create_table('conversions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('trial_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('order', sa.JSON(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('order_number', sa.Text(), nullable=False),
    sa.Column('placed_on', sa.Date(), nullable=True),
    sa.Column('converted_on', sa.Date(), nullable=True),
    sa.Column('cancelled_on', sa.Date(), nullable=True),
    sa.Column('cancel_reason', sa.Text(), nullable=False),
    sa.Column('saved_at', sa.String(length=32), nullable=False),
    sa.Column('saved_by', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['trial_id'], ['trials.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_conversions_trial', 'conversions', ['trial_id'], unique=False)
    op.create_index('uq_conversions_open', 'conversions', ['trial_id'], unique=True, sqlite_where=sa.text("state IN ('draft', 'ready', 'placed')"))
    op.create_table('purchase_requests',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('trial_id', sa.Integer(), nullable=False),
    sa.Column('requested_on', sa.Date(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('handled_on', sa.Date(), nullable=True),
    sa.Column('handled_by', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['trial_id'], ['trials.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_purchase_requests_open', 'purchase_requests', ['requested_on'], unique=False, sqlite_where=sa.text('handled_on IS NULL'))
    op.create_index('ix_purchase_requests_trial', 'purchase_requests', ['trial_id'], unique=False)
    for statement in (*SEARCH_INDEX, *APPEND_ONLY_AUDIT):
        op.execute(statement)
