"""Rows of the customer file that cannot stand beside others, and what the person is told about each.

One job: reject them, and take them out of the rows that are kept. Must not: judge a row by itself, or write trials.
"""

from __future__ import annotations

from sparktui.domain.text import plain
from sparktui.services.columns import Columns
from sparktui.services.desk import Desk
from sparktui.services.import_conflicts import conflicts
from sparktui.services.import_report import Rejection
from sparktui.store import import_clashes, import_rows
from sparktui.store.database import Connection


def reject_clashes(desk: Desk, connection: Connection, columns: Columns) -> list[Rejection]:
    """Return the rejections of the rows in each other's way or in that of a recorded trial, and discard the rows.

    Of two rows about the same trial, or with one address in two spellings, the later is rejected.
    """
    rejected = [
        Rejection(
            clash.line,
            columns.heading("start_date"),
            clash.value,
            f"Start Date: the same trial stands on line {clash.first_line}. Remove one of the two.",
        )
        for clash in import_clashes.repeated(connection)
    ]
    _discard(connection, rejected)
    respelled = [
        Rejection(
            clash.line,
            columns.heading("admin_email"),
            clash.value,
            f"Admin Email stands as {plain(clash.first_value, 80)} on line {clash.first_line}. Write it in one way: "
            "an order compares it letter by letter.",
        )
        for clash in import_clashes.respelled(connection)
    ]
    _discard(connection, respelled)
    contest = import_clashes.contest(connection, desk.today, desk.policy)
    rows = {row.line: row for row in contest.rows}
    in_the_way = []
    for conflict in conflicts(desk, contest, desk.today):
        row = rows[conflict.line]
        value = row.site_as_written if conflict.field == "site_url" else str(row.trial.starts_on)
        in_the_way.append(Rejection(row.line, columns.heading(conflict.field), value, conflict.reason))
    _discard(connection, in_the_way)
    return [*rejected, *respelled, *in_the_way]


def _discard(connection: Connection, rejected: list[Rejection]) -> None:
    import_rows.discard(connection, [rejection.line for rejection in rejected])
