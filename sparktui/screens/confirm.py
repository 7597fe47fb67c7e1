"""A question before something is lost.

One job: ask, and return whether the person really wants it. Must not: do it; nor put the focus on it.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from sparktui.widgets.text import one_line, safe


class ConfirmScreen(ModalScreen[bool]):
    """``question`` and what follows from yes. ``key`` says yes; escape, and enter as it stands, say no."""

    DEFAULT_CSS = """
    ConfirmScreen {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 60; max-width: 96%; height: auto;
            border: round $warning; padding: 1 2; background: $surface; border-title-color: $text-warning;
        }
        & Horizontal { height: auto; margin-top: 1; }
        & Button { margin-right: 2; }
    }
    """
    AUTO_FOCUS = "#no"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", "No", show=False),
        Binding("left,up", "app.focus_previous", "Before", show=False),
        Binding("right,down", "app.focus_next", "Next", show=False),
    ]

    def __init__(self, question: str, words: str, *, yes: str, no: str, key: str = "d") -> None:
        super().__init__()
        self._question, self._words, self._yes, self._no, self._key = question, words, yes, no, key

    def compose(self) -> ComposeResult:
        """Show the question in a frame, with its two answers."""
        with Vertical() as frame:
            frame.border_title = Content(one_line(self._question))
            yield Static(safe(self._words), markup=False)
            with Horizontal():
                yield Button(Content(f"{self._no}  esc"), id="no", compact=True)
                yield Button(Content(f"{self._yes}  {self._key}"), id="yes", compact=True)

    def on_key(self, event: Key) -> None:
        """The key for it says yes."""
        if event.key == self._key:
            event.stop()
            self.dismiss(True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """A button answers."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer by key."""
        self.dismiss(answer)
