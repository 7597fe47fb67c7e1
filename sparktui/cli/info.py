"""``sparktui info``: which version this is, and where its files are.

One job: say so. Must not: make any of the files, the database included.
"""

from __future__ import annotations

import os
import platform
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sparktui import __version__
from sparktui.cli import failure, options
from sparktui.cli.command import Command, Run, pass_run

if TYPE_CHECKING:
    from sparktui.settings import Settings


@click.command("info", cls=Command)
@options.as_json
@pass_run
def command(run: Run, as_json: bool) -> None:
    """Say which version this is, and where configuration, database and log are."""
    from sparktui import paths
    from sparktui.cli import printing
    from sparktui.errors import SparktuiError
    from sparktui.settings import config_file

    settings = run.settings
    config = config_file(os.environ)
    version, problem = None, ""
    try:
        version = _schema_version(settings)
    except SparktuiError as error:
        problem = str(error)
    facts: dict[str, str | bool | Path | None] = {
        "version": __version__,
        "python": platform.python_version(),
        "config": config,
        "config_exists": config.exists(),
        "database": settings.db,
        "database_exists": settings.db.exists(),
        "schema_version": version,
        "log": paths.log_file(),
        "read_only": settings.read_only,
        "operator": settings.operator,
        "as_of": str(settings.as_of) if settings.as_of else None,
    }
    if as_json:
        printing.print_json({**facts, "problem": problem} if problem else facts)
    else:
        absent = "" if config.exists() else " (not made; nothing is set there)"
        printing.field("sparktui", f"{__version__}, Python {facts['python']}")
        printing.field("Configuration", f"{config}{absent}")
        printing.field("Database", str(settings.db))
        printing.field("Tables", problem or (f"version {version}" if version else "not made yet"))
        printing.field("Log", str(facts["log"]))
        printing.field("Read only", "yes" if settings.read_only else "no")
        printing.field("Operator", settings.operator)
        if settings.as_of:
            printing.field("As of", str(settings.as_of))
    if problem:
        click.get_current_context().exit(failure.FAILED)


def _schema_version(settings: Settings) -> str | None:
    if not settings.db.exists():
        return None
    from sparktui import bootstrap

    database = bootstrap.open_database(replace(settings, read_only=True))
    try:
        return database.schema_version()
    finally:
        database.close()
