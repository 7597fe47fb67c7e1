"""The day on which something happened, where that was not today.

One job: take it as it is typed, and say beside it which day that is. Must not: decide whether that day is possible.
"""

from __future__ import annotations

from datetime import date

from textual.widgets import Input

from sparktui.domain.dates import parse_day
from sparktui.screens.day_words import near
from sparktui.widgets.text_field import TextField

_LENGTH = len("2026-11-22")


class DayField(TextField):
    """A line for a day up to ``today``; empty means that day."""

    def __init__(self, today: date) -> None:
        super().__init__("Day", placeholder=f"such as {today}; empty: today", id="day")
        self._today = today

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which day it is that was typed."""
        written = event.value.strip()
        try:
            day = parse_day(written)
        except ValueError as error:
            self.judge("block" if len(written) >= _LENGTH else "", f"It {error}." if len(written) >= _LENGTH else "")
            return
        if day > self._today:
            self.judge("block", f"{near(day, self._today)}: that is still to come.")
        else:
            self.judge("ok", near(day, self._today))
