"""Rows of what is under way until it is over, in the order in which somebody has to look at it.

One job: what shipments and returns have in common as rows: counted, cut into pages, found in the list, and changed
once per version. Must not: know what is in a row but ``id``, ``is_over``, ``version`` and the day of the last progress.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Table, func, select, tuple_, update

from sparktui.errors import Conflict


@dataclass(frozen=True, slots=True)
class Count:
    """How many are under way, and how many are over."""

    under_way: int
    over: int

    @property
    def total(self) -> int:
        """How many there are in all."""
        return self.under_way + self.over


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands: among those that are over or those under way, and behind how many of them."""

    is_over: bool
    before: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The rows of ``table``, whose last progress was on the day ``last_on``."""

    table: Table
    last_on: Column[Any]

    def count(self, connection: Connection, where: ColumnElement[bool]) -> Count:
        """Return how many rows there are on which ``where`` holds."""
        is_over = self.table.c.is_over
        query = select(is_over, func.count()).where(where).group_by(is_over)
        found: dict[bool, int] = {row[0]: row[1] for row in connection.execute(query)}
        return Count(found.get(False, 0), found.get(True, 0))

    def listed(
        self, connection: Connection, where: ColumnElement[bool], *, is_over: bool | None, limit: int, offset: int
    ) -> Sequence[Row[Any]]:
        """Return ``limit`` rows from the one at ``offset`` on; ``is_over`` leaves out the one or the other.

        First those under way, the longest without progress first; then those that are over, the latest first.
        """
        found: list[Row[Any]] = []
        order = (self.last_on, self.table.c.id)
        for over in (False, True) if is_over is None else (is_over,):
            query = select(self.table).where(where, self.table.c.is_over.is_(over))
            query = query.order_by(*((column.desc() for column in order) if over else order))
            found += connection.execute(query.limit(limit - len(found)).offset(offset))
            if len(found) >= limit:
                break
            if is_over is None:
                offset = max(0, offset - self.count(connection, where).under_way)
        return found

    def place(self, connection: Connection, where: ColumnElement[bool], row_id: int) -> Place | None:
        """Return where the row with that ID stands among those on which ``where`` holds; None when it does not."""
        table, order = self.table, tuple_(self.last_on, self.table.c.id)
        row = connection.execute(select(table.c.is_over, self.last_on).where(where, table.c.id == row_id)).first()
        if row is None:
            return None
        here = (row[1], row_id)
        earlier = order > here if row.is_over else order < here
        query = select(func.count()).select_from(table).where(where, table.c.is_over.is_(row.is_over), earlier)
        return Place(row.is_over, connection.scalar(query) or 0)

    def change(self, connection: Connection, row_id: int, values: Mapping[str, Any], name: str) -> int:
        """Write ``values`` into the row with that ID and return its new version; ``name`` is for people.

        Raises:
            Conflict: when its version is not the one among ``values``; nothing is written.
        """
        table, version = self.table, values["version"]
        written = connection.execute(
            update(table)
            .where(table.c.id == row_id, table.c.version == version)
            .values({**values, "version": version + 1})
        )
        if written.rowcount != 1:
            raise Conflict(
                f"Somebody else changed {name} in the meantime; nothing was written.",
                "Look at it again, then repeat the change.",
            )
        return int(version) + 1
