"""The rows that stand at the top of the list before the desk is open.

One job: turn the first look into rows. Must not: load what a first look does without.
"""

from __future__ import annotations

from dataclasses import dataclass

from sparktui import reference_data
from sparktui.clock import Clock
from sparktui.screens.customer_rows import row_of
from sparktui.services.first_look import first_look
from sparktui.settings import Settings
from sparktui.widgets.listing import PAGE
from sparktui.widgets.table_rows import TableRow


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The first page of a list of ``total`` rows."""

    rows: tuple[TableRow, ...]
    total: int


def first_rows(settings: Settings) -> FirstRows | None:
    """Return the first page of the list in order of urgency, or None where it can't be had quickly."""
    policy = reference_data.policy()
    glimpse = first_look(settings.db, Clock(settings.as_of), policy, PAGE)
    if glimpse is None:
        return None
    return FirstRows(tuple(row_of(line, glimpse.day, policy) for line in glimpse.lines), glimpse.total)
