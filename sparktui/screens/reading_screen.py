"""A text to read, and to copy.

One job: show it in a frame that scrolls. Must not: change anything.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sparktui.domain.text import plain_block
from sparktui.widgets.text import one_line


class ReadingScreen(ModalScreen[None]):
    """Shows ``text`` under ``title``. ``y`` copies ``to_copy``, where there is something to copy."""

    DEFAULT_CSS = """
    ReadingScreen {
        align: center middle; background: $background 60%;
        & > VerticalScroll {
            width: 96%; max-width: 100; height: auto; max-height: 90%; scrollbar-size-vertical: 1;
            border: round $accent; padding: 0 1; background: $surface;
            border-title-color: $text-accent; border-subtitle-color: $text-muted;
        }
        & Static { height: auto; }
    }
    """
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,m", "close", "Close", show=False),
        Binding("y", "copy", "Copy", show=False),
    ]

    def __init__(self, title: str, text: str, *, to_copy: str = "") -> None:
        super().__init__()
        self._title, self._text, self._to_copy = title, text, to_copy

    def compose(self) -> ComposeResult:
        """Return the text in its frame."""
        with VerticalScroll() as frame:
            frame.border_title = Content(one_line(self._title))
            frame.border_subtitle = Content("y copies it · esc closes" if self._to_copy else "esc closes")
            yield Static(Content(plain_block(self._text)), markup=False)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Copy what there is to copy."""
        if self._to_copy:
            self.app.copy_to_clipboard(self._to_copy)
            self.notify("It is copied.", markup=False)
