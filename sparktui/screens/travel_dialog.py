"""Asking for the day to look at.

One job: read a day ahead such as ``+30d``. Must not: go there itself.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from sparktui.domain.dates import in_words
from sparktui.domain.moment import parse_moment


class TravelDialog(ModalScreen[date | None]):
    """Asks for a day after ``present`` and returns it; None when the person changed their mind."""

    DEFAULT_CSS = """
    TravelDialog { align: center middle; background: $background 60%; }
    TravelDialog > Vertical {
        width: 60; max-width: 96%; height: auto; border: round $accent; padding: 0 2; background: $surface;
        border-title-color: $accent;
    }
    TravelDialog Input { margin: 1 0; }
    TravelDialog #travel-problem.-wrong { color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close", show=False)]

    def __init__(self, present: date) -> None:
        super().__init__()
        self._present = present

    def compose(self) -> ComposeResult:
        """Ask in a small frame."""
        with Vertical() as frame:
            frame.border_title = "Look at another day"
            frame.border_subtitle = "enter goes · esc stays"
            yield Input(placeholder="+30d, +2w, +1m or 2026-12-24", id="travel-day")
            yield Static("Everything can be looked at there, nothing changed.", id="travel-problem", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which day is meant, while it is typed."""
        if not event.value.strip():
            self._say("Everything can be looked at there, nothing changed.")
            return
        day, problem = self._read(event.value)
        self._say(in_words(day) if day else problem, wrong=day is None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the day, or say what is wrong with it."""
        day, problem = self._read(event.value)
        if day is None:
            self._say(problem, wrong=True)
        else:
            self.dismiss(day)

    def _read(self, text: str) -> tuple[date | None, str]:
        try:
            day = parse_moment(text, self._present)
        except ValueError as error:
            return None, f"This {error}."
        if day < self._present:
            return None, f"{in_words(day)} is past; only days ahead can be looked at."
        return day, ""

    def _say(self, words: str, *, wrong: bool = False) -> None:
        said = self.query_one("#travel-problem", Static)
        said.update(words)
        said.set_class(wrong, "-wrong")
