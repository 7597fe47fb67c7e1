"""The customer list for screens and commands: opened once, then read page by page.

One job: the use case "what needs me today?". Must not: read the whole table, nor lay lines out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sparktui.domain.listing import ListQuery, PhaseCounts, TrialSummary
from sparktui.services.desk import Desk
from sparktui.store import trial_list
from sparktui.store.trial_list import Listing


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list that was asked for and counted. Hand it back to `read_page` for its lines."""

    query: ListQuery
    listing: Listing

    @property
    def total(self) -> int:
        """The number of lines."""
        return self.listing.total


def open_list(desk: Desk, query: ListQuery) -> OpenList:
    """Return the list that ``query`` asks for, counted and ready to be read."""
    with desk.database.reading() as connection:
        return OpenList(query, trial_list.open_listing(connection, query, desk.policy))


def read_page(desk: Desk, opened: OpenList, offset: int, limit: int) -> tuple[TrialSummary, ...]:
    """Return ``limit`` lines from line ``offset`` (0 is the first) on."""
    with desk.database.reading() as connection:
        return trial_list.page(connection, opened.listing, offset, limit)


def position_of(desk: Desk, opened: OpenList, trial_id: int) -> int | None:
    """Return the line on which the trial stands (0 is the first), or None when it is not in the list."""
    with desk.database.reading() as connection:
        return trial_list.position(connection, opened.listing, trial_id)


def count_phases(desk: Desk, day: date) -> PhaseCounts:
    """Return how many trials are in each phase on ``day``."""
    with desk.database.reading() as connection:
        return trial_list.counts(connection, day, desk.policy)


def read_lines(desk: Desk, ids: list[int]) -> tuple[TrialSummary, ...]:
    """Return the lines of the trials with ``ids``, in that order; trials that are gone are left out."""
    with desk.database.reading() as connection:
        return trial_list.summaries(connection, ids)


def every_id(desk: Desk, query: ListQuery) -> Iterator[int]:
    """Return the IDs of all trials that ``query`` asks for, in its order."""
    with desk.database.reading() as connection:
        yield from trial_list.every_id(connection, query, desk.policy)
