"""A look at the trial under the cursor, beside the list.

One job: show it. Must not: say anything of its own, nor make its parts before there is something to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from sparktui.widgets.text import safe
from sparktui.widgets.wrapped_rows import WrappedRows

if TYPE_CHECKING:
    from sparktui.services.trial_view import TrialView


class Preview(VerticalScroll, can_focus=False):
    """One trial at a glance. Rows with a key are commands: clicking one posts `WrappedRows.Pressed`."""

    DEFAULT_CSS = """
    Preview { scrollbar-size-vertical: 1; }
    Preview > WrappedRows { margin-bottom: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._parts: dict[str, WrappedRows] = {}

    def show(self, view: TrialView | None, countries: Mapping[str, str]) -> None:
        """Show ``view``, or nothing."""
        from sparktui.screens.preview_words import SECTIONS, sections, title

        if not self._parts:
            self._parts = {name: WrappedRows(*columns) for name, columns in SECTIONS.items()}
            self.mount(*self._parts.values())
        self.border_title = safe(title(view)) if view else None
        rows = sections(view, countries) if view else {}
        for name, part in self._parts.items():
            part.show(rows.get(name, []))
            part.display = bool(rows.get(name))
