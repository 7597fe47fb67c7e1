"""A heading with two ends: what it is on the left, how it stands on the right.

One job: both on one line, or on two where they find no room. Must not: cut off how it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.pieces import Painter, Piece
from sparktui.widgets.text import cut, one_line

_LEAST_NAME = 16


class HeadLine(Widget):
    """A name, what belongs to it, and at the right how it stands. The name is what is cut."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    HeadLine {{
        height: auto;
        {pieces.CSS}
    }}
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._title = ""
        self._behind = ""
        self._right: tuple[Piece, ...] = ()

    def show(self, name: str, behind: str = "", right: Sequence[Piece] = ()) -> None:
        """Show the outside ``name``, the words ``behind`` it, and the pieces at the ``right`` end."""
        wanted = (one_line(name), one_line(behind), tuple(Piece(one_line(text), style) for text, style in right))
        if wanted != (self._title, self._behind, self._right):
            self._title, self._behind, self._right = wanted
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that are needed."""
        return 1 if self._on_one_line(width) else 2

    def render_line(self, y: int) -> Strip:
        """Return the line, or one of two."""
        width, painter = self.size.width, Painter(self)
        right = _cells(self._right)
        if self._on_one_line(width):
            left = self._left(width - right - 2)
            return painter.strip((*left, Piece(" " * (width - _cells(left) - right)), *self._right), width)
        return painter.strip(self._left(width) if y == 0 else self._right, width)

    def _left(self, room: int) -> tuple[Piece, ...]:
        return (Piece(cut(self._title, max(room - cell_len(self._behind), 1)), "strong"), Piece(self._behind, "muted"))

    def _on_one_line(self, width: int) -> bool:
        name = min(cell_len(self._title), _LEAST_NAME)
        return name + cell_len(self._behind) + 2 + _cells(self._right) <= width


def _cells(laid: Sequence[Piece]) -> int:
    return sum(cell_len(piece.text) for piece in laid)
