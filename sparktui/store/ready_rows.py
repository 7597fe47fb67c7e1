"""Rows that are ready to be stored: every value is already what the database keeps, dates and lists as their texts.

One job: write thousands of them as they are. Must not: convert or check a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, TableClause, insert


def write(connection: Connection, table: TableClause, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write ``rows``, which hold values for the columns called ``names``: in the order of the table's columns."""
    if rows:
        statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
        connection.exec_driver_sql(str(statement), rows)
