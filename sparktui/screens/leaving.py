"""Leaving a screen on which something is not saved.

One job: warn once before it is lost. Must not: save, nor leave by itself.
"""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from sparktui.widgets.text import one_line


class Leavable(Screen[Any]):
    """A screen that says what leaving it would lose. ``is_warned`` is set once the person has been told."""

    is_warned = False

    def unsaved(self) -> str:
        """Return in a sentence what is not saved; empty where leaving loses nothing. Screens extend this."""
        return ""

    def may_leave(self) -> bool:
        """Return whether the screen may be left; where something would be lost, only after a warning."""
        words = "" if self.is_warned else self.unsaved()
        if words:
            self.is_warned = True
            self.notify(one_line(words), title="Not saved; again leaves without it", severity="warning", markup=False)
        return not words
