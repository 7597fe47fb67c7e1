"""The audit's last entry is remembered, and losses name the entries that tell of them.

A migration is a record of what was done, so it spells the tables out and imports nothing that may change later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_end',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('last_entry', sa.Integer(), nullable=False),
    sa.Column('seal', sa.String(length=64), nullable=False),
    sa.CheckConstraint('id = 1', name='ck_audit_end_single'),
    sa.PrimaryKeyConstraint('id')
    )
    op.execute("INSERT INTO audit_end SELECT 1, id, seal FROM audit ORDER BY id DESC LIMIT 1")
    op.add_column('losses', sa.Column('entry', sa.Integer(), nullable=True))
    op.add_column('losses', sa.Column('release_entry', sa.Integer(), nullable=True))
