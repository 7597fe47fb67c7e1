"""The first lines of the customer list, before anything that takes time is loaded.

SQLAlchemy costs more time to load than a whole screen takes to draw. So the first look reads what stands at the top of
the list in order of urgency with the standard library alone; a property test holds it equal to `trial_list`.

One job: that one question. Must not: write, sort otherwise, search, or be asked again once the desk is open.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sparktui.domain.decision import Choice
from sparktui.domain.lifecycle import later_window, running_window
from sparktui.domain.listing import TrialSummary
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Service

LONGEST_WAIT = 0.1
"""Seconds that the look waits for somebody who has locked the database. The app says so once it is there."""

_LINE = """
    SELECT t.id, c.name, c.country, c.admin_email, c.paid_services, t.services, t.site_url, t.starts_on, t.expires_on,
           t.converted_on, t.extended_on, t.contacted_on, t.purchase_requested_on, t.decided_for, t.devices,
           (SELECT d.choice FROM decisions d WHERE d.trial_id = t.id AND d.deadline = t.expires_on
            ORDER BY d.id DESC LIMIT 1)
    FROM trials t JOIN customers c ON c.id = t.customer_id
"""
_UNCONVERTED = "(t.converted_on IS NULL OR t.converted_on > :day)"
_RUNNING = f"{_UNCONVERTED} AND t.expires_on >= :first ORDER BY t.expires_on, t.id"
_GRACE = "t.expires_on >= :first AND t.expires_on < :day"
_EXPIRING = "t.expires_on >= :day AND t.expires_on < :later AND t.starts_on <= :day"
_SOON = tuple(
    f"{_UNCONVERTED} AND {phase} AND t.decided_for {undecided} t.expires_on ORDER BY t.expires_on, t.id"
    for phase in (_GRACE, _EXPIRING)
    for undecided in ("IS NOT", "IS")
)
_LATER = f"{_UNCONVERTED} AND t.expires_on >= :later ORDER BY t.expires_on, t.id"
_CONVERTED = "t.converted_on <= :day ORDER BY t.converted_on DESC, t.id DESC"
_LOST = f"{_UNCONVERTED} AND t.expires_on < :first ORDER BY t.expires_on DESC, t.id DESC"
_SEGMENTS = tuple(
    f"{_LINE} WHERE t.purchase_requested_on {asked} AND {segment} LIMIT :limit"
    for asked, segments in (
        ("IS NOT NULL", (_RUNNING, _CONVERTED, _LOST)),
        ("IS NULL", (*_SOON, _LATER, _CONVERTED, _LOST)),
    )
    for segment in segments
)


class FirstLook:
    """A database file, opened for one look."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def timezone(self) -> str | None:
        """Return the partner's time zone, or None before the partner was recorded."""
        row = self._connection.execute("SELECT timezone FROM partner").fetchone()
        return str(row[0]) if row else None

    def total(self, at_most: int) -> int:
        """Return how many trials there are, or ``at_most`` where there are more: to count all takes a scan."""
        counted = "SELECT count(*) FROM (SELECT 1 FROM trials LIMIT ?)"
        return int(self._connection.execute(counted, (at_most,)).fetchone()[0])

    def lines(self, day: date, policy: Policy, limit: int) -> tuple[TrialSummary, ...]:
        """Return the first ``limit`` lines of the list on ``day``, or all where there are fewer."""
        first, later = running_window(day, policy).first, later_window(day, policy).first
        lines: list[TrialSummary] = []
        for segment in _SEGMENTS:
            wanted = {"day": str(day), "first": str(first), "later": str(later), "limit": limit - len(lines)}
            lines += map(_summary, self._connection.execute(segment, wanted))
            if len(lines) == limit:
                break
        return tuple(lines)


@contextmanager
def opened(path: Path) -> Iterator[FirstLook]:
    """Give a first look at the database file ``path``.

    Raises:
        sqlite3.Error: when it is no readable database of this program.
    """
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=LONGEST_WAIT)) as connection:
        yield FirstLook(connection)


def _summary(row: tuple[Any, ...]) -> TrialSummary:
    services = json.loads(row[5])
    return TrialSummary(
        id=row[0],
        customer=row[1],
        country=row[2],
        admin_email=row[3],
        paid_services=tuple(Service(name) for name in json.loads(row[4])),
        services=tuple(service for service in Service if service in services),
        site_url=row[6],
        starts_on=date.fromisoformat(row[7]),
        expires_on=date.fromisoformat(row[8]),
        converted_on=_day(row[9]),
        extended_on=_day(row[10]),
        contacted_on=_day(row[11]),
        purchase_requested_on=_day(row[12]),
        decided_for=_day(row[13]),
        has_devices=bool(json.loads(row[14])),
        decided=Choice(row[15]) if row[15] else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
