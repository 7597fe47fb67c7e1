"""What an import's report says, as rows.

One job: the words of a report, before and after. Must not: hide how many rows were rejected.
"""

from __future__ import annotations

from collections.abc import Sequence

from sparktui.domain.text import plain
from sparktui.services.import_report import ImportReport, Rejection
from sparktui.widgets.pieces import Piece, StyleName
from sparktui.widgets.table_rows import Column
from sparktui.widgets.wrapped_rows import Row, row

REJECTED_COLUMNS = (Column("", 8, align="right"), Column("", 14, 10), Column("", 40, 20, grow=1))
MOST_SHOWN = 200
_SCROLLED = 2
"""More rejected rows than these may not fit into a small terminal."""


def summary_rows(report: ImportReport) -> list[Row]:
    """Return a row for each count of ``report`` that is not nothing, and for each note."""
    counts: tuple[tuple[int, str, StyleName], ...] = (
        (report.read, "read", ""),
        (report.created, "new", "success"),
        (report.updated, "changed", "success"),
        (report.unchanged, "as they were", "muted"),
        (len(report.rejected), "rejected", "error"),
    )
    rows = [
        row(Piece(f"{count:,}", style), Piece(words, style)) for count, words, style in counts if count or style == ""
    ]
    return rows + [row("", Piece(note, "muted")) for note in report.notes]


def rejected_rows(rejected: Sequence[Rejection]) -> list[Row]:
    """Return a row for each thing that is wrong with the first of the ``rejected``: line, column, and two sentences.

    The first of these holds the value that is wrong. The last row says how many more lines there are.
    """
    if not rejected:
        return []
    said = "what is wrong, and how to mend it"
    if len(rejected) > _SCROLLED:
        said += " · PgUp, PgDn"
    rows = [row(*(Piece(title, "heading") for title in ("line", "column", said)))]
    rows += [
        row(
            Piece(f"{found.line:,}", "muted"),
            problem.column,
            (Piece(f"{problem.reason} "), Piece(problem.remedy, "muted")),
        )
        for found in rejected[:MOST_SHOWN]
        for problem in found.problems
    ]
    if len(rejected) > MOST_SHOWN:
        rows.append(row("", "", Piece(f"and {len(rejected) - MOST_SHOWN:,} more lines", "muted")))
    return rows


def done_words(report: ImportReport) -> str:
    """Return in a sentence what an import did."""
    words = f"Imported: {report.created:,} new, {report.updated:,} changed, {report.unchanged:,} as they were"
    if report.rejected:
        words += f", {len(report.rejected):,} rejected"
    if report.rejects_file is not None:
        words += f" and kept in {plain(str(report.rejects_file))}"
    return words + "."
