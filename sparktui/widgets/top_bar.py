"""The line at the top: who we are, what day it is, who is at the keyboard.

One job: show three texts on one line. Must not: know a clock or a partner.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from sparktui.widgets.text import cut, one_line


class TopBar(Widget):
    """Left, middle and right text; the right one goes first where there is no room."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TopBar { height: 1; dock: top; padding: 0 1; background: $panel; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._texts = ("", "", "")

    def show(self, left: str, middle: str, right: str) -> None:
        """Show three texts from outside, each made safe."""
        texts = (one_line(left), one_line(middle), one_line(right))
        if texts != self._texts:
            self._texts = texts
            self.refresh()

    def render(self) -> Content:
        """Return the line, the middle text in the middle."""
        left, middle, right = self._texts
        width = self.content_size.width
        room = width - cell_len(middle) - 4
        left = cut(left, max(room - cell_len(right), room // 2))
        right = cut(right, max(room - cell_len(left), 0))
        before = max(2, (width - cell_len(middle)) // 2 - cell_len(left))
        after = max(2, width - cell_len(left) - before - cell_len(middle) - cell_len(right))
        return Content.assemble((left, "bold"), " " * before, middle, " " * after, (right, "$text-muted"))
