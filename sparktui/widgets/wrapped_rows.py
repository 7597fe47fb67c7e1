"""A few rows of cells whose words wrap: facts, reasons, entries of a history.

One job: lay rows out in the width there is, draw the lines that are seen, and tell which row was pressed.
Must not: hold thousands of rows (see `virtual_table`), nor cut anything off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, chop_cells
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Painter, Piece
from sparktui.widgets.table_rows import GAP, Column, Place, fit_columns
from sparktui.widgets.text import one_line

LONGEST = 20_000


Words = tuple[Piece, ...]
"""One paragraph: pieces that follow each other and wrap together."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: for each column the paragraphs that stand in it below each other.

    The text may come from outside as it is: it is made plain. A row with a ``key`` can be pressed.
    """

    cells: tuple[tuple[Words, ...], ...]
    key: str = ""


Shown = tuple[Sequence[Column], Sequence[Row]]
"""What `WrappedRows` shows: columns and rows."""


class RowLine(NamedTuple):
    """One line on the screen, and the key of its row."""

    pieces: tuple[Piece, ...]
    key: str


def row(*cells: str | Piece | Sequence[Piece | Words], key: str = "") -> Row:
    """Return a row of ``cells``: each a text, a piece, or several paragraphs of one piece or more."""
    return Row(tuple(_paragraphs(cell) for cell in cells), key)


def _paragraphs(cell: str | Piece | Sequence[Piece | Words]) -> tuple[Words, ...]:
    if isinstance(cell, str):
        return ((Piece(cell),),)
    if isinstance(cell, Piece):
        return ((cell,),)
    return tuple((found,) if isinstance(found, Piece) else found for found in cell)


def lay_out(rows: Sequence[Row], columns: Sequence[Column], width: int) -> list[RowLine]:
    """Return all lines of ``rows``, each exactly ``width`` cells wide where the columns leave room for it."""
    places = fit_columns(columns, width)
    lines: list[RowLine] = []
    for found in rows:
        cells = [_cell_lines(found, place) for place in places]
        for y in range(max(1, *(len(cell) for cell in cells))):
            laid: list[Piece] = []
            for place, cell in zip(places, cells, strict=True):
                words = cell[y] if y < len(cell) else []
                blanks = Piece(" " * (place.width - sum(cell_len(piece.text) for piece in words)))
                at_right = columns[place.index].align == "right"
                laid += [blanks, *words] if at_right else [*words, blanks]
                laid.append(Piece(" " * GAP))
            lines.append(RowLine(tuple(laid[:-1]), found.key))
    return lines


def _cell_lines(found: Row, place: Place) -> list[list[Piece]]:
    paragraphs = found.cells[place.index] if place.index < len(found.cells) else ()
    return [line for words in paragraphs for line in _flow(words, max(place.width, 1))]


def _flow(words: Words, width: int) -> list[list[Piece]]:
    """Return ``words`` in lines of at most ``width`` cells, each word in the style of its piece."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for text, style in words:
        for word in one_line(text, LONGEST).split():
            for part in [word] if cell_len(word) <= width else chop_cells(word, width):
                if used and used + 1 + cell_len(part) > width:
                    lines.append([])
                    used = 0
                shown = f" {part}" if used else part
                used += cell_len(shown)
                if lines[-1] and lines[-1][-1].style == style:
                    lines[-1][-1] = Piece(lines[-1][-1].text + shown, style)
                else:
                    lines[-1].append(Piece(shown, style))
    return lines


class WrappedRows(Widget):
    """Rows as high as their words need. One that is ``pressable`` takes the focus, and enter presses its first key."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    WrappedRows {{
        width: 1fr;
        height: auto;
        {pieces.CSS}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", "Press", show=False),
        Binding("up,k", "neighbour(-1)", "Up", show=False),
        Binding("down,j", "neighbour(1)", "Down", show=False),
    ]

    @dataclass
    class Pressed(Message):
        """The row with ``key`` of ``rows`` was pressed."""

        rows: WrappedRows
        key: str

        @property
        def control(self) -> WrappedRows:
            """The widget that was pressed."""
            return self.rows

    def __init__(
        self,
        *columns: Column,
        pressable: bool = False,
        id: str | None = None,  # noqa: A002  # the name that all widgets have for it
    ) -> None:
        super().__init__(id=id)
        self.can_focus = pressable
        self._columns = columns
        self._rows: tuple[Row, ...] = ()
        self._laid: tuple[int, list[RowLine]] | None = None

    def show(self, rows: Sequence[Row], columns: Sequence[Column] | None = None) -> None:
        """Show ``rows``, in other ``columns`` than before if they are given."""
        wanted = self._columns if columns is None else tuple(columns)
        if (tuple(rows), wanted) != (self._rows, self._columns):
            self._rows, self._columns, self._laid = tuple(rows), wanted, None
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return as many lines as the words need."""
        return len(self._lines(width)) if self._rows else 0

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width, painter = self.size.width, Painter(self)
        lines = self._lines(width)
        if y >= len(lines):
            return painter.strip((), width)
        laid = lines[y].pieces
        if not self.has_focus:
            return painter.strip(laid, width)
        if y == 0:
            laid = _with_cursor(laid)
        return painter.strip(laid, width, over="cursor-blurred")

    def on_click(self, event: Click) -> None:
        """A click on a row that has a key presses it."""
        at = event.get_content_offset(self)
        lines = self._lines(self.size.width)
        if at is not None and at.y < len(lines) and lines[at.y].key:
            event.stop()
            self.post_message(self.Pressed(self, lines[at.y].key))

    def action_press(self) -> None:
        """Press the first row that has a key."""
        key = next((found.key for found in self._rows if found.key), "")
        if not key:
            raise SkipAction
        self.post_message(self.Pressed(self, key))

    def action_neighbour(self, step: int) -> None:
        """Move the focus to the next of its kind beside this one; where there is none, whatever is around scrolls."""
        siblings = [child for child in self._siblings() if child.focusable and child.display]
        place = siblings.index(self) + step
        if not 0 <= place < len(siblings):
            raise SkipAction
        siblings[place].focus()

    def _siblings(self) -> list[WrappedRows]:
        return (
            [] if self.parent is None else [child for child in self.parent.children if isinstance(child, WrappedRows)]
        )

    def _lines(self, width: int) -> list[RowLine]:
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, lay_out(self._rows, self._columns, width))
        return self._laid[1]


def _with_cursor(laid: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces of a line with the cursor in its first cell, which is left blank for it."""
    return (Piece(terminal_glyphs().cursor, "accent"), laid[0]._replace(text=laid[0].text[1:]), *laid[1:])
