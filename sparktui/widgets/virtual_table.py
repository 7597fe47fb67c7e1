"""A table that draws the rows on the screen and knows no others, however many there are.

One job: show a window on a long list, move a cursor and marks in it, and ask for the rows it lacks.
Must not: fetch, sort or filter; rows come in by `reset` and `put_page`, wishes go out as messages.

A list is told anew by a generation number. The old rows stay, and can be worked with, until the first view of
the new generation is complete; so nothing flickers. Cursor and marks are keys of rows, not row numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from sparktui.widgets import pieces
from sparktui.widgets.listing import Listing
from sparktui.widgets.pieces import StyleName
from sparktui.widgets.row_painter import RowPainter
from sparktui.widgets.table_rows import Column, TableRow

HEADER = 1


@dataclass(frozen=True, slots=True)
class _Coming:
    """A generation whose first view is not complete yet."""

    listing: Listing
    cursor_row: int | None


class VirtualTable(ScrollView, can_focus=True):
    """A table of rows that are asked for page by page.

    ``empty_text`` is what the table says when the list has no rows.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    VirtualTable {{
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        {pieces.CSS}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "turn(-1)", "Page up", show=False),
        Binding("pagedown", "turn(1)", "Page down", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("enter", "open", "Open", show=False),
        Binding("space", "mark", "Mark", show=False),
    ]

    @dataclass
    class PageWanted(Message):
        """Rows are needed: ``limit`` of them from ``offset`` on. Answer with `put_page`."""

        generation: int
        offset: int
        limit: int

    @dataclass
    class Highlighted(Message):
        """The cursor came to rest on a row. Sent after the screen has been drawn, so at most once a frame."""

        key: int
        row: int

    @dataclass
    class Opened(Message):
        """A row was chosen, by enter or a double click."""

        key: int

    @dataclass
    class MarksChanged(Message):
        """The set of marked rows is now ``keys``."""

        keys: frozenset[int]

    @dataclass
    class TitlePressed(Message):
        """The title of a column was clicked; ``index`` is the column's place among all columns."""

        index: int

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty_text: str = "",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._columns = tuple(columns)
        self._empty_text = empty_text
        self._listing: Listing | None = None
        self._coming: _Coming | None = None
        self._cursor_row = 0
        self._cursor_key: int | None = None
        self._marked: frozenset[int] = frozenset()
        self._announced: tuple[int, int] | None = None
        self._announcing = self._asking = False
        self._row_painter: RowPainter | None = None

    # What the table is told

    def reset(self, total: int, *, generation: int, keep_cursor_row: int | None = None) -> None:
        """Begin a new generation of ``total`` rows; answers to earlier ones are dropped from now on.

        With ``keep_cursor_row``, the row on which the cursor's key stands in the new generation, cursor and view
        stay where they are on the screen; without it both go to the top.
        """
        self._coming = _Coming(Listing(generation, total), keep_cursor_row)
        if self._listing is None or total == 0:
            self._take_coming()
        self._ask_soon()

    def put_page(self, generation: int, offset: int, rows: Sequence[TableRow]) -> None:
        """Take the rows from ``offset`` on, the first of a page; rows of a past generation are dropped."""
        if self._coming and self._coming.listing.generation == generation:
            self._coming.listing.put(offset, rows)
            top = self._top_after(self._coming)
            if self._coming.listing.knows(top, top + self._room):
                self._take_coming()
        elif self._listing and self._listing.generation == generation:
            self._listing.put(offset, rows)
            self._repaint_rows(offset, len(rows))
            self._settle_cursor()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, or other titles; rows that come must have as many cells."""
        self._columns = tuple(columns)
        self._repaint()

    def set_empty_text(self, text: str) -> None:
        """Say ``text`` when there are no rows."""
        self._empty_text = text
        self.refresh()

    def clear_marks(self) -> None:
        """Take back all marks."""
        self._set_marks(frozenset())

    def move_to(self, row: int) -> None:
        """Put the cursor on ``row``, or the nearest there is, and bring it into view."""
        row = max(min(row, self.total - 1), 0)
        before, self._cursor_row = self._cursor_row, row
        self._settle_cursor(moved=row != before)
        self._repaint_rows(before)
        self._repaint_rows(row)
        self._show_cursor()

    # What it can be asked

    @property
    def total(self) -> int:
        """How many rows the list has that is shown."""
        return self._listing.total if self._listing else 0

    @property
    def cursor_key(self) -> int | None:
        """The key of the row under the cursor; None in an empty list, and until the row has come."""
        return self._cursor_key

    @property
    def cursor_row(self) -> int:
        """The number of the row under the cursor, from 0."""
        return self._cursor_row

    @property
    def marked(self) -> frozenset[int]:
        """The keys of the marked rows."""
        return self._marked

    # Keys and mouse

    def action_move(self, rows: int) -> None:
        """Move the cursor by ``rows``."""
        self.move_to(self._cursor_row + rows)

    def action_turn(self, pages: int) -> None:
        """Move cursor and view by ``pages`` screenfuls."""
        rows = pages * max(self._room - 1, 1)
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False, force=True)
        self.move_to(self._cursor_row + rows)

    def action_first(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self.move_to(self.total - 1)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self._cursor_key is not None:
            self.post_message(self.Opened(self._cursor_key))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark back."""
        if self._cursor_key is not None:
            self._set_marks(self._marked ^ {self._cursor_key})

    def on_click(self, event: Click) -> None:
        """A click on a row moves the cursor there, a second one opens it; a click on a title tells which."""
        at = event.get_content_offset(self)
        if at is None:
            return
        event.stop()
        row = self.scroll_offset.y + at.y - HEADER
        if at.y < HEADER:
            column = self._painter.column_at(at.x)
            if column is not None:
                self.post_message(self.TitlePressed(column))
        elif row < self.total:
            self.move_to(row)
            if event.chain == 2:
                self.action_open()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Return the line ``y`` of the visible part."""
        painter = self._painter
        if y < HEADER:
            return painter.titles()
        index = self.scroll_offset.y + y - HEADER
        if self._listing is None or index >= self._listing.total:
            return self._line_without_row(y)
        cursor: StyleName = ""
        if index == self._cursor_row:
            cursor = "cursor" if self.has_focus else "cursor-blurred"
        row = self._listing.row(index)
        if row is None:
            return painter.unknown(cursor)
        return painter.row(row, cursor, row.key in self._marked)

    def notify_style_update(self) -> None:
        """Draw everything anew when theme or style sheets change."""
        self._row_painter = None
        super().notify_style_update()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for the rows that came into view."""
        super().watch_scroll_y(old_value, new_value)
        self._ask_soon()

    def on_resize(self, event: Resize) -> None:
        """Lay the columns anew and keep the cursor in view."""
        self._show_cursor()
        self._ask_soon()

    @property
    def _painter(self) -> RowPainter:
        width = self.size.width
        if self._row_painter is None or self._row_painter.width != width:
            self._row_painter = RowPainter(self, self._columns, width)
        return self._row_painter

    @property
    def _room(self) -> int:
        """How many rows fit on the screen."""
        return max(self.size.height - HEADER, 0)

    def _line_without_row(self, y: int) -> Strip:
        if self.total == 0 and self._listing is not None and self._empty_text and y > HEADER:
            lines = self._painter.notice(self._empty_text)
            if y - HEADER - 1 < len(lines):
                return lines[y - HEADER - 1]
        return self._painter.blank()

    def _repaint(self) -> None:
        self._row_painter = None
        self.refresh()

    def _repaint_rows(self, first: int, count: int = 1) -> None:
        top = self.scroll_offset.y
        start, stop = max(first, top), min(first + count, top + self._room)
        if start < stop:
            self.refresh(Region(0, start - top + HEADER, self.size.width, stop - start))

    # Generations, pages, cursor

    def _top_after(self, coming: _Coming) -> int:
        """Return the row at the top of the view once ``coming`` is shown."""
        if coming.cursor_row is None:
            return 0
        above = min(max(self._cursor_row - self.scroll_offset.y, 0), max(self._room - 1, 0))
        return max(min(coming.cursor_row - above, coming.listing.total - self._room), 0)

    def _take_coming(self) -> None:
        assert self._coming is not None
        coming, self._coming = self._coming, None
        listing, row = coming.listing, coming.cursor_row
        top = self._top_after(coming)
        if row is not None and self._cursor_key is not None:
            moved_to = listing.index_of(self._cursor_key)
            row = row if moved_to is None else moved_to
        self._listing = listing
        self._cursor_row = max(min(row or 0, listing.total - 1), 0)
        self.virtual_size = Size(0, listing.total + HEADER)
        self.scroll_to(y=top, animate=False, force=True)
        self._settle_cursor(moved=True)
        self._show_cursor()
        self.refresh()
        self._ask_soon()

    def _show_cursor(self) -> None:
        """Scroll as little as brings the cursor into view."""
        top = self.scroll_offset.y
        wanted = min(max(top, self._cursor_row - self._room + 1), self._cursor_row)
        if wanted != top and self._room:
            self.scroll_to(y=wanted, animate=False, force=True)

    def _settle_cursor(self, moved: bool = False) -> None:
        """Take the key of the row under the cursor as soon as it is known, and announce it when drawn."""
        row = self._listing.row(self._cursor_row) if self._listing else None
        if moved or row is not None:
            self._cursor_key = row.key if row else None
        if row is not None and not self._announcing and self._announced != (row.key, self._cursor_row):
            self._announcing = True
            self.call_after_refresh(self._announce)

    def _announce(self) -> None:
        self._announcing = False
        if self._cursor_key is not None and self._announced != (self._cursor_key, self._cursor_row):
            self._announced = (self._cursor_key, self._cursor_row)
            self.post_message(self.Highlighted(self._cursor_key, self._cursor_row))

    def _ask_soon(self) -> None:
        """Ask for missing pages once the keys that already wait have been dealt with."""
        if not self._asking:
            self._asking = True
            self.call_later(self._ask)

    def _ask(self) -> None:
        self._asking = False
        listing = self._coming.listing if self._coming else self._listing
        if listing is None or not self._room:
            return
        top = self._top_after(self._coming) if self._coming else self.scroll_offset.y
        for offset, limit in listing.missing(top, top + self._room):
            self.post_message(self.PageWanted(listing.generation, offset, limit))

    def _set_marks(self, keys: frozenset[int]) -> None:
        if keys != self._marked:
            self._marked = keys
            self.refresh()
            self.post_message(self.MarksChanged(keys))
