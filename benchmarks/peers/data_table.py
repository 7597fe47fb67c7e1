"""Textual's own table with 100 rows."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Table(App[None]):
    """A table that fills the screen."""

    def compose(self) -> ComposeResult:
        """Return the table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill the table; scrolling without animation, as sparktui does."""
        self.animation_level = "none"
        table = self.query_one(DataTable)
        table.add_columns("Customer", "Services", "State", "Expires", "Next")
        table.add_rows((f"Customer {n}", "MSG MTG", f"{n} days left", "22 Nov", "contact them") for n in range(100))
        table.focus()


Table().run()
