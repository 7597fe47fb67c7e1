"""A titled frame around something that may be longer than the room there is.

One job: a frame that scrolls, and takes the focus only while there is something to scroll.
Must not: know what is in it.
"""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content

from sparktui.widgets.text import one_line


class Pane(VerticalScroll):
    """A frame with a title. Its size decides whether it scrolls; with ``height: auto`` it never does."""

    DEFAULT_CSS = """
    Pane {
        border: round $border-blurred;
        border-title-color: $text-muted;
        padding: 0 1;
        height: auto;
        scrollbar-size-vertical: 1;
        &:focus { border: round $accent; border-title-color: $text-accent; }
    }
    """

    def entitle(self, title: str) -> None:
        """Write ``title`` into the frame, letter by letter."""
        self.border_title = Content(one_line(title))

    def allow_focus(self) -> bool:
        """Take the focus only while something is out of sight."""
        return self.allow_vertical_scroll
