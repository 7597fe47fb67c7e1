"""Loading so many customers and trials that keeping their indexes row by row costs more than building them anew.

One job: set the indexes aside meanwhile, in the transaction that loads. Must not: write customers or trials.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import Connection, func, select

from sparktui.store import sqlite
from sparktui.store.schema import customers, trials

_LARGE = 1_000


def loading(connection: Connection, new_trials: int) -> AbstractContextManager[None]:
    """Return the context in which to write ``new_trials``; for most of the table, `without_indexes`."""
    present = connection.scalar(select(func.count()).select_from(trials)) or 0
    return without_indexes(connection) if new_trials >= max(_LARGE, present) else nullcontext()


@contextmanager
def without_indexes(connection: Connection) -> Iterator[None]:
    """Do without the indexes of customers and trials, but for those that keep rows apart, and build them at the end.

    They are there again with a rollback.
    """
    indexes = sorted((*customers.indexes, *trials.indexes), key=lambda index: str(index.name))
    sqlite.suspend_search_index(connection)
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)
    sqlite.resume_search_index(connection)
