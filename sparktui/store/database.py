"""Opening a database, and the two ways to use it: reading, and one transaction of writing.

One job: hand out connections with the right guarantees, and turn the driver's errors into words.
Must not: know any table but the schema's version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from sparktui.errors import BadInput, Conflict, OutsideFailure, ReadOnly
from sparktui.store import sqlite

SCHEMA_VERSION = "0011"

# What the use cases hand from one function of the store to the next, without looking inside.
__all__ = ["SCHEMA_VERSION", "Connection", "Database", "inserted_id"]


class Database:
    """One database file. Threads may share it; each `reading` and `writing` has a connection of its own."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._engine = sqlite.engine(path, read_only=read_only)
        self._watching: Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection whose reads all see the same state.

        Raises:
            OutsideFailure: when the database cannot be read.
            BadInput: when something that is asked for holds bytes that are no characters.
        """
        with self._in_words(), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self, *, dry_run: bool = False) -> Iterator[Connection]:
        """Give a connection that holds the write lock; commit at the end, or keep nothing on any exception.

        With ``dry_run`` everything happens and nothing is kept.

        Raises:
            ReadOnly: when the database was opened read-only, also for a dry run, which writes before it takes back.
            OutsideFailure: when the database cannot be written.
            Conflict: when what is written collides with a record that somebody else wrote.
            BadInput: when a text holds bytes that are no characters.
        """
        if self.read_only:
            raise ReadOnly(f"{self.path} is open read-only; nothing was changed.", "Start without --read-only.")
        with self._in_words(), self._engine.connect() as connection:
            sqlite.begin_writing(connection)
            yield connection
            if dry_run:
                connection.rollback()
            else:
                connection.commit()

    def schema_version(self) -> str | None:
        """Return the version of the tables, or None for a file that has none yet.

        Raises:
            OutsideFailure: when the file is not a database of this program.
        """
        with self.reading() as connection:
            tables = {
                row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            if not tables:
                return None
            if "alembic_version" not in tables or "trials" not in tables:
                raise OutsideFailure(
                    f"{self.path} is a database of another program.", "Name another file with --db, or a new one."
                )
            row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
            return str(row[0]) if row else None

    def change_stamp(self) -> int:
        """Return a number that differs from the last one when something was written in between, by whomever.

        Raises:
            OutsideFailure: when the database cannot be read.
        """
        with self._in_words():
            if self._watching is None:
                self._watching = self._engine.connect()
            return sqlite.change_stamp(self._watching)

    def close(self) -> None:
        """Give back every connection."""
        if self._watching is not None:
            self._watching.close()
            self._watching = None
        self._engine.dispose()

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise _in_words(self.path, error.orig) from error
        except SQLAlchemyError as error:
            raise OutsideFailure(f"{self.path}: {error}") from error
        except sqlite3.Error as error:
            raise _in_words(self.path, error) from error
        except UnicodeEncodeError as error:
            raise BadInput(
                "A text holds bytes that are no characters.", "Type it anew, or save it as UTF-8."
            ) from error


def inserted_id(result: CursorResult[Any]) -> int:
    """Return the ID that the database gave to the row just inserted."""
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def _in_words(path: Path, error: BaseException | None) -> OutsideFailure | Conflict:
    said = str(error)
    if isinstance(error, sqlite3.IntegrityError):
        return Conflict(f"Somebody else changed the same record: {said}.", "Look at it again, then repeat the change.")
    if "locked" in said or "busy" in said:
        return OutsideFailure(f"{path} is being written by somebody else for too long.", "Try again in a moment.")
    if "not a database" in said or "malformed" in said:
        return OutsideFailure(
            f"{path} is not a readable database: {said}.", "Restore a backup with `sparktui db restore`."
        )
    if "unable to open" in said:
        return OutsideFailure(f"{path} cannot be opened.", "Check that the folder exists and may be read and written.")
    if "readonly" in said:
        return OutsideFailure(f"{path} may not be written.", "Check its permissions, or start with --read-only.")
    if "full" in said:
        return OutsideFailure(f"The disk that holds {path} is full; nothing was changed.", "Free some room.")
    return OutsideFailure(f"{path}: {said}.", "Check it with `sparktui db check`.")
