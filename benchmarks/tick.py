"""How long the daily work takes among a million trials, beside bare statements that insert the same rows.

One job: fill a database, work through its past, then time a day's work, and the bare inserts of the very rows that it
wrote, taken out and put back in the same database. Run it with `python -m benchmarks.tick [TRIALS]`.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sparktui import bootstrap
from sparktui.clock import Clock
from sparktui.domain.trial import Customer, Service, ServiceLine, Trial
from sparktui.services.desk import Desk
from sparktui.services.mail_text import MailTexts
from sparktui.services.partner import set_partner
from sparktui.services.tick import tick
from sparktui.settings import Settings
from sparktui.store import bulk_sample
from sparktui.store.bulk_sample import Sample

TODAY = date(2026, 11, 22)
WRITTEN = ("notices", "losses", "audit")
AUDIT_KEEPS_ENTRIES = """CREATE TRIGGER audit_keeps_entries BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'audit entries are never deleted'); END"""
ADMINISTRATORS = ("ada@northwind.example", "ben@northwind.example")


def samples(count: int) -> Iterator[Sample]:
    """Yield ``count`` trials of as many customers, expiring evenly over some 400 days around today."""
    chance = random.Random(7)
    services = (
        (ServiceLine(Service.MESSAGING, 25),),
        (ServiceLine(Service.MESSAGING, 5), ServiceLine(Service.CALLING, 5)),
    )
    for number in range(1, count + 1):
        customer = Customer(number, f"Contoso {number}", "US", f"jane.doe@customer{number}.example")
        starts = TODAY + timedelta(days=chance.randrange(-360, 40))
        yield Sample(Trial(number, customer, starts, 60, services[number % 3 == 0]))


def main(count: int) -> None:
    """Print the seconds of the first run, of some days, and of the bare inserts of what the last day wrote."""
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "desk.db"
        desk = bootstrap.open_desk(Settings(db=path, operator="ada@northwind.example", as_of=TODAY))
        with desk.database.writing() as connection:
            bulk_sample.write(connection, samples(count), desk.policy, TODAY - timedelta(days=400))
        set_partner(desk, administrators=ADMINISTRATORS)
        texts = MailTexts()
        seconds, done = _timed(desk, TODAY, texts)
        print(f"{count:,} trials, first run {seconds:8.3f} s  {done}")
        for days in (1, 2, 3):
            before = _last_rows(path)
            seconds, done = _timed(desk, TODAY + timedelta(days=days), texts)
            bare = _bare(path, before)
            everything = sum(bare.values())
            print(f"a day's work              {seconds:8.3f} s  {done}")
            print(f"the same rows, bare       {everything:8.3f} s  {seconds / everything:.1f} times as long")
            print(f"the notices alone, bare   {bare['notices']:8.3f} s  {seconds / bare['notices']:.1f} times as long")
        desk.database.close()
    finally:
        shutil.rmtree(folder)


def _timed(desk: Desk, day: date, texts: MailTexts) -> tuple[float, str]:
    started = time.perf_counter()
    done = tick(replace(desk, clock=Clock(day)), texts)
    seconds = time.perf_counter() - started
    return seconds, ", ".join(f"{name} {value:,}" for name, value in done.counts().items())


def _last_rows(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] for table in WRITTEN}


def _bare(path: Path, before: dict[str, int]) -> dict[str, float]:
    """Take out the rows behind ``before``, put them back by one plain statement for each table, and time that."""
    seconds: dict[str, float] = {}
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("PRAGMA synchronous = FULL; DROP TRIGGER audit_keeps_entries;")
        for table, last in before.items():
            connection.execute(f"CREATE TEMP TABLE copy AS SELECT * FROM {table} WHERE rowid > {last} ORDER BY rowid")
            connection.execute(f"DELETE FROM {table} WHERE rowid > {last}")
            connection.execute("PRAGMA foreign_keys = ON")
            started = time.perf_counter()
            connection.execute(f"INSERT INTO {table} SELECT * FROM temp.copy")
            seconds[table] = time.perf_counter() - started
            connection.execute("DROP TABLE temp.copy")
        connection.execute(AUDIT_KEEPS_ENTRIES)
    return seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
