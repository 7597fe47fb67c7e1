"""A band across the screen that cannot be missed.

One job: show a heading and a sentence in another background, or nothing at all, and tell a click. Must not: know why
it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets.pieces import Painter, Piece
from sparktui.widgets.text import cut, one_line, wrap


class Banner(Widget):
    """A heading of one line, and a sentence of up to two below it; takes no room while it has nothing to say."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Banner {
        display: none; dock: top; margin-top: 1; height: auto; padding: 0 1;
        background: $warning; color: $background; text-style: bold;
    }
    Banner.-shown { display: block; }
    Banner:nocolor { text-style: bold reverse; }
    """

    @dataclass
    class Pressed(Message):
        """It was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._heading = self._sentence = ""

    def show(self, first: str, second: str) -> None:
        """Show a heading and a sentence; an empty heading takes the banner away."""
        wanted = (one_line(first), one_line(second))
        if wanted != (self._heading, self._sentence):
            lines, sentence = self._lines_taken(), self._sentence
            self._heading, self._sentence = wanted
            self.set_class(bool(first), "-shown")
            if self._lines_taken() != lines:
                self.refresh(layout=True)
            else:
                self.refresh(Region(0, 0, self.outer_size.width, 1 if sentence == self._sentence else lines))

    def say_first(self, first: str) -> None:
        """Show another heading over the sentence that is there, until the one that goes with it is known."""
        self.show(first, self._sentence)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that are needed; the sentence takes one also while it is not known yet."""
        return len(self._lines(width))

    def on_click(self, event: Click) -> None:
        """Tell that it was clicked."""
        event.stop()
        self.post_message(self.Pressed())

    def render_line(self, y: int) -> Strip:
        """Return the line ``y``."""
        width = self.size.width
        return Painter(self).strip([Piece(self._lines(width)[y])], width)

    def _lines_taken(self) -> int:
        return len(self._lines(self.size.width)) if self._heading else 0

    def _lines(self, width: int) -> list[str]:
        first, *rest = wrap(self._sentence, max(width, 1)) or [""]
        second = [cut(" ".join(rest), width)] if rest else []
        return [cut(self._heading, width), first, *second]
