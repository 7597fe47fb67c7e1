"""What the customer list reads from the services, each in one go in the background.

One job: the questions behind the list. Must not: know a widget beyond the size of a table's page.
It is imported by whoever asks, when the first question is put: what stands behind it takes longer than a first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sparktui.domain.listing import ListQuery
from sparktui.screens.customer_rows import row_of
from sparktui.services import customer_list
from sparktui.services.customer_list import OpenList
from sparktui.services.desk import Desk
from sparktui.services.waiting_numbers import count_naming
from sparktui.widgets.listing import PAGE
from sparktui.widgets.table_rows import TableRow


@dataclass(frozen=True, slots=True)
class FirstView:
    """A list with the rows that are seen first: those around the trial ``keep``, or the first ones.

    ``position`` is where that trial stands; None when it is not in the list. ``waiting`` mails have the number that is
    searched for.
    """

    opened: OpenList
    keep: int | None
    position: int | None
    offset: int
    rows: tuple[TableRow, ...]
    waiting: int = 0

    def answers(self, query: ListQuery, keep: int | None) -> bool:
        """Whether this is the list that ``query`` asks for, around the trial ``keep``."""
        return (self.opened.query, self.keep) == (query, keep)


def first_view(desk: Desk, query: ListQuery, keep: int | None, room: int) -> FirstView:
    """Open the list that ``query`` asks for and read the pages around the trial ``keep``, ``room`` rows each way."""
    opened = customer_list.open_first(desk, query)
    position = None if keep is None else customer_list.position_of(desk, opened, keep)
    seen = position or 0
    offset = max(seen - room, 0) // PAGE * PAGE
    pages = (min(seen + room, max(opened.total - 1, 0)) - offset) // PAGE + 1
    rows = read_rows(desk, opened, offset, pages * PAGE)
    return FirstView(opened, keep, position, offset, rows, count_naming(desk, query.text))


def whole_list(desk: Desk, opened: OpenList, is_unwanted: Callable[[], bool]) -> OpenList:
    """Return ``opened`` with all its lines, unless ``is_unwanted`` says meanwhile that another list is shown."""
    return customer_list.complete(desk, opened, is_unwanted)


def read_rows(desk: Desk, opened: OpenList, offset: int, limit: int) -> tuple[TableRow, ...]:
    """Return the rows from ``offset`` on, as the list shows them on the day that it is for."""
    found = customer_list.read_page(desk, opened, offset, limit)
    return tuple(row_of(trial, opened.query.day, desk.policy) for trial in found)
