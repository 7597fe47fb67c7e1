"""A few short things of which one is picked, side by side behind their label.

One job: show them, and tell which was picked with left, right or the mouse. Must not: know what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Painter, Piece
from sparktui.widgets.text import fit

LABEL = 26
"""The cells that the label takes: as many as before a `TextField`."""
_BOX = 6


class OptionLine(Widget, can_focus=True):
    """A label and its options on one line. It keeps which one is picked."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    OptionLine {{
        height: 1;
        {pieces.CSS}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Before", show=False),
        Binding("right", "step(1)", "Next", show=False),
        Binding("space", "turn", "Turn", show=False),
    ]

    @dataclass
    class Picked(Message):
        """The person picked ``key`` in ``line``."""

        line: OptionLine
        key: str

        @property
        def control(self) -> OptionLine:
            """The line in which it was picked."""
            return self.line

    def __init__(
        self,
        label: str,
        options: Sequence[tuple[str, str]],
        picked: str,
        *,
        id: str | None = None,  # noqa: A002  # the name that all widgets have for it
    ) -> None:
        super().__init__(id=id)
        self._label = label
        self._options = tuple(options)
        self.picked = picked

    def pick(self, key: str) -> None:
        """Pick ``key`` without telling it."""
        self.picked = key
        self.refresh()

    def action_step(self, count: int) -> None:
        """Pick the option beside the picked one; the ends stay."""
        keys = [key for key, _ in self._options]
        self._tell(keys[min(max(keys.index(self.picked) + count, 0), len(keys) - 1)])

    def action_turn(self) -> None:
        """Pick the next option, round and round."""
        keys = [key for key, _ in self._options]
        self._tell(keys[(keys.index(self.picked) + 1) % len(keys)])

    def on_click(self, event: Click) -> None:
        """A click picks."""
        at = event.get_content_offset(self)
        right = LABEL
        for key, text in self._options:
            right += cell_len(text) + _BOX
            if at is not None and LABEL <= at.x < right:
                event.stop()
                self._tell(key)
                return

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the room for the label and all options."""
        return LABEL + sum(cell_len(text) + _BOX for _, text in self._options)

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        signs = terminal_glyphs()
        laid = [Piece(fit(self._label, LABEL), "accent" if self.has_focus else "muted")]
        for key, text in self._options:
            is_picked = key == self.picked
            box = f"({signs.picked})" if is_picked else "( )"
            laid.append(Piece(f"{box} {text}  ", "strong" if is_picked else "muted"))
        painter = Painter(self)
        return painter.strip(laid, self.size.width, over="cursor-blurred" if self.has_focus else "")

    def _tell(self, key: str) -> None:
        if key != self.picked:
            self.pick(key)
            self.post_message(self.Picked(self, key))
