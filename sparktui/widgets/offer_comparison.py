"""Two or more offers side by side: the same rows in each, what becomes of every part in words and marks.

One job: show the columns, walk between them, tell which was picked. Must not: know offers beyond what it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.offer_layout import OfferColumn, OfferLine, PartFate, Placing, lay_out, place_columns
from sparktui.widgets.pieces import Painter, Piece

__all__ = ["OfferColumn", "OfferComparison", "PartFate"]


class OfferComparison(Widget, can_focus=True):
    """A column for each offer. Left and right walk between them; space or enter picks.

    On the offer that is picked already, enter is left to what is around, and so are up and down.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    OfferComparison {{
        height: auto;
        {pieces.CSS}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Left", show=False),
        Binding("right,l", "move(1)", "Right", show=False),
        Binding("space", "pick", "Pick", show=False),
        Binding("enter", "pick_or_go_on", "Pick", show=False),
    ]

    @dataclass
    class Picked(Message):
        """The person picked the offer with ``key``."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._columns: tuple[OfferColumn, ...] = ()
        self._picked: str | None = None
        self._cursor = 0
        self._laid: tuple[int, list[OfferLine]] | None = None

    @property
    def current(self) -> str | None:
        """The key of the offer under the cursor."""
        return self._columns[self._cursor].key if self._columns else None

    def show(self, columns: Sequence[OfferColumn], picked: str | None) -> None:
        """Show ``columns``, the one with the key ``picked`` as picked; at first the cursor stands on it."""
        if (tuple(columns), picked) == (self._columns, self._picked):
            return
        if not self._columns or picked != self._picked:
            self._cursor = next((place for place, column in enumerate(columns) if column.key == picked), self._cursor)
        self._columns, self._picked, self._laid = tuple(columns), picked, None
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return as many lines as the rows need."""
        return len(self._lines(width))

    def action_move(self, columns: int) -> None:
        """Move the cursor; at either end the key is left to what is around."""
        if not 0 <= self._cursor + columns < len(self._columns):
            raise SkipAction
        self._go(self._cursor + columns)

    def action_pick(self) -> None:
        """Pick the offer under the cursor."""
        if self.current is not None:
            self.post_message(self.Picked(self.current))

    def action_pick_or_go_on(self) -> None:
        """Pick the offer under the cursor, unless that is done."""
        if self.current is None or self.current == self._picked:
            raise SkipAction
        self.action_pick()

    def on_click(self, event: Click) -> None:
        """A click on an offer's name picks it; anywhere else in its column it goes there."""
        at = event.get_content_offset(self)
        lines = self._lines(self.size.width)
        place = self._placing().column_at(at.x) if at is not None and at.y < len(lines) else None
        if at is not None and place is not None:
            event.stop()
            self._go(place)
            if lines[at.y].is_head:
                self.action_pick()

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width, painter = self.size.width, Painter(self)
        lines = self._lines(width)
        if y >= len(lines):
            return painter.strip((), width)
        line = lines[y]
        if not (line.is_head and self.has_focus):
            return painter.strip(line.pieces, width)
        left = self._placing().lefts[self._cursor]
        return painter.strip(_with_cursor(line.pieces, left), width)

    def _go(self, place: int) -> None:
        self._cursor, self._laid = place, None
        self.refresh(layout=True)

    def _placing(self) -> Placing:
        return place_columns(self._columns, self.size.width)

    def _lines(self, width: int) -> list[OfferLine]:
        if self._laid is None or self._laid[0] != width:
            lines = lay_out(self._columns, self._picked, self._cursor, width, terminal_glyphs())
            self._laid = (width, lines)
        return self._laid[1]


def _with_cursor(laid: Sequence[Piece], left: int) -> list[Piece]:
    """Return ``laid`` with the piece that begins at the cell ``left`` under the cursor."""
    marked, used = [], 0
    for piece in laid:
        marked.append(piece._replace(style="cursor") if used == left else piece)
        used += cell_len(piece.text)
    return marked
