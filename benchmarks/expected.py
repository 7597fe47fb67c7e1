"""What must stand on the screen, asked of the services that the screen asks.

One job: the texts by which a benchmark knows that the rows which a key asks for are there. Must not: measure.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from benchmarks.data_sets import DAY, settings
from sparktui import bootstrap
from sparktui.screens.customer_view import CustomerView
from sparktui.services import customer_list

# The list cuts names at its column, never before so many characters.
_NAME_SHOWN = 16


class Expected:
    """The lines of one database's customer list."""

    def __init__(self, database: Path) -> None:
        self._desk = bootstrap.open_desk(settings(database))

    def close(self) -> None:
        """Let the database go."""
        self._desk.database.close()

    def total(self, view: CustomerView) -> int:
        """Return how many lines ``view`` has."""
        return customer_list.open_list(self._desk, view.query(DAY)).total

    def name(self, view: CustomerView, line: int) -> str:
        """Return the pattern of the name on ``line``, the first being 0."""
        return self._names(view, line, 1)[0]

    def trial_id(self, view: CustomerView, line: int) -> int:
        """Return the trial on ``line``."""
        opened = customer_list.open_list(self._desk, view.query(DAY))
        return customer_list.read_page(self._desk, opened, line, 1)[0].id

    def neighbours(self, view: CustomerView, trial_id: int) -> str:
        """Return the pattern of the names next to the trial's, of which one at least is on the screen with it."""
        opened = customer_list.open_list(self._desk, view.query(DAY))
        line = customer_list.position_of(self._desk, opened, trial_id)
        assert line is not None
        before = self._names(view, line - 1, 1) if line else []
        return "|".join([*before, *self._names(view, line + 1, 1)])

    def label(self, trial_id: int, day: date) -> str:
        """Return the pattern of what the list says of the trial's state on ``day``."""
        (line,) = customer_list.read_lines(self._desk, [trial_id])
        return re.escape(line.lifecycle(self._desk.policy).label(day))

    def _names(self, view: CustomerView, line: int, count: int) -> list[str]:
        opened = customer_list.open_list(self._desk, view.query(DAY))
        found = customer_list.read_page(self._desk, opened, line, count)
        return [re.escape(trial.customer[:_NAME_SHOWN]) for trial in found]
