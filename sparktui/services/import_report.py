"""What an import tells afterwards, and the file of the rows that it could not take.

One job: the report's values, and writing rejected rows so that they can be mended and imported again. Must not:
decide what is rejected.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from sparktui.domain.text import plain
from sparktui.errors import BadInput, SparktuiError
from sparktui.services.columns import LINE, REASON, is_verdict
from sparktui.services.tabular import Table, write_csv

# Called every so often with the rows done, and with the rows in all once they have been counted.
Progress = Callable[[int, int | None], None]
_Row = TypeVar("_Row")
_STEP = 1_000
_MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a row: the heading and the cell as the file has them, and two sentences.

    ``reason`` says what is wrong, ``remedy`` how to mend it. Where no single column is at fault, ``column`` and
    ``value`` are empty.
    """

    column: str
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken: its line, and everything that is wrong with it, at least one thing."""

    line: int
    problems: tuple[Problem, ...]

    @property
    def column(self) -> str:
        """The heading of what is wrong first."""
        return self.problems[0].column

    @property
    def value(self) -> str:
        """The cell that is wrong first."""
        return self.problems[0].value

    @property
    def reason(self) -> str:
        """Everything that is wrong, and how to mend it."""
        return " ".join(f"{problem.reason} {problem.remedy}" for problem in self.problems)


def rejections(found: Mapping[int, Sequence[Problem]]) -> tuple[Rejection, ...]:
    """Return the rows of the lines on which something was ``found`` to be wrong, in the order of the file."""
    return tuple(Rejection(line, tuple(found[line])) for line in sorted(found))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or, for a dry run, what it would do.

    ``read`` counts rows; each is ``created``, ``updated``, ``unchanged`` or stands once in ``rejected``. Where rejected
    rows held the whole file back, nothing is created or updated; ``new_but_held`` and ``changed_but_held`` say what the
    good ones would have been. ``written`` says whether the database was changed.
    """

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: tuple[Rejection, ...] = ()
    notes: tuple[str, ...] = ()
    rejects_file: Path | None = None
    written: bool = False
    new_but_held: int = 0
    changed_but_held: int = 0

    @property
    def changes(self) -> bool:
        """Whether there is anything that was, or would be, written."""
        return bool(self.created or self.updated)


def told_to_audit(report: ImportReport, path: Path) -> dict[str, Any]:
    """Return what the audit is to say of the import of the file at ``path``."""
    counts = ("read", "created", "updated", "unchanged")
    return {
        "file": plain(path.name),
        **{name: getattr(report, name) for name in counts},
        "rejected": len(report.rejected),
    }


def rejects_path(path: Path) -> Path:
    """Return where the rejected rows of the file at ``path`` are written.

    Raises:
        BadInput: when that is the file itself under a second name.
    """
    target = path.with_name(f"{path.name}.rejected.csv")
    if target.exists() and path.exists() and os.path.samefile(path, target):
        raise BadInput(
            f"{plain(str(target))} is the same file as {plain(str(path))}, so rejected rows have no place.",
            "Import a copy of it.",
        )
    return target


def keep_rejects(report: ImportReport, target: Path, table: Table) -> ImportReport:
    """Write the rejected rows of ``table`` to ``target``, and return ``report`` with the place of that file.

    The import itself is done by then, so a file that cannot be written is told of in a note.
    """
    if not report.rejected:
        return report
    try:
        _write_rejects(target, table, report.rejected)
    except SparktuiError as error:
        return replace(report, notes=(*report.notes, f"The rejected rows could not be kept in a file. {error}"))
    return replace(report, rejects_file=target)


def _write_rejects(target: Path, table: Table, rejected: Iterable[Rejection]) -> None:
    """Write the rejected rows, each behind its line and the reason.

    These come first, so that a row with too many cells keeps them in the order that it had.
    """
    reasons = {rejection.line: rejection.reason for rejection in rejected}
    stale = {at for at, heading in enumerate(table.headings) if is_verdict(heading)}

    def kept(cells: Iterable[str]) -> list[str]:
        return [cell for at, cell in enumerate(cells) if at not in stale]

    rows = ([str(row.line), reasons[row.line], *kept(row.cells)] for row in table if row.line in reasons)
    write_csv(target, [LINE, REASON, *kept(table.headings)], rows, overwrite=True)


def steps(rows: Iterable[_Row], progress: Progress | None, total: int | None = None) -> Iterator[_Row]:
    """Return ``rows``, calling ``progress`` on the way and at the end."""
    done = 0
    for done, row in enumerate(rows, start=1):
        yield row
        if progress and not done % _STEP:
            progress(done, total)
    if progress:
        progress(done, total)


def shortened(notes: list[str], what: str) -> list[str]:
    """Return ``notes``, or the first of them and how many more of ``what`` there are."""
    if len(notes) <= _MOST_NOTES:
        return notes
    return [*notes[:_MOST_NOTES], f"The same is true of {len(notes) - _MOST_NOTES} more {what}."]
