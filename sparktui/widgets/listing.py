"""One state of a long list: how many rows it has, and the pages of it that are known.

One job: keep a bounded number of pages, and say which are missing. Nothing here is sized by the total.
Must not: fetch anything; the widget asks for what is missing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sparktui.widgets.table_rows import TableRow

PAGE = 64
PAGES_KEPT = 32


@dataclass
class Listing:
    """The rows of one ``generation`` of a list, as far as they are known."""

    generation: int
    total: int
    _pages: OrderedDict[int, tuple[TableRow, ...]] = field(default_factory=OrderedDict)
    _asked: set[int] = field(default_factory=set)

    def row(self, index: int) -> TableRow | None:
        """Return the row at ``index``, or None while it is not known."""
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        return page[place] if page is not None and place < len(page) else None

    def knows(self, first: int, stop: int) -> bool:
        """Return whether the pages of all rows from ``first`` up to ``stop`` are here."""
        return all(number in self._pages for number in self._numbers(first, stop))

    def index_of(self, key: int) -> int | None:
        """Return where the row with ``key`` stands, or None when it is on no page that is here."""
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if row.key == key:
                    return number * PAGE + place
        return None

    def put(self, offset: int, rows: Sequence[TableRow]) -> None:
        """Take the rows from ``offset`` on, which is the first of a page; the pages used longest ago go.

        Raises:
            ValueError: when ``offset`` is not where a page begins.
        """
        if offset % PAGE:
            raise ValueError(f"a page begins at a multiple of {PAGE}, not at {offset}")
        for start in range(0, max(len(rows), 1), PAGE):
            number = (offset + start) // PAGE
            self._pages[number] = tuple(rows[start : start + PAGE])
            self._pages.move_to_end(number)
            self._asked.discard(number)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)

    def missing(self, first: int, stop: int) -> list[tuple[int, int]]:
        """Return what to ask for, as offsets and limits, so that the rows from ``first`` to ``stop`` can be shown.

        The pages on view come first, then a page on either side of them. A page that has been asked for is
        not asked for again while it stays in that window; one that left the window before it came is.
        """
        on_view = self._numbers(first, stop)
        beside = [n for n in (on_view.stop, on_view.start - 1) if 0 <= n * PAGE < self.total]
        for number in on_view:
            if number in self._pages:
                self._pages.move_to_end(number)
        self._asked &= {*on_view, *beside}
        wanted = [n for n in (*on_view, *beside) if n not in self._pages and n not in self._asked]
        self._asked.update(wanted)
        runs: list[tuple[int, int]] = []
        for number in wanted:
            offset, limit = number * PAGE, min(PAGE, self.total - number * PAGE)
            if runs and number in on_view and sum(runs[-1]) == offset:
                runs[-1] = (runs[-1][0], runs[-1][1] + limit)
            else:
                runs.append((offset, limit))
        return runs

    def _numbers(self, first: int, stop: int) -> range:
        """Return the numbers of the pages that hold the rows from ``first`` up to ``stop``."""
        stop = min(stop, self.total)
        return range(first // PAGE, (stop + PAGE - 1) // PAGE) if first < stop else range(0)
