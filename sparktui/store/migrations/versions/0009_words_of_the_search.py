"""The search knows its trigrams by name, so that one or two letters are looked up too.

Every field that is searched ends its line now: the last letters of each begin a trigram.

A migration is a record of what was done, so it spells the tables out and imports nothing that may change later.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INDEXES = {"trials": "trial_search", "shipments": "shipment_search", "rmas": "rma_search"}
UPDATE_TRIGGER = """CREATE TRIGGER {index}_update AFTER UPDATE OF search_text ON {table}
    WHEN old.search_text IS NOT new.search_text BEGIN
    INSERT INTO {index}({index}, rowid, search_text) VALUES ('delete', old.id, old.search_text);
    INSERT INTO {index}(rowid, search_text) VALUES (new.id, new.search_text); END"""


def upgrade() -> None:
    for table, index in INDEXES.items():
        # Row by row the index of a large table would take many times as long to follow.
        op.execute(f"DROP TRIGGER {index}_update")
        op.execute(f"UPDATE {table} SET search_text = search_text || char(10)")
        op.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
        op.execute(UPDATE_TRIGGER.format(index=index, table=table))
    op.execute("CREATE VIRTUAL TABLE trial_search_terms USING fts5vocab('trial_search', 'row')")
