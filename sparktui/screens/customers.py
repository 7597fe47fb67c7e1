"""The customer list: what needs somebody today, most urgent first.

One job: show the list, search, filter and sort it, and lead on to a trial. Must not: decide what is allowed.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from sparktui.errors import SparktuiError
from sparktui.screens.base import DeskScreen
from sparktui.screens.commands import CUSTOMERS, bindings_of


class CustomersScreen(DeskScreen):
    """The first screen."""

    SCOPE = CUSTOMERS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CUSTOMERS)]

    def compose_body(self) -> ComposeResult:
        """Return the list."""
        yield Static("", id="list", markup=False)

    def reload(self) -> None:
        """Read the list anew."""
        self.query_one("#list", Static).update("open")

    def show_opening(self) -> None:
        """Say that the database is being opened."""

    def show_not_opened(self, error: SparktuiError) -> None:
        """Say that the database could not be opened."""
        self.show_error(error)
