"""Importing the customer file: all of it or nothing, unless bad rows are to be left out.

The rows are read and judged each by itself and kept aside in the database, then held against each other and against
what is recorded, and only then written. All of that is one transaction.

One job: the use case "import customers". Must not: know what a cell means, or decide what a rule allows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from sparktui.domain.text import plain
from sparktui.services import customer_file
from sparktui.services.desk import Desk, change
from sparktui.services.import_clashes import reject_clashes
from sparktui.services.import_plain import PlainRows
from sparktui.services.import_report import (
    ImportReport,
    Problem,
    Progress,
    keep_rejects,
    rejections,
    rejects_path,
    steps,
    told_to_audit,
)
from sparktui.services.import_row import RowReader
from sparktui.services.import_writing import Recorded, write_rows
from sparktui.services.tabular import Row, open_table
from sparktui.store import bulk, import_rows
from sparktui.store.database import Connection


def import_customers(
    desk: Desk,
    path: Path,
    *,
    skip_invalid: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Record the trials in the file at ``path``, a row each, and say what was done.

    A row with a fault holds the whole file back; with ``skip_invalid`` the others are recorded and the bad ones are
    written beside the file, to be mended and imported again. A file that says what is recorded changes nothing.
    ``progress`` is called with the rows done, first while they are read and then while they are written.

    Raises:
        BadInput: when the file itself cannot be used; nothing is changed then.
        ReadOnly: when the desk may not change anything.
    """
    table = open_table(path)
    layout = customer_file.layout(table.headings, plain(str(path)))
    target = rejects_path(path)
    with change(desk, "import.customers", dry_run=dry_run) as under_way:
        connection = under_way.connection
        import_rows.create(connection)
        problems: defaultdict[int, list[Problem]] = defaultdict(list)
        read = _read(
            connection, PlainRows(desk, layout), RowReader(desk, layout, desk.today), steps(table, progress), problems
        )
        import_rows.index(connection)
        for line, problem in reject_clashes(desk, connection, layout.columns):
            problems[line].append(problem)
        if problems:
            import_rows.discard_rejected(connection)
        is_held = bool(problems) and not skip_invalid
        held = import_rows.counts(connection) if is_held else import_rows.Counts()
        written = Recorded(unchanged=held.equal) if is_held else write_rows(under_way, progress)
        report = ImportReport(
            read=read,
            created=written.created,
            updated=written.updated,
            unchanged=written.unchanged,
            rejected=rejections(problems),
            notes=(*layout.columns.notes, *written.notes),
            new_but_held=held.new,
            changed_but_held=held.changes,
        )
        if report.changes:
            under_way.record(after=told_to_audit(report, path))
    report = replace(report, written=report.changes and not dry_run)
    return keep_rejects(report, target, table) if skip_invalid and not dry_run else report


def _read(
    connection: Connection,
    plain: PlainRows,
    reader: RowReader,
    rows: Iterator[Row],
    problems: defaultdict[int, list[Problem]],
) -> int:
    """Read every row by itself and keep it, note ``problems`` by line, and return the number of rows."""
    count = 0
    while batch := list(islice(rows, import_rows.BATCH)):
        known = bulk.known(connection, (reader.address_key(row) for row in batch))
        read = [(row, plain.read(row, known)) for row in batch]
        judged = [reader.read(row, known) for row, new in read if new is None]
        import_rows.add_new(connection, [new for _, new in read if new is not None])
        import_rows.add(connection, [found.row for found in judged if found.row], reader.desk.policy)
        for found in judged:
            if found.problems:
                problems[found.line] += found.problems
        count += len(batch)
    return count
