"""The lines between the steps and the form: resumed, read-only, not saved, changed by somebody else.

One job: show one sentence, and tell when it is pressed. Must not: decide which sentence counts most.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from sparktui.widgets.text import safe


class NoteLine(Static):
    """A sentence that takes no room while there is none."""

    DEFAULT_CSS = """
    NoteLine { height: auto; padding: 0 1; display: none; }
    """

    @dataclass
    class Pressed(Message):
        """The sentence was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__("", id=id, markup=False)
        self._said = ("", "")

    def say(self, sentence: str, style: str = "") -> None:
        """Show ``sentence``, outside text or not; an empty one takes the line away."""
        if (sentence, style) == self._said:
            return
        self._said = (sentence, style)
        self.update(safe(sentence, style))
        self.display = bool(sentence)

    def on_click(self, event: Click) -> None:
        """Tell that the sentence was clicked."""
        event.stop()
        self.post_message(self.Pressed())
