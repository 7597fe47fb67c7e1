"""A customer file brought in by SQLite alone: read as text, taken apart by two statements, indexed as sparktui does.

One job: that script, for the ``sqlite3`` command or, where there is none, for Python's module. It checks no row,
works nothing out but the days on which trials expire, and keeps no audit.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.peers import Peer

_COLUMNS = "name, country, admin, starts, days, extended, services, site, deal, devices, paid, converted, notes"
_INDEXED = ("customers", "trials", "trial_search")
_CUSTOMERS = """INSERT INTO customers (name, name_key, country, admin_email, admin_email_key, paid_services)
    SELECT name, lower(name), country, admin, lower(admin), json_array(paid) FROM raw"""
_TRIALS = """INSERT INTO trials (customer_id, starts_on, period_days, expires_on, converted_on, services, has_calling,
        site_url, deal_id, devices, notes, recorded_on, sort_name, search_text, version)
    SELECT c.id, starts, days, date(starts, '+' || days || ' days'), nullif(converted, ''), json_array(services),
        services LIKE '%calling%', nullif(site, ''), nullif(deal, ''), json_array(devices), notes, date('now'),
        lower(raw.name), lower(raw.name || char(10) || admin || char(10) || site || char(10) || deal), 0
    FROM raw JOIN customers c ON c.admin_email_key = lower(admin)"""


def sqlite_import(like: Path, file: Path, script: Path) -> Peer:
    """Return what brings ``file`` into a database whose path is to be added to the command.

    Tables and indexes are those of the database ``like``; ``script`` is where the statements are written.
    """
    program = shutil.which("sqlite3")
    reading = [f'.import --csv --skip 1 "{file}" raw'] if program else []
    statements = (*_before(like), *reading, *_after(like))
    script.write_text("".join(f"{_ended(statement)}\n" for statement in statements), encoding="utf-8")
    if program:
        return Peer("the sqlite3 command", ("sh", "-c", f'exec "{program}" -bail "$0" < "{script}"'))
    return Peer("Python's sqlite3", (sys.executable, "-m", __name__, str(like), str(file)))


def _before(like: Path) -> Iterator[str]:
    yield "PRAGMA journal_mode = WAL"
    yield "PRAGMA synchronous = FULL"
    yield "BEGIN"
    yield from _made(like, "table")
    yield f"CREATE TEMP TABLE raw ({_COLUMNS})"


def _after(like: Path) -> Iterator[str]:
    yield _CUSTOMERS
    yield _TRIALS
    yield from _made(like, "index")
    yield "INSERT INTO trial_search(trial_search) VALUES ('rebuild')"
    yield "COMMIT"


def _made(like: Path, kind: str) -> list[str]:
    """Return the statements that made the tables, or the indexes, of ``like``."""
    places = ", ".join("?" * len(_INDEXED))
    names = "name" if kind == "table" else "tbl_name"
    query = f"SELECT sql FROM sqlite_master WHERE type = ? AND {names} IN ({places}) AND sql IS NOT NULL"
    with closing(sqlite3.connect(like)) as connection:
        return [sql for (sql,) in connection.execute(query, (kind, *_INDEXED))]


def _ended(statement: str) -> str:
    return statement if statement.startswith(".") else f"{statement};"


def _run(like: Path, file: Path, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for statement in _before(like):
            connection.execute(statement)
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            next(rows)
            connection.executemany(f"INSERT INTO raw VALUES ({', '.join('?' * 13)})", rows)
        for statement in _after(like):
            connection.execute(statement)


if __name__ == "__main__":
    _run(*map(Path, sys.argv[1:4]))
