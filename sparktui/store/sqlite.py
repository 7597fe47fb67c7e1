"""The one door behind which everything stands that only SQLite has.

One job: connection settings, write locking, checks, backup, the search index and the SQL dialect of SQLite.
Must not: know tables beyond the columns that are searched. Another database gets a door of its own.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Engine, Table, create_engine, event, func, literal_column, text
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.exc import DatabaseError

from sparktui.errors import OutsideFailure

OLDEST = (3, 37, 0)
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "ncpfs", "glusterfs"}
)
BUSY_TIMEOUT_MS = 10_000

SEARCH_INDEXES = {"trials": "trial_search", "shipments": "shipment_search", "rmas": "rma_search"}
"""The tables whose ``search_text`` is searched, and the index of each."""
_SEARCH_TRIGGERS = (
    """CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN
        INSERT INTO {index}(rowid, search_text) VALUES (new.id, new.search_text); END""",
    """CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN
        INSERT INTO {index}({index}, rowid, search_text) VALUES ('delete', old.id, old.search_text); END""",
    """CREATE TRIGGER {index}_update AFTER UPDATE OF search_text ON {table}
        WHEN old.search_text IS NOT new.search_text BEGIN
        INSERT INTO {index}({index}, rowid, search_text) VALUES ('delete', old.id, old.search_text);
        INSERT INTO {index}(rowid, search_text) VALUES (new.id, new.search_text); END""",
)
# Bytes in which SQLite collects words before it writes them: with more of them it merges less, in half of the time.
_USUAL_HASH, _HASH_OF_REBUILD = 1_048_576, 16_777_216
_CHECK = "INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)"


def engine(path: Path, *, read_only: bool) -> Engine:
    """Return an engine on the database file ``path``.

    Writers take the write lock when they begin, so that of two of them one waits instead of losing its update.
    Read-only engines open the file in SQLite's own read-only mode: nothing can be written through them.

    Raises:
        OutsideFailure: when SQLite is too old, or the file lies on a network file system, where WAL does not work.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise OutsideFailure(
            f"SQLite {sqlite3.sqlite_version} is too old; sparktui needs 3.37 or newer.",
            "Use a Python that comes with a newer SQLite.",
        )
    _refuse_network_share(path)
    made = create_engine(f"sqlite:///{path}", creator=lambda: _connect(path, read_only=read_only))
    event.listen(made, "connect", _read_only_settings if read_only else _writable_settings)
    return made


def begin_writing(connection: Connection) -> None:
    """Take the write lock now, before anything is read that the write depends on.

    The journal mode stands in the file, so it is set by the first write: merely looking at a file, which may be
    another program's, leaves it as it is.
    """
    connection.exec_driver_sql("PRAGMA journal_mode = WAL").close()
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def change_stamp(connection: Connection) -> int:
    """Return a number that changes whenever another connection has written; it costs no lock and reads no table."""
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


def back_up(source: Path, target: Path) -> None:
    """Write a consistent copy of the database ``source`` to the new file ``target``, while others may be writing.

    The copy is one file, with no journal beside it.

    Raises:
        OutsideFailure: when ``source`` cannot be read or ``target`` cannot be written.
    """
    try:
        with closing(_connect(source, read_only=True)) as reading, closing(sqlite3.connect(target)) as writing:
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise OutsideFailure(f"{source} cannot be copied to {target}: {error}.", "Check both places.") from error


def problems(connection: Connection) -> list[str]:
    """Return what SQLite's own checks find wrong, a sentence each.

    Raises:
        DatabaseError: when a check cannot be made, because somebody else is writing.
    """
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)") if row[0] != "ok"]
    found += [
        f"Row {row[1]} of {row[0]} refers to a row of {row[2]} that does not exist."
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    if connection.exec_driver_sql("PRAGMA query_only").scalar():
        return found  # the search indexes are checked by a command that a read-only connection may not give
    for table, index in SEARCH_INDEXES.items():
        try:
            connection.exec_driver_sql(_CHECK.format(index=index))
        except DatabaseError as error:
            if "locked" in str(error.orig):
                raise
            found.append(f"The search index does not match the {table}.")
    return found


def search_triggers(table: str) -> tuple[str, ...]:
    """Return the statements that keep the search index of ``table`` row by row."""
    return tuple(statement.format(table=table, index=SEARCH_INDEXES[table]) for statement in _SEARCH_TRIGGERS)


def set_apart_for_a_load(connection: Connection) -> None:
    """Give ``connection`` to nobody else afterwards, and let it hold more pages, so that a load writes each once."""
    connection.detach()
    connection.exec_driver_sql("PRAGMA cache_size = -16000").close()


def suspend_search_index(connection: Connection) -> None:
    """Stop keeping the search index of trials row by row, for a bulk load in this transaction."""
    for name in ("insert", "update", "delete"):
        connection.execute(text(f"DROP TRIGGER trial_search_{name}"))


def resume_search_index(connection: Connection) -> None:
    """Build the search index of trials anew and keep it row by row again."""
    resize = "INSERT INTO trial_search(trial_search, rank) VALUES ('hashsize', ?)"
    connection.exec_driver_sql(resize, (_HASH_OF_REBUILD,))
    connection.exec_driver_sql("INSERT INTO trial_search(trial_search) VALUES ('rebuild')")
    connection.exec_driver_sql(resize, (_USUAL_HASH,))
    for statement in search_triggers("trials"):
        connection.exec_driver_sql(statement)


def days_after(day: ColumnElement[Any], count: int) -> ColumnElement[date]:
    """Return the day ``count`` days after ``day``, worked out by the database; a negative count is before."""
    return func.date(day, f"{count:+} days", type_=Date)


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return ``column`` so that no index of its own answers a condition on it, where another one does better."""
    return literal_column(f"+{column}", column.type)


def insert_unless_there(table: Table) -> Insert:
    """Return an insert into ``table`` that leaves out rows which a constraint knows already."""
    return insert(table).on_conflict_do_nothing()


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    if not read_only:
        return sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False, isolation_level=None)
    # Without a write-ahead log beside it and without the right to make one, the file must be opened as immutable.
    log_exists = path.with_name(path.name + "-wal").exists()
    immutable = "" if log_exists or _may_write(path.parent) else "&immutable=1"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro{immutable}",
        uri=True,
        timeout=BUSY_TIMEOUT_MS / 1000,
        check_same_thread=False,
        isolation_level=None,
    )


def _may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


def _writable_settings(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Without this a REPLACE would delete rows unseen by the triggers that keep the audit.
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA cache_size = -2000")


def _read_only_settings(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cache_size = -2000")


def _refuse_network_share(path: Path) -> None:
    kind = _file_system(path.resolve().parent)
    if kind in NETWORK_FILE_SYSTEMS:
        raise OutsideFailure(
            f"{path} lies on a network share ({kind}), where a database file cannot be shared safely.",
            "Keep it on a local disk.",
        )


def _file_system(folder: Path) -> str:
    """Return the kind of file system that holds ``folder``; empty where the system does not say."""
    best, kind = "", ""
    for mount in _mounts():
        _device, point, found, *_rest = mount.split(" ")
        point = point.replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, found
    return kind


def _mounts() -> list[str]:
    """Return the lines in which the system says what is mounted where; none where it does not say."""
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
