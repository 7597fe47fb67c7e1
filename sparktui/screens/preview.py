"""A look at the trial under the cursor, beside the list.

One job: show it, and tell which of its keys was clicked. Must not: say anything of its own. It changes with every move
of the cursor, so it draws lines and lays nothing out anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar

from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.pieces import Painter
from sparktui.widgets.wrapped_rows import RowLine, Shown, lay_out

if TYPE_CHECKING:
    from sparktui.services.trial_view import TrialView

_SCROLLBAR = 1
_BLANK = RowLine((), "")


class Preview(ScrollView, can_focus=False):
    """One trial at a glance."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    Preview {{
        overflow: hidden scroll;
        scrollbar-size-vertical: {_SCROLLBAR};
        scrollbar-background: $background;
        {pieces.CSS}
    }}
    """

    @dataclass
    class Pressed(Message):
        """The key of ``command`` was clicked."""

        command: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._sections: Sequence[Shown] = ()
        self._lines: list[RowLine] = []
        self._painter: Painter | None = None

    def show(self, view: TrialView | None, countries: Mapping[str, str]) -> None:
        """Show ``view``, or nothing."""
        from sparktui.screens.preview_words import sections

        self._sections = sections(view, countries) if view else ()
        self.scroll_to(y=0, animate=False)
        self._lay_out()

    def on_resize(self, event: Resize) -> None:
        """Wrap the words to the new width."""
        self._lay_out()
        self.refresh()

    def on_click(self, event: Click) -> None:
        """A click on a key tells it."""
        at = event.get_content_offset(self)
        y = -1 if at is None else at.y + self.scroll_offset.y
        if 0 <= y < len(self._lines) and self._lines[y].key:
            event.stop()
            self.post_message(self.Pressed(self._lines[y].key))

    def render_line(self, y: int) -> Strip:
        """Return one line of the visible part."""
        y += self.scroll_offset.y
        line = self._lines[y] if y < len(self._lines) else _BLANK
        if self._painter is None:
            self._painter = Painter(self)
        return self._painter.strip(line.pieces, max(self.size.width - _SCROLLBAR, 0))

    def notify_style_update(self) -> None:
        """Draw in the colours of a new theme."""
        self._painter = None
        super().notify_style_update()

    def _lay_out(self) -> None:
        width, height = max(self.size.width - _SCROLLBAR, 1), self.size.height
        before, self._lines = self._lines, []
        for columns, rows in self._sections:
            self._lines += [*lay_out(rows, columns, width), _BLANK]
        # Neither another length nor a scroll bar that comes and goes makes the screen measure all its parts again.
        length = Size(width, max(len(self._lines) - 1, height))
        self.set_reactive(Widget.virtual_size, length)
        self._scroll_update(length)
        # What stands as it stood is not drawn again: over a slow line that is most of what a move in the list costs.
        for y, (old, new) in enumerate(zip_longest(before, self._lines, fillvalue=_BLANK)):
            if old != new:
                self.refresh(Region(0, y - self.scroll_offset.y, self.size.width, 1))
