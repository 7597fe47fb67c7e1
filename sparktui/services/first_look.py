"""The top of the customer list, for the first thing that a person sees: before the desk is open.

One job: read it quickly, or not at all. Must not: load what takes time (SQLAlchemy), nor complain; whatever is wrong
with the database is said when the desk is opened, a moment later.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sparktui.clock import Clock, system_timezone
from sparktui.domain.listing import TrialSummary
from sparktui.domain.policy import Policy
from sparktui.store import first_look as store

COUNTED = 10_000
"""How far the trials are counted; the exact count comes with the desk."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The first ``lines`` of a list of ``total``, `COUNTED` at most, as they stand on ``day``."""

    lines: tuple[TrialSummary, ...]
    total: int
    day: date


def first_look(path: Path, clock: Clock, policy: Policy, limit: int) -> Glimpse | None:
    """Return the first ``limit`` lines of the list in order of urgency; None where there are none to be read."""
    try:
        with store.opened(path) as look:
            day = clock.today(look.timezone() or system_timezone())
            lines = look.lines(day, policy, limit)
            return Glimpse(lines, look.total(COUNTED), day) if lines else None
    except (sqlite3.Error, ValueError, KeyError, TypeError, OSError):  # a zone, a day or a list that cannot be read
        return None
