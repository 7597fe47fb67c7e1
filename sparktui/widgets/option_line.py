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
from sparktui.widgets.pieces import Painter, Piece, place_at
from sparktui.widgets.text import fit

LABEL = 26
"""The cells that the label takes: as many as before a `TextField`."""


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
        place = place_at(at.x - LABEL, self._texts) if at is not None else None
        if place is not None:
            event.stop()
            self._tell(self._options[place][0])

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the room for the label and all options."""
        return LABEL + sum(cell_len(text) for text in self._texts)

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        laid = [Piece(fit(self._label, LABEL), "accent" if self.has_focus else "muted")]
        for (key, _), text in zip(self._options, self._texts, strict=True):
            laid.append(Piece(text, "strong" if key == self.picked else "muted"))
        painter = Painter(self)
        return painter.strip(laid, self.size.width, over="cursor-blurred" if self.has_focus else "")

    @property
    def _texts(self) -> list[str]:
        sign = terminal_glyphs().picked
        return [f"({sign if key == self.picked else ' '}) {text}  " for key, text in self._options]

    def _tell(self, key: str) -> None:
        if key != self.picked:
            self.pick(key)
            self.post_message(self.Picked(self, key))
