"""The databases that are measured: the same trials on every machine, made once and kept outside the tree.

One job: make them, and say where they are. Must not: let a benchmark change one; what writes works on a copy.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.peers import Peer
from sparktui import bootstrap
from sparktui.services.mail_text import MailTexts
from sparktui.services.tick import tick
from sparktui.settings import Settings
from sparktui.store.database import SCHEMA_VERSION

DAY = date(2026, 11, 22)
SIZES = (100, 10_000, 100_000, 1_000_000)
OPERATOR = "ada@northwind.example"


@dataclass(frozen=True, slots=True)
class DataSets:
    """A folder of databases; ``large`` and ``small`` are how many trials most figures are taken at."""

    folder: Path
    large: int = SIZES[-1]
    small: int = SIZES[0]

    def database(self, trials: int) -> Path:
        """Return a database of ``trials`` trials on which the owed work is done, made now where it is not there yet."""
        path = self.folder / f"{trials}-{SCHEMA_VERSION}.db"
        if not path.exists():
            print(f"making {trials:,} trials", file=sys.stderr, flush=True)
            self.folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory() as folder:
                being_made = Path(folder, path.name)
                desk = bootstrap.open_sample_desk(settings(being_made), being_made, trials=trials, tier=1)
                tick(desk, MailTexts())
                desk.database.close()
                shutil.move(being_made, path)
        return path

    def copy(self, trials: int, folder: Path) -> Path:
        """Return a copy of that database in ``folder``, to be changed."""
        return Path(shutil.copy(self.database(trials), folder / f"{trials}.db"))

    def names(self, trials: int) -> Path:
        """Return a file of the names of that database's customers, a line each."""
        path = self.folder / f"{trials}-{SCHEMA_VERSION}.names"
        if not path.exists():
            with closing(sqlite3.connect(self.database(trials))) as connection:
                found = connection.execute("SELECT c.name FROM trials t JOIN customers c ON c.id = t.customer_id")
                path.write_text("".join(f"{name}\n" for (name,) in found), encoding="utf-8")
        return path

    def sparktui(self, trials: int, *words: str) -> Peer:
        """Return the program itself on that database, with ``words`` as its command."""
        options = ("--db", str(self.database(trials)), "--as-of", str(DAY), "--operator", OPERATOR)
        return Peer(f"sparktui at {trials:,}", (sys.executable, "-m", "sparktui", *options, *words))


def settings(database: Path) -> Settings:
    """Return the settings under which ``database`` is made and read."""
    return Settings(db=database, operator=OPERATOR, as_of=DAY)


def default_folder() -> Path:
    """Return where the databases are kept unless somebody says otherwise."""
    caches = os.environ.get("XDG_CACHE_HOME")
    return (Path(caches) if caches else Path.home() / ".cache") / "sparktui-benchmarks"
