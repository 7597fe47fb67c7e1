"""``sparktui export``: trials, shipments, the audit and the calendar as files.

One job: hand the name of the file over. Must not: write it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from sparktui.cli import options
from sparktui.cli.command import Noun, Run, pass_run

_Body = TypeVar("_Body", bound=Callable[..., Any])


@click.group("export", cls=Noun)
def command() -> None:
    """Write trials, shipments or the audit to a file (CSV, XLSX or JSON, by its ending), or a calendar."""


def _file_options(body: _Body) -> _Body:
    for option in (
        options.as_json,
        click.option("--overwrite", is_flag=True, help="Replace the file if it exists."),
        click.option("--output", type=click.Path(path_type=Path), metavar="FILE", required=True, help="The new file."),
    ):
        body = option(body)
    return body


@command.command()
@_file_options
@pass_run
def trials(run: Run, output: Path, overwrite: bool, as_json: bool) -> None:
    """Write all trials, in the form that `import customers` reads."""
    from sparktui.services.export import export_trials

    desk = run.desk()
    with _naming_the_option():
        count = export_trials(desk, output, overwrite=overwrite, day=desk.today)
    _tell(count, output, "trials", as_json=as_json)


@command.command()
@_file_options
@pass_run
def shipments(run: Run, output: Path, overwrite: bool, as_json: bool) -> None:
    """Write all shipments as they stand today."""
    from sparktui.services.export import export_shipments

    with _naming_the_option():
        count = export_shipments(run.desk(), output, overwrite=overwrite)
    _tell(count, output, "shipments", as_json=as_json)


@command.command()
@_file_options
@pass_run
def audit(run: Run, output: Path, overwrite: bool, as_json: bool) -> None:
    """Write the audit: who did what, when, the oldest first."""
    from sparktui.services.export import export_audit

    with _naming_the_option():
        count = export_audit(run.desk(), output, overwrite=overwrite)
    _tell(count, output, "audit entries", as_json=as_json)


@command.command()
@_file_options
@pass_run
def calendar(run: Run, output: Path, overwrite: bool, as_json: bool) -> None:
    """Write every milestone as an all-day entry of a calendar (.ics)."""
    from sparktui.services.calendar import export_calendar

    with _naming_the_option():
        count = export_calendar(run.desk(), output, overwrite=overwrite)
    _tell(count, output, "calendar entries", as_json=as_json)


@contextmanager
def _naming_the_option() -> Iterator[None]:
    """Name the option that replaces a file, where one is in the way."""
    from sparktui.services.new_file import AlreadyThere

    try:
        yield
    except AlreadyThere as error:
        raise AlreadyThere(error.message, "Choose another name, or replace it with --overwrite.") from None


def _tell(count: int, output: Path, what: str, *, as_json: bool) -> None:
    from sparktui.cli import printing
    from sparktui.domain.text import plain

    if as_json:
        printing.print_json({"file": output, "rows": count})
    else:
        printing.say(f"{count:,} {what} written to {plain(str(output), 4_000)}.")
