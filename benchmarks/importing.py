"""Bringing in a customer file of as many rows as the largest database has trials: checked, indexed and audited.

Held against SQLite doing no more than reading the same file into the same tables with the same indexes.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import customer_file
from benchmarks.data_sets import DAY, OPERATOR, DataSets
from benchmarks.figure import Figure, held
from benchmarks.peers.sqlite_import import sqlite_import
from benchmarks.process import Run, run

# It takes minutes; in turn as often as the other things only when there are many rounds.
ROUNDS_A_RUN = 3


def measure(data: DataSets, rounds: int) -> Iterator[Figure]:
    """Yield the figures of importing."""
    file, tenth = (customer_file.written(data.folder, rows) for rows in (data.large, data.large // 10))
    ours: list[Run] = []
    few: list[Run] = []
    theirs: list[Run] = []
    with TemporaryDirectory() as folder:
        peer = sqlite_import(data.database(data.small), file, Path(folder, "script"))
        for _ in range(max(rounds // ROUNDS_A_RUN, 1)):
            few.append(_imported(Path(folder, "few.db"), tenth, data.large // 10))
            ours.append(_imported(Path(folder, "ours.db"), file, data.large))
            path = Path(folder, "theirs.db")
            theirs.append(run([*peer.command, str(path)]))
            _check(path, data.large)
    name = f"import of {data.large:,} rows"
    cpu = sum(one.cpu for one in ours) / sum(one.cpu for one in theirs)
    seconds = [one.seconds for one in theirs]
    yield held(name, [one.seconds for one in ours], peer.name, seconds, 2.5, 1.5, unit="s", cpu=cpu)
    less = f"import of {data.large // 10:,} rows"
    yield held("the same, memory", [one.memory for one in ours], less, [one.memory for one in few], unit="MB")


def _imported(path: Path, file: Path, rows: int) -> Run:
    options = ("--db", str(path), "--as-of", str(DAY), "--operator", OPERATOR)
    taken = run([sys.executable, "-m", "sparktui", *options, "import", "customers", str(file)])
    _check(path, rows)
    return taken


def _check(path: Path, rows: int) -> None:
    """See that all rows are there, and make room for the next run."""
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("SELECT count(*) FROM trials").fetchone()
    assert found == rows, f"{found} of {rows} rows were imported"
    for part in path.parent.glob(f"{path.name}*"):
        part.unlink()
