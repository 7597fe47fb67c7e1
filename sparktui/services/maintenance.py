"""Looking after the database file: upgrade, backup, restore, check.

One job: the use cases of ``sparktui db``. Must not: change a trial.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sparktui.domain.policy import Policy
from sparktui.errors import BadInput, OutsideFailure, ReadOnly
from sparktui.store import audit, integrity, sqlite
from sparktui.store.database import SCHEMA_VERSION, Database


def upgrade(database: Database, now: datetime) -> Path | None:
    """Bring the tables to today's version and return the backup made before, or None when nothing was to do.

    Raises:
        OutsideFailure: when the upgrade fails; the database is then as it was.
    """
    if database.read_only:
        raise ReadOnly(f"{database.path} is open read-only; nothing was changed.", "Start without --read-only.")
    version = database.schema_version()
    if version == SCHEMA_VERSION:
        return None
    if version is not None and version > SCHEMA_VERSION:
        raise OutsideFailure(f"{database.path} was made by a newer sparktui ({version}).", "Use the newer sparktui.")
    from sparktui.store import migration

    kept = None
    if version is not None:
        kept = back_up(database, database.path.with_name(f"{database.path.name}.{now:%Y%m%dT%H%M%S}.bak"))
    migration.upgrade(database)
    return kept


def back_up(database: Database, target: Path) -> Path:
    """Write a consistent copy of the database to ``target``, also while others are writing, and return the path.

    Raises:
        BadInput: when ``target`` exists, or its folder does not.
        OutsideFailure: when it cannot be written; no half of it is left.
    """
    if target.exists():
        raise BadInput(f"{target} exists already.", "Name another file; a backup never overwrites.")
    if not target.parent.is_dir():
        raise BadInput(f"There is no folder {target.parent}.", "Make it, or name another place.")
    partial = target.with_name(f".{target.name}.partial")
    try:
        sqlite.back_up(database.path, partial)
        os.replace(partial, target)
    except OSError as error:
        raise OutsideFailure(f"{target} cannot be written: {error.strerror}.", "Name another place.") from None
    finally:
        partial.unlink(missing_ok=True)
    return target


def restore(database_path: Path, source: Path, now: datetime, *, dry_run: bool = False) -> Path | None:
    """Put the backup ``source`` in the place of the database; return where the present one was kept, if there was one.

    The backup is checked first; with ``dry_run`` that is all. Nobody may have the database open; it may be damaged
    beyond reading.

    Raises:
        BadInput: when ``source`` does not exist or is empty.
        OutsideFailure: when it is damaged or another program's, or a file cannot be written.
    """
    if not source.is_file():
        raise BadInput(f"There is no file {source}.", "Name a backup made by `sparktui db backup`.")
    _refuse_damaged(source)
    if dry_run:
        return None
    kept = None
    fresh = database_path.with_name(f".{database_path.name}.restored")
    try:
        database_path.parent.mkdir(parents=True, exist_ok=True)
        sqlite.back_up(source, fresh)
        if database_path.exists():
            kept = _keep(database_path, database_path.with_name(f"{database_path.name}.{now:%Y%m%dT%H%M%S}.bak"))
            for ending in ("-wal", "-shm"):
                database_path.with_name(database_path.name + ending).unlink(missing_ok=True)
        os.replace(fresh, database_path)
    except OSError as error:
        raise OutsideFailure(f"{database_path} cannot be replaced: {error.strerror}.") from None
    finally:
        fresh.unlink(missing_ok=True)
    return kept


def check(database: Database, policy: Policy) -> list[str]:
    """Return everything that is wrong with the database, a sentence each; empty when all is well."""
    with database.reading() as connection:
        found = sqlite.problems(connection)
        found += integrity.unguarded(connection)
        found += integrity.problems(connection, policy)
        return found + audit.problems(connection)


def end_of_audit(database: Database) -> tuple[int, str]:
    """Return the number of the last entry of the audit, and its seal."""
    with database.reading() as connection:
        return audit.end(connection)


def _refuse_damaged(source: Path) -> None:
    with closing(Database(source, read_only=True)) as backup:
        if backup.schema_version() is None:
            raise BadInput(f"{source} is empty.", "Name a backup made by `sparktui db backup`.")
        with backup.reading() as connection:
            found = sqlite.problems(connection)
    if found:
        raise OutsideFailure(f"{source} is damaged: {found[0]}", "Choose another backup.")


def _keep(path: Path, target: Path) -> Path:
    """Keep the database ``path`` as ``target``: as a consistent copy, or byte for byte where it cannot be read."""
    try:
        with closing(Database(path)) as present:
            return back_up(present, target)
    except OutsideFailure:
        for ending in ("", "-wal"):
            part = path.with_name(path.name + ending)
            if part.exists():
                shutil.copy2(part, target.with_name(target.name + ending))
        return target
