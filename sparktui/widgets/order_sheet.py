"""An order line by line, as it is typed into another program: each line can be copied, and is ticked off then.

One job: show the lines with their ticks, and walk among them. Must not: copy anything itself; it tells which line.
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
from sparktui.widgets.pieces import Painter, Piece, StyleName
from sparktui.widgets.text import fit, one_line, wrap


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line: its key, the label of the field, and the value to enter. Without a value it is something to do."""

    key: str
    label: str
    value: str = ""


class OrderSheet(Widget, can_focus=True):
    """Lines with a tick box each. While it is not ``live``, there is nothing to tick."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    OrderSheet {{
        height: auto;
        {pieces.CSS}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("space", "tick", "Tick", show=False),
    ]

    @dataclass
    class CopyWanted(Message):
        """The value of the line ``key`` was clicked, to be copied."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._lines: tuple[SheetLine, ...] = ()
        self._ticked: set[SheetLine] = set()
        self._live = False
        self._cursor = 0

    @property
    def current(self) -> SheetLine | None:
        """The line under the cursor."""
        return self._lines[self._cursor] if self._cursor < len(self._lines) else None

    @property
    def is_done(self) -> bool:
        """Whether every line is ticked off."""
        return self._ticked.issuperset(self._lines)

    def show(self, lines: Sequence[SheetLine], *, live: bool) -> None:
        """Show ``lines``; ticks stay with lines that still say the same, and go when nothing is ``live``."""
        if (tuple(lines), live) == (self._lines, self._live):
            return
        self._lines, self._live = tuple(lines), live
        self._ticked = {line for line in self._ticked if live and line in self._lines}
        self._cursor = max(0, min(self._cursor, len(lines) - 1))
        self.refresh(layout=True)

    def tick(self, *, go_on: bool = False) -> None:
        """Tick the line under the cursor off, and with ``go_on`` move to the next."""
        if self.current is not None and self._live:
            self._ticked.add(self.current)
            self._cursor = min(self._cursor + go_on, len(self._lines) - 1)
            self.refresh()

    def action_tick(self) -> None:
        """Tick the line under the cursor, or take the tick back."""
        if self.current is not None and self._live:
            self._ticked ^= {self.current}
            self.refresh()

    def action_move(self, lines: int) -> None:
        """Move the cursor; at either end the key is left to what is around."""
        if not 0 <= self._cursor + lines < len(self._lines):
            raise SkipAction
        self._cursor += lines
        self.refresh()

    def on_click(self, event: Click) -> None:
        """A click on a box ticks it; on a value it asks for a copy."""
        at = event.get_content_offset(self)
        places = self._laid_out(self.size.width)
        if at is None or at.y >= len(places):
            return
        event.stop()
        self._cursor = places[at.y][0]
        self.refresh()
        if at.x < _BOX:
            self.action_tick()
        elif self.current is not None and self.current.value:
            self.post_message(self.CopyWanted(self.current.key))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return as many lines as the values need."""
        return len(self._laid_out(width))

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width, painter = self.size.width, Painter(self)
        places = self._laid_out(width)
        if y >= len(places):
            return painter.strip((), width)
        place, label, value = places[y]
        line, signs = self._lines[place], terminal_glyphs()
        is_ticked, is_first = line in self._ticked, y == 0 or places[y - 1][0] != place
        at_cursor = self.has_focus and place == self._cursor
        box = f"[{'x' if is_ticked else ' '}]" if self._live and is_first else "   "
        style: StyleName = "muted" if not self._live else ""
        laid = (
            Piece(signs.cursor if at_cursor and is_first else " ", "accent"),
            Piece(f" {box} ", "success" if is_ticked else ""),
            Piece(label, "muted" if line.value else style),
            Piece(value, style or "strong"),
        )
        return painter.strip(laid, width, over="cursor-blurred" if at_cursor else "")

    def _laid_out(self, width: int) -> list[tuple[int, str, str]]:
        """Return for each line on the screen the place of its sheet line, its label and its value."""
        labels = [one_line(line.label) for line in self._lines]
        column = max(
            (cell_len(label) for label, line in zip(labels, self._lines, strict=True) if line.value), default=0
        )
        room = max(width - _BOX - column - 2, 8)
        laid: list[tuple[int, str, str]] = []
        for place, (label, line) in enumerate(zip(labels, self._lines, strict=True)):
            if not line.value:
                laid += [(place, text, "") for text in wrap(label, max(width - _BOX, 8))]
                continue
            for y, text in enumerate(wrap(one_line(line.value, 2_000), room)):
                laid.append((place, fit(label if y == 0 else "", column + 2), text))
        return laid


_BOX = 6
