"""Rows that are ready to be stored: every value is already what the database keeps, dates and lists as their texts.

One job: write thousands of them as they are. Must not: convert or check a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, TableClause, insert

_MOST_VALUES = 5_000


def write(connection: Connection, table: TableClause, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write ``rows``, which hold values for the columns called ``names``: in the order of the table's columns.

    A statement writes many rows. One each would let SQLite note, where there are triggers, how every page was before.
    """
    head, _, row = str(insert(table).compile(dialect=connection.dialect, column_keys=names)).rpartition("VALUES ")
    most = _MOST_VALUES // len(names)
    for start in range(0, len(rows), most):
        batch = rows[start : start + most]
        statement = f"{head}VALUES {', '.join([row] * len(batch))}"
        connection.exec_driver_sql(statement, tuple(chain.from_iterable(batch)))
