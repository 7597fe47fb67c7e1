"""A trial's life on one track, from its start to the release of its numbers, with the day that is looked at on it.

One job: show a `TimelineModel` in the width there is. Must not: work out any date.
"""

from __future__ import annotations

from typing import ClassVar

from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Painter
from sparktui.widgets.timeline_drawing import LINES, TimelineModel, draw

__all__ = ["Timeline", "TimelineModel"]


class Timeline(Widget):
    """The timeline of one trial, four lines high; blank until `show` is called."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    Timeline {{
        height: {LINES};
        {pieces.CSS}
    }}
    """

    def __init__(self, model: TimelineModel | None = None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._model = model

    def show(self, model: TimelineModel | None) -> None:
        """Draw ``model``, or nothing."""
        self._model = model
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one of the lines, scaled to the width."""
        width, painter = self.size.width, Painter(self)
        if self._model is None or y >= LINES:
            return painter.strip((), width)
        return painter.strip(draw(self._model, width, terminal_glyphs())[y], width)
