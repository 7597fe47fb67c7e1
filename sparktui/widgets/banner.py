"""A band across the screen that cannot be missed.

One job: show two lines in another background, or nothing at all. Must not: know why it is shown.
"""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from sparktui.widgets.text import cut, one_line


class Banner(Widget):
    """Two lines, the first in capitals of weight; takes no room while it has nothing to say."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Banner {
        display: none; dock: top; margin-top: 1; height: 2; padding: 0 1;
        background: $warning; color: $background; text-style: bold;
    }
    Banner.-shown { display: block; }
    Banner:nocolor { text-style: bold reverse; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._lines = ("", "")

    def show(self, first: str, second: str) -> None:
        """Show two lines; an empty first one takes the banner away."""
        self._lines = (one_line(first), one_line(second))
        self.set_class(bool(first), "-shown")
        self.refresh()

    def render(self) -> Content:
        """Return the lines, cut to the width."""
        width = self.content_size.width
        return Content("\n").join(Content(cut(line, width)) for line in self._lines)
