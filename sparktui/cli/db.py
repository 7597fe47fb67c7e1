"""``sparktui db``: looking after the database file.

One job: the options of these commands. Must not: open a file itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sparktui.cli import failure, options
from sparktui.cli.command import Noun, Run, pass_run
from sparktui.clock import Clock

if TYPE_CHECKING:
    from sparktui.store.database import Database


@click.group("db", cls=Noun)
def command() -> None:
    """Look after the database: upgrade, backup, restore, check."""


@command.command()
@options.dry_run
@options.as_json
@pass_run
def upgrade(run: Run, dry_run: bool, as_json: bool) -> None:
    """Bring the tables to the version that this program knows; a backup is kept first."""
    from sparktui.cli import printing
    from sparktui.services import maintenance
    from sparktui.store.database import SCHEMA_VERSION

    place = run.settings.db
    before = _open(run).schema_version() if place.exists() else None
    kept = None if dry_run else maintenance.upgrade(_open(run, may_be_made=True), Clock().now())
    is_needed = before != SCHEMA_VERSION
    if as_json:
        written = is_needed and not dry_run
        printing.print_json({"written": written, "before": before, "after": SCHEMA_VERSION, "backup": kept})
        return
    printing.field("Database", str(place))
    is_now = f"version {SCHEMA_VERSION}"
    printing.field("Tables", f"{before or 'not made yet'}, then {is_now}" if is_needed else f"{is_now} already")
    if kept:
        printing.field("Backup", str(kept))
    if dry_run:
        printing.say(printing.NOT_WRITTEN)


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@options.as_json
@pass_run
def backup(run: Run, file: Path, as_json: bool) -> None:
    """Write a copy of the database to FILE, also while others are writing."""
    from sparktui.cli import printing
    from sparktui.services import maintenance

    written = maintenance.back_up(_open(run), file)
    if as_json:
        printing.print_json({"file": written})
    else:
        printing.field("Backup", str(written))


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Replace the database that is there; it is kept beside the restored one.")
@options.dry_run
@options.as_json
@pass_run
def restore(run: Run, file: Path, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Put the backup FILE in the place of the database. Nobody may have it open."""
    from sparktui.cli import printing
    from sparktui.errors import BadInput, ReadOnly
    from sparktui.services import maintenance

    place = run.settings.db
    if run.settings.read_only:
        raise ReadOnly(f"{place} is open read-only; nothing was changed.", "Start without --read-only.")
    if place.exists() and not (yes or dry_run):
        maintenance.restore(place, file, Clock().now(), dry_run=True)
        raise BadInput(f"{place} exists and would be replaced.", "Say --yes; it is kept beside the restored one.")
    kept = maintenance.restore(place, file, Clock().now(), dry_run=dry_run)
    if as_json:
        printing.print_json({"written": not dry_run, "database": place, "restored_from": file, "kept": kept})
        return
    printing.field("Restored" if not dry_run else "Sound", str(file))
    if kept:
        printing.field("Kept", str(kept))
    if dry_run:
        printing.say(printing.NOT_WRITTEN)


@command.command()
@options.as_json
@pass_run
def check(run: Run, as_json: bool) -> None:
    """Look for damage: in the file, in what follows from the facts, and in the chain of the audit.

    Whoever could write the file could write the audit anew from its beginning. Note the last seal elsewhere: the same
    entry has the same seal for ever.
    """
    from sparktui.cli import printing
    from sparktui.services import maintenance

    _open(run)
    desk = run.desk()
    problems = maintenance.check(desk.database, desk.policy)
    entries, seal = maintenance.end_of_audit(desk.database)
    if as_json:
        sealed = {"entries": entries, "seal": seal}
        printing.print_json({"database": desk.database.path, "problems": problems, "audit": sealed})
    else:
        printing.field("Audit", f"{entries:,} entries" if entries != 1 else "1 entry")
        printing.field("Last seal", seal)
        for problem in problems:
            printing.warn(problem)
        found = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        printing.say(f"{found} found." if problems else "Nothing is wrong.")
    if problems:
        click.get_current_context().exit(failure.FAILED)


def _open(run: Run, *, may_be_made: bool = False) -> Database:
    """Return the database whatever its version; unless it ``may_be_made``, it has to be there."""
    from sparktui import bootstrap
    from sparktui.errors import NotFound

    if not (may_be_made or run.settings.db.exists()):
        raise NotFound(f"There is no database {run.settings.db}.", "Name another with --db.")
    database = bootstrap.open_database(run.settings)
    click.get_current_context().call_on_close(database.close)
    return database
