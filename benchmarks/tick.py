"""How long the daily work takes among a million trials, beside the bare statements that insert the same rows.

One job: fill a database, work through its past, then time one more day, and time the bare statements for the day after
that in the same database. Run it with `python -m benchmarks.tick [TRIALS]`.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
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
ADMINISTRATORS = ("ada@northwind.example", "ben@northwind.example")
# The kinds due on a day, with the days from expiry, and where each recipient is found.
DUE = (("reminder", -7), ("expiry", 0))


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


def on(desk: Desk, day: date) -> Desk:
    """Return ``desk`` on ``day``."""
    from dataclasses import replace

    return replace(desk, clock=Clock(day))


def main(count: int) -> None:
    """Print the seconds of the first run, of a day, and of the bare statements for a day."""
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "desk.db"
        desk = bootstrap.open_desk(Settings(db=path, operator="ada@northwind.example", as_of=TODAY))
        with desk.database.writing() as connection:
            bulk_sample.write(connection, samples(count), desk.policy, TODAY - timedelta(days=400))
        set_partner(desk, administrators=ADMINISTRATORS)
        texts = MailTexts()
        print(f"{count:,} trials; first run  {_timed(on(desk, TODAY), texts)}")
        for days in (1, 2, 3):
            print(f"a day's run           {_timed(on(desk, TODAY + timedelta(days=days)), texts)}")
        day = TODAY + timedelta(days=4)
        bare, rows = _bare(path, day)
        print(f"a day's bare inserts  {bare:6.3f} s  {rows:,} rows")
        print(f"the same day's run    {_timed(on(desk, day), texts)}")
        desk.database.close()
    finally:
        shutil.rmtree(folder)


def _timed(desk: Desk, texts: MailTexts) -> str:
    started = time.perf_counter()
    done = tick(desk, texts)
    seconds = time.perf_counter() - started
    return f"{seconds:6.3f} s  {', '.join(f'{name} {value:,}' for name, value in done.counts().items())}"


def _bare(path: Path, day: date) -> tuple[float, int]:
    """Insert the day's notices by plain statements, take the time with the commit, and take them out again."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    started = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    rows = sum(connection.execute(statement).rowcount for statement in _statements(day))
    connection.execute("COMMIT")
    seconds = time.perf_counter() - started
    connection.execute("DELETE FROM notices WHERE id > (SELECT max(id) FROM notices) - ?", (rows,))
    connection.close()
    return seconds, rows


def _statements(day: date) -> Iterator[str]:
    people = [("customer_admin", "c.admin_email", "c.admin_email_key", "JOIN customers c ON c.id = t.customer_id")]
    people += [("partner_admin", f"'{address}'", f"'{address}'", "") for address in ADMINISTRATORS]
    for kind, distance in DUE:
        for audience, recipient, key, source in people:
            yield f"""INSERT INTO notices (trial_id, kind, audience, recipient, recipient_key, deadline, due_on, state)
                SELECT t.id, '{kind}', '{audience}', {recipient}, {key}, t.expires_on, '{day}', 'queued'
                FROM trials t {source} WHERE t.expires_on = '{day - timedelta(days=distance)}'"""


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
