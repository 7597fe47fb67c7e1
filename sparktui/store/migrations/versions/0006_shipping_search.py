"""Shipments and returns are searched by an index of their own: number, devices, and their customer's name.

A migration is a record of what was done, so it spells the tables out and imports nothing that may change later.
"""

from __future__ import annotations

import json
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SEARCH_INDEX = (
    """CREATE VIRTUAL TABLE {index} USING fts5(
        search_text, content='{table}', content_rowid='id', tokenize='trigram', detail='full')""",
    "INSERT INTO {index}({index}) VALUES ('rebuild')",
    """CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN
        INSERT INTO {index}(rowid, search_text) VALUES (new.id, new.search_text); END""",
    """CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN
        INSERT INTO {index}({index}, rowid, search_text) VALUES ('delete', old.id, old.search_text); END""",
    """CREATE TRIGGER {index}_update AFTER UPDATE OF search_text ON {table}
        WHEN old.search_text IS NOT new.search_text BEGIN
        INSERT INTO {index}({index}, rowid, search_text) VALUES ('delete', old.id, old.search_text);
        INSERT INTO {index}(rowid, search_text) VALUES (new.id, new.search_text); END""",
)
TABLES = {
    "shipments": ("shipment_search", "news_on", "number", "''", "shipments.devices"),
    "rmas": ("rma_search", "moved_on", "model", "booking", "'[]'"),
}


def upgrade() -> None:
    connection = op.get_bind()
    for table, (index, day, *own) in TABLES.items():
        op.add_column(table, sa.Column('search_text', sa.Text(), server_default='', nullable=False))
        op.drop_index(f'ix_{table}_list', table_name=table)
        for statement in SEARCH_INDEX:
            op.execute(statement.format(table=table, index=index))
        query = sa.text(
            f"SELECT {table}.id, customers.name, {', '.join(own)} FROM {table}"
            f" JOIN trials ON trials.id = trial_id JOIN customers ON customers.id = customer_id"
        )
        found = [
            {"of": of, "text": searched(first, second, *(model for model, _ in json.loads(devices)), name)}
            for of, name, first, second, devices in connection.execute(query)
        ]
        if found:
            connection.execute(sa.text(f"UPDATE {table} SET search_text = :text WHERE id = :of"), found)
        op.create_index(f'ix_{table}_list', table, ['is_over', day, 'id', 'search_text'], unique=False)


def searched(*words: str) -> str:
    return "\n".join(folded(word[:300]) for word in words if word)


def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold()).replace("\0", " ")
    return "".join(char for char in decomposed if not unicodedata.combining(char)).encode("utf-8", "replace").decode()
