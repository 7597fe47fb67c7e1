"""No client puts another entry in the place of one in the audit.

Replacing a row deletes it first, which the trigger against deleting sees only in clients that ask for that.

A migration is a record of what was done, so it spells the tables out and imports nothing that may change later.
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WRITTEN_ONCE = """CREATE TRIGGER audit_keeps_places BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'audit entries are never replaced'); END"""


def upgrade() -> None:
    op.execute(WRITTEN_ONCE)
