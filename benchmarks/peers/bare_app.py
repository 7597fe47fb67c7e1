"""The least that a Textual app can be: one line of text."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """Return the line."""
        yield Static("nothing but this")


BareApp().run()
