"""How Alembic reaches the database: over the connection that `sparktui.store.migration` holds open."""

from __future__ import annotations

from alembic import context

from sparktui.store.schema import metadata
from sparktui.store.sqlite import SEARCH_INDEXES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    # The tables behind the search indexes are SQLite's own.
    include_name=lambda name, kind, _parents: (
        not (kind == "table" and (name or "").startswith(tuple(SEARCH_INDEXES.values())))
    ),
    # The caller holds one transaction around all of it, SQLite's DDL included.
    transactional_ddl=False,
)
context.run_migrations()
