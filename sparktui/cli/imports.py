"""``sparktui import``: files of customers and of users; mail comes in by a file of its own.

One job: hand the file over and tell what became of its rows. Must not: read the file.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sparktui.cli import failure, import_mail, options
from sparktui.cli.command import Noun, Run, pass_run

if TYPE_CHECKING:
    from sparktui.services.import_report import ImportReport

SHOWN = 20
_Body = TypeVar("_Body", bound=Callable[..., Any])


@click.group("import", cls=Noun)
def command() -> None:
    """Bring in customers and users, from CSV (UTF-8) or XLSX, and what mails tell of shipments and purchases."""


def _file_options(body: _Body) -> _Body:
    for option in (
        options.as_json,
        options.dry_run,
        click.option("--skip-invalid", is_flag=True, help="Leave bad rows out, and write them to FILE.rejected.csv."),
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        body = option(body)
    return body


@command.command()
@_file_options
@pass_run
def customers(run: Run, file: Path, skip_invalid: bool, dry_run: bool, as_json: bool) -> None:
    """Bring in FILE, a trial to each row.

    Columns, in any order: Customer Name, Country, Admin Email, Start Date, Period Days and Services; where there
    are any, Extended On, Site URL, Deal ID, Devices, Paid Services, Converted On and Notes. All rows are brought
    in or, when one cannot be used, none.
    """
    from sparktui.cli.progress import progress
    from sparktui.services.import_customers import import_customers

    desk = run.desk()
    # Rows come by the hundred thousand and hold no cycles: collecting garbage meanwhile costs an eighth of the time.
    gc.disable()
    try:
        with progress("rows") as advance:
            report = import_customers(desk, file, skip_invalid=skip_invalid, dry_run=dry_run, progress=advance)
    finally:
        gc.enable()
    _tell(report, dry_run=dry_run, skip_invalid=skip_invalid, as_json=as_json)


@command.command()
@_file_options
@pass_run
def users(run: Run, file: Path, skip_invalid: bool, dry_run: bool, as_json: bool) -> None:
    """Bring in FILE, a user of a customer's organisation to each row.

    Columns: Customer Admin Email (or Customer Name, where only one is called so), Email, and Display Name.
    """
    from sparktui.cli.progress import progress
    from sparktui.services.import_users import import_users

    desk = run.desk()
    with progress("rows") as advance:
        report = import_users(desk, file, skip_invalid=skip_invalid, dry_run=dry_run, progress=advance)
    _tell(report, dry_run=dry_run, skip_invalid=skip_invalid, as_json=as_json)


command.add_command(import_mail.command)


def _tell(report: ImportReport, *, dry_run: bool, skip_invalid: bool, as_json: bool) -> None:
    if as_json:
        _print_json(report)
    else:
        _print(report, dry_run=dry_run, skip_invalid=skip_invalid)
    if report.rejected and not skip_invalid:
        click.get_current_context().exit(failure.BAD_USAGE)


def _print_json(report: ImportReport) -> None:
    from sparktui.cli import printing

    printing.print_json(
        {
            "read": report.read,
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "rejected": [
                {
                    "line": bad.line,
                    "column": bad.column,
                    "value": bad.value,
                    "reason": bad.reason,
                    "problems": [asdict(problem) for problem in bad.problems],
                }
                for bad in report.rejected
            ],
            "notes": report.notes,
            "rejects_file": report.rejects_file,
            "written": report.written,
        }
    )


def _print(report: ImportReport, *, dry_run: bool, skip_invalid: bool) -> None:
    from sparktui.cli import printing
    from sparktui.domain.text import plain

    for note in report.notes:
        printing.warn(note)
    for bad in report.rejected[:SHOWN]:
        for problem in bad.problems:
            printing.warn(f"line {bad.line}: {plain(problem.reason, 1_000)} {problem.remedy}")
    if len(report.rejected) > SHOWN:
        printing.warn(f"... and {len(report.rejected) - SHOWN:,} more rows; --json lists them all.")
    held = [(report.new_but_held, "new"), (report.changed_but_held, "updated")]
    would_be = "".join(f", {count:,} would be {what}" for count, what in held if count)
    rows = "1 row" if report.read == 1 else f"{report.read:,} rows"
    printing.say(
        f"{rows} read: {report.created:,} new, {report.updated:,} updated, "
        f"{report.unchanged:,} unchanged, {len(report.rejected):,} rejected{would_be}."
    )
    if report.rejects_file:
        printing.say(f"The rejected rows are in {plain(str(report.rejects_file))}; mend them and import that file.")
    if dry_run:
        printing.say(printing.NOT_WRITTEN)
    elif report.rejected and not skip_invalid:
        printing.say("Nothing was written. Mend the rows, or leave them out with --skip-invalid.")
