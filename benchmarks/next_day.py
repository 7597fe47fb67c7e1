"""A copy of a database whose next day brings what a benchmark wants, and nothing else.

One job: prepare that day, do its work, and take the work back so that it can be done again.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.data_sets import DAY, settings
from sparktui import bootstrap
from sparktui.clock import Clock
from sparktui.services.mail_text import MailTexts
from sparktui.services.tick import tick

TOMORROW = DAY + timedelta(days=1)
# Of an expiry date: the days before and after it on which something happens.
_REMINDER, _LOSS = 7, -31
_TURNING_POINTS = (_REMINDER, 0, -30, _LOSS, -46)
# The first customers have users and orders; those behind them are all alike.
_ALIKE = "id > 2000 AND converted_on IS NULL AND expires_on > :today"
_UNPAID = "customer_id IN (SELECT id FROM customers WHERE paid_services = '[]')"
# The same trials every time, from all over the table.
_SCATTERED = "ORDER BY id * 7919 % 1000003"


class NextDay:
    """A copied database at ``path``, and its next day."""

    def __init__(self, path: Path) -> None:
        self._desk = replace(bootstrap.open_desk(settings(path)), clock=Clock(TOMORROW))
        self._texts = MailTexts()
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA synchronous = FULL")

    def close(self) -> None:
        """Let the database go."""
        self._connection.close()
        self._desk.database.close()

    def brings_reminders(self, trials: int) -> None:
        """Let so many trials be reminded of on the day."""
        self._bring(_REMINDER, trials)

    def brings_losses(self, trials: int) -> None:
        """Let so many organisations be lost on the day."""
        self._bring(_LOSS, trials)

    def work(self) -> tuple[float, int]:
        """Do the day's work; return the seconds that it took and how many notices and losses it wrote.

        What it wrote is taken back but for the audit, which is never shortened, and kept for `insert_again`.
        """
        run = self._connection.execute
        (last,) = run("SELECT coalesce(max(id), 0) FROM notices").fetchone()
        started = time.perf_counter()
        done = tick(self._desk, self._texts)
        seconds = time.perf_counter() - started
        others = replace(done, notices_queued=0, trials_lost=0, sites_released=0)
        assert not others, f"the day brought something else: {others}"
        run("DROP TABLE IF EXISTS temp.written")
        run("CREATE TEMP TABLE written AS SELECT * FROM notices WHERE id > ?", [last])
        run("BEGIN IMMEDIATE")
        run("DELETE FROM notices WHERE id > ?", [last])
        run("DELETE FROM losses WHERE lost_on = ?", [str(TOMORROW)])
        run("UPDATE work SET done_through = ?", [str(DAY)])
        run("COMMIT")
        return seconds, done.notices_queued + done.trials_lost

    def insert_again(self) -> float:
        """Return the seconds of a bare statement that writes the notices that the last day's work wrote."""
        run = self._connection.execute
        started = time.perf_counter()
        run("BEGIN IMMEDIATE")
        run("INSERT INTO notices SELECT * FROM temp.written")
        run("COMMIT")
        seconds = time.perf_counter() - started
        run("DELETE FROM notices WHERE id IN (SELECT id FROM temp.written)")
        return seconds

    def delete(self, trials: int) -> float:
        """Return the seconds of bare statements that delete so many trials, their customers, and what finds them."""
        run = self._connection.execute
        run("DROP TABLE IF EXISTS temp.gone")
        run(
            f"CREATE TEMP TABLE gone AS SELECT id, customer_id FROM trials WHERE {_ALIKE} {_SCATTERED} LIMIT {trials}",
            {"today": str(DAY)},
        )
        started = time.perf_counter()
        run("BEGIN IMMEDIATE")
        run("DELETE FROM trials WHERE id IN (SELECT id FROM temp.gone)")
        run("DELETE FROM customers WHERE id IN (SELECT customer_id FROM temp.gone)")
        run("COMMIT")
        return time.perf_counter() - started

    def _bring(self, days_before: int, trials: int) -> None:
        """Let so many trials have their turning point on the day; whatever else the day had happens next year."""
        run = self._connection.execute
        busy = ", ".join(f"'{TOMORROW + timedelta(days=days)}'" for days in _TURNING_POINTS)
        later = "starts_on = date(starts_on, '+365 days'), expires_on = date(expires_on, '+365 days')"
        expires_on = TOMORROW + timedelta(days=days_before)
        moved = f"starts_on = date('{expires_on}', -period_days || ' days'), expires_on = '{expires_on}'"
        run("BEGIN IMMEDIATE")
        run("DELETE FROM notices WHERE state = 'queued'")
        run(f"UPDATE trials SET {later} WHERE expires_on IN ({busy})")
        run(
            f"UPDATE trials SET extended_on = NULL, {moved} WHERE id IN "
            f"(SELECT id FROM trials WHERE {_ALIKE} AND {_UNPAID} {_SCATTERED} LIMIT {trials})",
            {"today": str(DAY)},
        )
        run("COMMIT")
