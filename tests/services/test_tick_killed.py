"""The daily work killed with SIGKILL at many points and run again: the end is the same as if it had not been."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sparktui.services import tick
from sparktui.services.desk import Desk
from sparktui.services.import_customers import import_customers
from sparktui.services.maintenance import check
from sparktui.services.trial_view import view_trial
from tests.portfolio import D, a_desk, days, on
from tests.services.customer_files import a_file, a_row
from tests.services.owed_work import TEXTS, tick_on, with_partner_admins, with_users

FIRST, LAST = "2026-03-01", "2026-06-20"
STRETCH = 5
TABLES = {
    "notices": "trial_id, kind, audience, recipient, recipient_key, deadline, due_on, state",
    "losses": "*",
    "users": "*",
    "work": "*",
    "trials": "id, version, worked_version, expires_on",
    "audit": "command, trial_id, before, after",
}

# Runs the daily work in small transactions, and dies before the statement with the given number.
RUN = """
import os, signal, sys
from datetime import date
from pathlib import Path
from sqlalchemy import Engine, event
from sparktui import bootstrap
from sparktui.services import tick
from sparktui.services.mail_text import MailTexts
from sparktui.settings import Settings

path, day, stretch, last = sys.argv[1], date.fromisoformat(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
desk = bootstrap.open_desk(Settings(db=Path(path), operator="ada@northwind.example", as_of=day))
tick.STRETCH = stretch
left = last

@event.listens_for(Engine, "before_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

tick.tick(desk, MailTexts())
"""


@pytest.fixture
def portfolio(desk: Desk, tmp_path: Path) -> Path:
    """A database of 40 trials that is far behind, with half of them recorded after the last run."""
    early = with_partner_admins(on(desk, FIRST))
    rows = [
        a_row(f"Customer{number}", str(D("2026-02-01") + days(number)), services="calling:5") for number in range(40)
    ]
    import_customers(early, a_file(tmp_path, *rows[:20]))
    tick_on(early, FIRST)
    import_customers(on(early, "2026-04-20"), a_file(tmp_path, *rows))
    for number in range(1, 41):
        with_users(early, view_trial(early, number).trial, f"sue{number}@x.example", f"tom{number}@x.example")
    desk.database.close()
    return desk.database.path


def test_killed_at_many_points_it_ends_as_if_it_had_not_been(
    portfolio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unharmed = tmp_path / "unharmed.db"
    shutil.copy(portfolio, unharmed)
    monkeypatch.setattr(tick, "STRETCH", STRETCH)
    calm = a_desk(unharmed, day=D(LAST))
    tick.tick(calm, TEXTS)
    calm.database.close()
    chance = random.Random(11)
    ends = [_run(portfolio, chance.randrange(5, 120)) for _ in range(9)]
    assert ends.count(-signal.SIGKILL) >= 5
    assert _run(portfolio, 0) == 0
    assert _contents(portfolio) == _contents(unharmed)
    survived = a_desk(portfolio, day=D(LAST))
    assert check(survived.database, survived.policy) == []
    survived.database.close()


def _run(path: Path, last_statement: int) -> int:
    arguments = [str(path), LAST, str(STRETCH), str(last_statement)]
    return subprocess.run([sys.executable, "-c", RUN, *arguments], check=False).returncode


def _contents(path: Path) -> dict[str, list[Any]]:
    """Return the rows of the tables that the work writes, without the numbers that they were given."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)
            for table, columns in TABLES.items()
        }
