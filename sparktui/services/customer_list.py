"""The customer list for screens and commands: opened once, then read page by page.

One job: the use case "what needs me today?". Must not: read the whole table, nor lay lines out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sparktui.domain.listing import ListQuery, PhaseCounts, TrialSummary
from sparktui.services.desk import Desk
from sparktui.store import trial_list, trial_search, trial_top
from sparktui.store.trial_list import Listing
from sparktui.store.trial_search import Found


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list that was asked for. Hand it back to `read_page` for its lines, or to `complete` for the rest of it."""

    query: ListQuery
    listing: Listing | Found

    @property
    def total(self) -> int:
        """The number of lines; those found so far where the list is not complete."""
        return self.listing.total

    @property
    def is_complete(self) -> bool:
        """Whether these are all lines; of a search that finds many only the first are there at once."""
        return isinstance(self.listing, Listing) or self.listing.is_all


def open_list(desk: Desk, query: ListQuery) -> OpenList:
    """Return the list that ``query`` asks for, complete."""
    return complete(desk, open_first(desk, query))


def open_first(desk: Desk, query: ListQuery) -> OpenList:
    """Return the list that ``query`` asks for, as far as it is there at once; see `OpenList.is_complete`."""
    find = trial_search.find_first if query.text.strip() else trial_list.open_listing
    with desk.database.reading() as connection:
        return OpenList(query, find(connection, query, desk.policy))


def complete(desk: Desk, opened: OpenList, is_unwanted: Callable[[], bool] = lambda: False) -> OpenList:
    """Return the list with all its lines; or as it is when ``is_unwanted`` says meanwhile that nobody waits for it."""
    if opened.is_complete:
        return opened
    with desk.database.reading() as connection:
        found = trial_search.find_all(connection, opened.query, desk.policy, is_unwanted)
    return opened if found is None else OpenList(opened.query, found)


def read_page(desk: Desk, opened: OpenList, offset: int, limit: int) -> tuple[TrialSummary, ...]:
    """Return ``limit`` lines from line ``offset`` (0 is the first) on."""
    with desk.database.reading() as connection:
        return trial_list.summaries(connection, opened.listing.ids(connection, offset, limit))


def read_top(desk: Desk, query: ListQuery, limit: int) -> tuple[int, tuple[TrialSummary, ...]]:
    """Return how many lines the list that ``query`` asks for has, and the first ``limit`` of them.

    For who turns no pages it is quicker than `open_list`, which counts every stretch of a list without a text.
    """
    if query.text.strip():
        opened = open_list(desk, query)
        return opened.total, read_page(desk, opened, 0, limit)
    with desk.database.reading() as connection:
        ids = trial_top.first_ids(connection, query, desk.policy, limit)
        return trial_top.total(connection, query, desk.policy), trial_list.summaries(connection, ids)


def position_of(desk: Desk, opened: OpenList, trial_id: int) -> int | None:
    """Return the line on which the trial stands (0 is the first), or None when it is not in the list."""
    with desk.database.reading() as connection:
        return opened.listing.position(connection, trial_id)


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
        if query.text.strip():
            yield from trial_search.every_id(connection, query, desk.policy)
        else:
            yield from trial_list.every_id(connection, query, desk.policy)
