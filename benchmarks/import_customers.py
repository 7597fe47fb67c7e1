"""How long importing a large customer file takes, and how much memory, beside the bare insert of the same rows.

One job: import a made-up file into an empty database, import it again, and insert the same cells into a table without
any index through `sqlite3`, in one run on one machine. Run it with `python -m benchmarks.import_customers [ROWS]`.
"""

from __future__ import annotations

import csv
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

from sparktui import bootstrap
from sparktui.services.customer_file import HEADINGS
from sparktui.services.import_customers import import_customers
from sparktui.settings import Settings

TODAY = date(2026, 11, 22)
SERVICES = ("messaging:25", "messaging; meetings:50", "messaging:10; meetings:10; calling:5", "care:3; room-systems:2")


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield ``count`` rows of trials in every phase, each of a customer and, with meetings, on a site of its own."""
    for number in range(count):
        starts = TODAY - timedelta(days=number * 7 % 200)
        services = SERVICES[number % len(SERVICES)]
        yield (
            f"Müller & Söhne {number} GmbH" if number % 5 == 0 else f"Contoso {number} Ltd",
            ("US", "DE", "GB", "JP")[number % 4],
            f"Jane.Doe{number}@customer{number}.example",
            starts.isoformat(),
            str((30, 60, 90)[number % 3]),
            "",
            services,
            f"customer{number}.webex.com" if "meetings" in services else "",
            f"{number:07d}",
            "DX80:1; SX10:2" if number % 9 == 0 else "",
            "care" if number % 4 == 1 else "",
            (starts + timedelta(days=20)).isoformat() if number % 3 == 0 and number * 7 % 200 >= 20 else "",
            "Spoke with Jane, wants a quote" if number % 2 else "",
        )


def main(count: int) -> None:
    """Print seconds, the ratio to the bare insert, and the peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "customers.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(chain([HEADINGS], rows(count)))
        before = _peak()
        desk = bootstrap.open_desk(Settings(db=Path(folder, "desk.db"), operator="ada@northwind.example", as_of=TODAY))
        started = time.perf_counter()
        report = import_customers(desk, path)
        first = time.perf_counter() - started
        assert (report.created, report.rejected) == (count, ()), report
        started = time.perf_counter()
        again = import_customers(desk, path)
        second = time.perf_counter() - started
        assert again.unchanged == count, again
        peak = _peak()
        bare = _bare_insert(Path(folder, "bare.db"), path)
    print(f"{count:,} rows, new      {first:6.2f} s   {first / bare:5.1f} times the bare insert")
    print(f"{count:,} rows, again    {second:6.2f} s   {second / bare:5.1f} times the bare insert")
    print(f"{count:,} rows, sqlite3  {bare:6.2f} s   read with csv, one table without an index")
    print(f"peak memory {peak:.0f} MB, of which {before:.0f} MB before the import began")


def _bare_insert(database: Path, path: Path) -> float:
    started = time.perf_counter()
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"CREATE TABLE trials ({', '.join(f'column{at} TEXT' for at in range(len(HEADINGS)))})")
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        connection.executemany(f"INSERT INTO trials VALUES ({', '.join('?' * len(HEADINGS))})", lines)
    connection.commit()
    connection.close()
    return time.perf_counter() - started


def _peak() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1_000_000 if sys.platform == "darwin" else 1_000)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
