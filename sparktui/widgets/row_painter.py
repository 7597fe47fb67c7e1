"""The lines of a table: its titles, its rows, and what stands where no row is known.

One job: rows to terminal lines, each made once. Must not: know pages, cursors or keys of the keyboard.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from textual.cache import LRUCache
from textual.strip import Strip
from textual.widget import Widget

from sparktui.domain.text import plain_block
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Painter, Piece, StyleName
from sparktui.widgets.table_rows import GAP, Column, Place, TableRow, fit_columns
from sparktui.widgets.text import fit, one_line, wrap

GUTTER = 3
LINES_KEPT = 512
CELLS_KEPT = 4096


class RowPainter:
    """Draws the lines of one table at one width, in the colours of one moment."""

    def __init__(self, widget: Widget, columns: Sequence[Column], width: int) -> None:
        self.width = width
        self._columns = columns
        self._places = fit_columns(columns, width - GUTTER)
        self._painter = Painter(widget)
        self._signs = terminal_glyphs()
        self._lines: LRUCache[tuple[TableRow, StyleName, bool], Strip] = LRUCache(LINES_KEPT)
        self._unknown: dict[StyleName, Strip] = {}
        # Most cells say the same as others, or as the same one did a day before.
        self._fitted = lru_cache(CELLS_KEPT)(self._fit)

    def titles(self) -> Strip:
        """Return the line of column titles."""
        titles = [Piece(self._columns[place.index].title, "heading") for place in self._places]
        return self._line(Piece(" " * GUTTER), titles, "heading", "")

    def row(self, row: TableRow, over: StyleName, picked: bool) -> Strip:
        """Return the line of ``row``; ``over`` is the style of the cursor when it stands here."""
        key = (row, over, picked)
        line = self._lines.get(key)
        if line is None:
            cells = [row.cells[place.index] for place in self._places]
            pieces = [Piece(cell.text, cell.style or row.style) for cell in cells]
            under: StyleName = "selected" if picked else row.style
            line = self._lines[key] = self._line(self._gutter(over, picked), pieces, under, over)
        return line

    def unknown(self, over: StyleName) -> Strip:
        """Return the line of a row that has not come yet."""
        line = self._unknown.get(over)
        if line is None:
            pieces = [Piece(self._signs.unknown, "muted") for _ in self._places]
            line = self._unknown[over] = self._line(self._gutter(over, False), pieces, "", over)
        return line

    def without_row(self, text: str = "", line: int = 0) -> Strip:
        """Return a line where no row is: empty, or one of those that say ``text``, below a blank one."""
        said: list[str] = []
        if text and line > 0:
            room = max(self.width - 2 * GUTTER, 1)
            said = [part for paragraph in plain_block(text).split("\n") for part in wrap(paragraph, room)]
        words = said[line - 1] if 0 < line <= len(said) else ""
        return self._painter.strip([Piece(" " * GUTTER + words, "muted")], self.width)

    def column_at(self, x: int) -> int | None:
        """Return the index of the column that covers the cell ``x`` of a line, or None beside all of them."""
        left = GUTTER
        for place in self._places:
            if left <= x < left + place.width:
                return place.index
            left += place.width + GAP
        return None

    def _gutter(self, over: StyleName, picked: bool) -> Piece:
        here = self._signs.cursor if over else " "
        return Piece(here + (self._signs.picked if picked else " ") + " ", "accent")

    def _line(self, gutter: Piece, pieces: Sequence[Piece], under: StyleName, over: StyleName) -> Strip:
        laid = [gutter]
        for place, piece in zip(self._places, pieces, strict=True):
            laid.append(Piece(self._fitted(piece.text, place), piece.style or under))
        return self._painter.strip(laid, self.width, over=over)

    def _fit(self, text: str, place: Place) -> str:
        """Return ``text`` from outside as it stands in its column, with the gap behind it."""
        shown = fit(one_line(text), place.width, self._columns[place.index].align, self._signs.ellipsis)
        return shown + " " * GAP
