"""The one place that wires settings, database and reference data into a desk.

One job: open what the settings name. Must not: be imported by anything but the command line and the app.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sparktui import reference_data
from sparktui.clock import Clock, system_timezone
from sparktui.domain.partner import Partner
from sparktui.errors import NotFound, OutsideFailure, ReadOnly
from sparktui.services.desk import Desk
from sparktui.settings import Settings
from sparktui.store.database import SCHEMA_VERSION, Database


def open_desk(settings: Settings) -> Desk:
    """Return a desk on the database that ``settings`` names; a database that does not exist yet is made.

    Raises:
        OutsideFailure: when the database cannot be opened, or its tables are of another version.
        NotFound: when it does not exist and may not be made, because everything is to be read only.
    """
    database = open_database(settings)
    version = database.schema_version()
    if version is None:
        if settings.read_only:
            raise ReadOnly(f"{settings.db} is empty, and nothing may be written.", "Start without --read-only once.")
        _make_tables(database)
    elif version != SCHEMA_VERSION:
        raise _wrong_version(settings.db, version)
    return _desk(settings, database)


def open_sample_desk(settings: Settings, path: Path, *, trials: int, tier: int) -> Desk:
    """Return a desk on sample data of ``trials`` trials in the new database ``path``, dates relative to today."""
    from sparktui.services import sample_data

    desk = open_desk(replace(settings, db=path, read_only=False))
    sample_data.fill(desk, trials, tier=tier)
    return desk.with_partner_of_record()


def open_database(settings: Settings) -> Database:
    """Return the database that ``settings`` names, whatever its version, making its folder if need be.

    Raises:
        OutsideFailure: when the folder cannot be made, or the path is one.
        NotFound: when the file does not exist and everything is to be read only.
    """
    path = settings.db
    if path.is_dir():
        raise OutsideFailure(f"{path} is a folder.", "Name a database file with --db.")
    if not path.exists():
        if settings.read_only:
            raise NotFound(f"There is no database {path}.", "Start without --read-only to make it.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutsideFailure(f"The folder {path.parent} cannot be made: {error.strerror}.") from None
    return Database(path, read_only=settings.read_only)


def _desk(settings: Settings, database: Database) -> Desk:
    desk = Desk(
        database=database,
        clock=Clock(settings.as_of),
        policy=reference_data.policy(),
        catalogue=reference_data.catalogue(),
        countries=reference_data.countries(),
        operator=settings.operator,
        partner=Partner(timezone=system_timezone()),
    )
    return desk.with_partner_of_record()


def _make_tables(database: Database) -> None:
    from sparktui.store import migration

    migration.upgrade(database)


def _wrong_version(path: Path, version: str) -> OutsideFailure:
    if version > SCHEMA_VERSION:
        return OutsideFailure(
            f"{path} was made by a newer sparktui (tables {version}, this one knows {SCHEMA_VERSION}).",
            "Use the newer sparktui.",
        )
    return OutsideFailure(
        f"{path} has older tables ({version} instead of {SCHEMA_VERSION}).",
        "Run `sparktui db upgrade`; it keeps a backup first.",
    )
