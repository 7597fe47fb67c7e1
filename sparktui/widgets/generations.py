"""The state of a list that is on view, the one that is on its way, and the cursor that lives through both.

One job: change from one generation of a list to the next without losing the cursor's place.
Must not: draw, scroll or fetch; ``top`` and ``room`` are told: the row at the top of the view, and how many rows fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sparktui.widgets.listing import Listing
from sparktui.widgets.table_rows import TableRow


@dataclass
class Generations:
    """A list through its generations. ``cursor_key`` is None while the row under the cursor is not known."""

    shown: Listing | None = None
    coming: Listing | None = None
    cursor_row: int = 0
    cursor_key: int | None = None
    _keep_row: int | None = None

    @property
    def total(self) -> int:
        """How many rows the list on view has."""
        return self.shown.total if self.shown else 0

    @property
    def awaited(self) -> Listing | None:
        """The listing whose rows are needed next."""
        return self.coming or self.shown

    @property
    def cursor(self) -> TableRow | None:
        """The row under the cursor, or None while it is not known."""
        return self.shown.row(self.cursor_row) if self.shown else None

    def begin(self, listing: Listing, keep_row: int | None) -> None:
        """Let ``listing`` be on its way; the cursor will stand on ``keep_row``, or on the first row."""
        self.coming, self._keep_row = listing, keep_row

    def grow(self, generation: int, total: int) -> bool:
        """Let the listing of ``generation`` have ``total`` rows, more than so far; return whether it is on view."""
        for listing in (self.coming, self.shown):
            if listing is not None and listing.generation == generation:
                listing.total = max(total, listing.total)
        return self.shown is not None and self.shown.generation == generation

    def put(self, generation: int, offset: int, rows: Sequence[TableRow]) -> Listing | None:
        """Give the rows to the listing of ``generation`` and return it; None when there is none any more."""
        if self.coming is not None and self.coming.generation == generation:
            listing: Listing | None = self.coming
        elif self.shown is not None and self.shown.generation == generation:
            listing = self.shown
        else:
            return None
        assert listing is not None
        listing.put(offset, rows)
        self.settle()
        return listing

    def top_awaited(self, top: int, room: int) -> int:
        """Return the row at the top of the view when the awaited listing is shown.

        A cursor that is kept stays on its line of the screen, as far as the list is long enough.
        """
        if self.coming is None:
            return top
        if self._keep_row is None:
            return 0
        line = min(max(self.cursor_row - top, 0), max(room - 1, 0))
        return max(min(self._keep_row - line, self.coming.total - room), 0)

    def is_complete(self, top: int, room: int) -> bool:
        """Return whether all rows of a view are known, and no newer listing is on its way."""
        return room > 0 and self.coming is None and self.shown is not None and self.shown.knows(top, top + room)

    def can_turn(self, top: int, room: int) -> bool:
        """Return whether a coming listing has all rows of its first view."""
        first = self.top_awaited(top, room)
        return self.coming is not None and self.coming.knows(first, first + room)

    def turn(self) -> None:
        """Show the coming listing. A kept cursor goes by its key where that is on a known page."""
        assert self.coming is not None
        self.shown, self.coming = self.coming, None
        row = self._keep_row
        if row is not None and self.cursor_key is not None:
            found = self.shown.index_of(self.cursor_key)
            row = row if found is None else found
        self.cursor_row = -1
        self.move(row or 0)

    def move(self, row: int) -> None:
        """Put the cursor on ``row``, or on the nearest there is."""
        row = max(min(row, self.total - 1), 0)
        if row != self.cursor_row:
            self.cursor_row, self.cursor_key = row, None
        self.settle()

    def settle(self) -> None:
        """Take the key of the row under the cursor once that row is known."""
        if self.cursor is not None:
            self.cursor_key = self.cursor.key
