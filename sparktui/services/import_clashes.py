"""Rows of the customer file that cannot stand beside others, and what the person is told about each.

One job: reject them. Must not: judge a row by itself, or write trials.
"""

from __future__ import annotations

from collections.abc import Iterator

from sparktui.domain.text import plain
from sparktui.services.columns import Columns
from sparktui.services.desk import Desk
from sparktui.services.import_conflicts import conflicts
from sparktui.services.import_report import Problem
from sparktui.store import import_clashes, import_rows
from sparktui.store.database import Connection


def reject_clashes(desk: Desk, connection: Connection, columns: Columns) -> list[tuple[int, Problem]]:
    """Return what is wrong with rows in each other's way or in that of a recorded trial, each with its line.

    Of two rows about the same trial, or with one address in two spellings, the later is rejected. What was found to be
    wrong before is in nobody's way.
    """
    found = []
    for problems in (_repeated, _respelled):
        clashes = list(problems(connection, columns))
        import_rows.reject(connection, [line for line, _ in clashes])
        found += clashes
    in_the_way = list(_in_the_way(desk, connection, columns))
    import_rows.reject(connection, [line for line, _ in in_the_way])
    return found + in_the_way


def _repeated(connection: Connection, columns: Columns) -> Iterator[tuple[int, Problem]]:
    heading = columns.heading("start_date")
    for clash in import_clashes.repeated(connection):
        reason = f"Start Date {clash.value}: the same trial stands on line {clash.first_line}."
        yield clash.line, Problem(heading, clash.value, reason, "Remove one of the two.")


def _respelled(connection: Connection, columns: Columns) -> Iterator[tuple[int, Problem]]:
    heading = columns.heading("admin_email")
    for clash in import_clashes.respelled(connection):
        first = f"{plain(clash.first_value, 80)} on line {clash.first_line}"
        reason = f"Admin Email {plain(clash.value, 80)} stands as {first}."
        remedy = "Write it in one way: an order compares it letter by letter."
        yield clash.line, Problem(heading, clash.value, reason, remedy)


def _in_the_way(desk: Desk, connection: Connection, columns: Columns) -> Iterator[tuple[int, Problem]]:
    contest = import_clashes.contest(connection, desk.today, desk.policy)
    rows = {row.line: row for row in contest.rows}
    for conflict in conflicts(desk, contest, desk.today):
        row = rows[conflict.line]
        value = row.site_as_written if conflict.field == "site_url" else str(row.trial.starts_on)
        yield row.line, Problem(columns.heading(conflict.field), value, conflict.reason, conflict.remedy)
