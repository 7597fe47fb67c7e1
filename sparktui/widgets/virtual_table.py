"""A table that draws the rows on the screen and knows no others, however many there are.

One job: show a window on a long list, move a cursor and marks in it, and ask for the rows it lacks.
Must not: fetch, sort or filter; rows come in by `reset` and `put_page`, wishes go out as messages.

A list is told anew by a generation number. The old rows stay, and can be worked with, until the first view of
the new generation is complete; so nothing flickers. Cursor and marks are keys of rows, not row numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from sparktui.widgets import pieces, table_messages
from sparktui.widgets.generations import Generations
from sparktui.widgets.listing import Listing
from sparktui.widgets.pieces import StyleName
from sparktui.widgets.row_painter import RowPainter
from sparktui.widgets.table_rows import Column, TableRow

HEADER = SCROLLBAR = 1


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
        scrollbar-size-vertical: {SCROLLBAR};
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

    PageWanted: TypeAlias = table_messages.PageWanted
    Highlighted: TypeAlias = table_messages.Highlighted
    Opened: TypeAlias = table_messages.Opened
    MarksChanged: TypeAlias = table_messages.MarksChanged
    TitlePressed: TypeAlias = table_messages.TitlePressed

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty_text: str = "",
        id: str | None = None,  # noqa: A002  # the name that all widgets have for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = self._coming_columns = tuple(columns)
        self._empty_text = empty_text
        self._list = Generations()
        self._marked: frozenset[int] = frozenset()
        self._announced: tuple[int, int] | None = None
        self._announcing = self._asking = False
        self._row_painter: RowPainter | None = None

    # What the table is told

    def reset(
        self,
        total: int,
        *,
        generation: int,
        keep_cursor_row: int | None = None,
        columns: Sequence[Column] | None = None,
    ) -> None:
        """Begin a new generation of ``total`` rows; answers to earlier ones are dropped from now on.

        With ``keep_cursor_row``, where the cursor's key stands then, cursor and view stay; else they go to the top.
        ``columns`` are shown with its rows, from when those are.
        """
        self._list.begin(Listing(generation, total), keep_cursor_row)
        self._coming_columns = self._columns if columns is None else tuple(columns)
        if self._list.shown is None or total == 0:
            self._turn()
        self._ask_soon()

    def put_page(self, generation: int, offset: int, rows: Sequence[TableRow]) -> None:
        """Take the rows from ``offset`` on, the first of a page; rows of a past generation are dropped."""
        taken_by = self._list.put(generation, offset, rows)
        if taken_by is None:
            return
        if self._list.can_turn(self.scroll_offset.y, self._room):
            self._turn()
        elif taken_by is self._list.shown:
            self._repaint_rows(offset, len(rows))
            self._announce_soon()

    def grow(self, total: int, *, generation: int) -> None:
        """Say that the list of that generation goes on behind the rows told of so far; ``total`` are all of them."""
        if self._list.grow(generation, total):
            self.virtual_size = Size(0, self.total + HEADER)
            self.refresh()
            self._ask_soon()

    def set_empty_text(self, text: str) -> None:
        """Say ``text`` when there are no rows."""
        if text != self._empty_text:
            self._empty_text = text
            self.refresh()

    def clear_marks(self) -> None:
        """Take back all marks."""
        self._set_marks(frozenset())

    def move_to(self, row: int) -> None:
        """Put the cursor on ``row``, or the nearest there is, and bring it into view."""
        before = self._list.cursor_row
        self._list.move(row)
        self._repaint_rows(before)
        self._repaint_rows(self._list.cursor_row)
        self._show_cursor()
        self._announce_soon()

    # What it can be asked

    @property
    def total(self) -> int:
        """How many rows the list has that is shown."""
        return self._list.total

    @property
    def cursor_key(self) -> int | None:
        """The key of the row under the cursor; None in an empty list, and until the row has come."""
        return self._list.cursor_key

    @property
    def cursor_row(self) -> int:
        """The number of the row under the cursor, from 0."""
        return self._list.cursor_row

    @property
    def marked(self) -> frozenset[int]:
        """The keys of the marked rows."""
        return self._marked

    # Keys and mouse

    def action_move(self, rows: int) -> None:
        """Move the cursor by ``rows``."""
        self.move_to(self._list.cursor_row + rows)

    def action_turn(self, pages: int) -> None:
        """Move cursor and view by ``pages`` screenfuls."""
        rows = pages * max(self._room - 1, 1)
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False, force=True)
        self.move_to(self._list.cursor_row + rows)

    def action_first(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self.move_to(self.total - 1)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self._list.cursor_key is not None:
            self.post_message(self.Opened(self._list.cursor_key))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark back."""
        if self._list.cursor_key is not None:
            self._set_marks(self._marked ^ {self._list.cursor_key})

    def on_click(self, event: Click) -> None:
        """A click on a row moves the cursor there, a second one opens it; a click on a title tells which."""
        at = event.get_content_offset(self)
        if at is None:
            return
        event.stop()
        row = self.scroll_offset.y + at.y - HEADER
        column = self._painter.column_at(at.x)
        if at.y >= HEADER and row < self.total:
            self.move_to(row)
            if event.chain == 2:
                self.action_open()
        elif at.y < HEADER and column is not None:
            self.post_message(self.TitlePressed(column))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Return the line ``y`` of the visible part."""
        painter = self._painter
        if y < HEADER:
            return painter.titles()
        index, listing = self.scroll_offset.y + y - HEADER, self._list.shown
        if listing is None or index >= listing.total:
            empty = listing is not None and listing.total == 0
            return painter.without_row(self._empty_text if empty else "", y - HEADER)
        cursor: StyleName = ""
        if index == self._list.cursor_row:
            cursor = "cursor" if self.has_focus else "cursor-blurred"
        row = listing.row(index)
        if row is not None:
            return painter.row(row, cursor, row.key in self._marked)
        return painter.without_row() if listing.knows(index, index + 1) else painter.unknown(cursor)

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
        width = max(self.size.width - SCROLLBAR, 0)
        if self._row_painter is None or self._row_painter.width != width:
            self._row_painter = RowPainter(self, self._columns, width)
        return self._row_painter

    @property
    def _room(self) -> int:
        """How many rows fit on the screen."""
        return max(self.size.height - HEADER, 0)

    def _repaint_rows(self, first: int, count: int = 1) -> None:
        top = self.scroll_offset.y
        start, stop = max(first, top), min(first + count, top + self._room)
        if start < stop:
            self.refresh(Region(0, start - top + HEADER, self.size.width, stop - start))

    # Generations, pages, cursor

    def _turn(self) -> None:
        """Show the generation that was on its way."""
        top = self._list.top_awaited(self.scroll_offset.y, self._room)
        self._list.turn()
        if self._columns != self._coming_columns:
            self._columns, self._row_painter = self._coming_columns, None
        self.virtual_size = Size(0, self.total + HEADER)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        self._show_cursor()
        self.refresh()
        self._announced = None
        self._announce_soon()
        self._ask_soon()

    def _show_cursor(self) -> None:
        """Scroll as little as brings the cursor into view."""
        top = self.scroll_offset.y
        wanted = min(max(top, self._list.cursor_row - self._room + 1), self._list.cursor_row)
        if wanted != top and self._room:
            self.scroll_to(y=wanted, animate=False, force=True)

    def _announce_soon(self) -> None:
        if not self._announcing:
            self._announcing = True
            self.call_after_refresh(self._announce)

    def _announce(self) -> None:
        """Say on which row the cursor has come to rest, once the row is known."""
        self._announcing = False
        key, row = self._list.cursor_key, self._list.cursor_row
        if key is not None and self._announced != (key, row):
            self._announced = (key, row)
            self.post_message(self.Highlighted(key, row))

    def _ask_soon(self) -> None:
        """Ask for missing pages once the waiting keys are dealt with; for what is not seen yet, after drawing."""
        if not self._asking:
            self._asking = True
            self.call_later(self._ask_in_time)

    def _ask_in_time(self) -> None:
        if self._list.is_complete(self.scroll_offset.y, self._room):
            self.call_after_refresh(self._ask)
        else:
            self._ask()

    def _ask(self) -> None:
        self._asking = False
        listing, room = self._list.awaited, self._room
        if listing is not None and room:
            top = self._list.top_awaited(self.scroll_offset.y, room)
            for offset, limit in listing.missing(top, top + room):
                self.post_message(self.PageWanted(listing.generation, offset, limit))

    def _set_marks(self, keys: frozenset[int]) -> None:
        if keys != self._marked:
            self._marked = keys
            self.refresh()
            self.post_message(self.MarksChanged(keys))
