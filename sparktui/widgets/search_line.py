"""A line to search in, above a list.

One job: take what is typed, and tell every letter of it. Must not: search.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from sparktui.widgets.text_field import PlainInput


class SearchLine(Horizontal):
    """The line. What was typed stays while it is hidden."""

    DEFAULT_CSS = """
    SearchLine {
        height: 1; padding: 0 1;
        & > Static { width: 2; color: $text-accent; text-style: bold; }
        & > PlainInput { width: 1fr; background: $surface; }
    }
    """

    @dataclass
    class Changed(Message):
        """``text`` stands in the line now."""

        text: str

    @dataclass
    class Done(Message):
        """The person is content with what was found."""

    def __init__(self, placeholder: str = "name, address, site, deal ID, tracking number") -> None:
        super().__init__()
        self._input = PlainInput(placeholder=placeholder, compact=True)
        self._input.cursor_blink = False
        self.display = False

    def compose(self) -> ComposeResult:
        """Return the sign of a search and the input."""
        yield Static("/", markup=False)
        yield self._input

    def open(self) -> None:
        """Take the focus, with what was typed last, ready to be typed over."""
        self.display = True
        # At once, so that a letter typed right after the key that opened this is not taken for a command.
        self.screen.set_focus(self._input)
        self._input.select_all()
        self.post_message(self.Changed(self._input.value))

    def show(self, text: str) -> None:
        """Show ``text`` as what is searched for, without taking the focus."""
        self.display = True
        self._input.value = text

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what stands in the line."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell that this is it."""
        event.stop()
        self.post_message(self.Done())
