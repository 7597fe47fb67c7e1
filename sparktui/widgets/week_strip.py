"""Weeks side by side: stacked blocks above, counts below, one count under the cursor.

One job: show a `WeekStripModel`, move a cursor over its counts, and tell where it is.
Must not: know what is counted, or fetch what stands behind a count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Painter, Piece, StyleName
from sparktui.widgets.text import fit

CHART_HEIGHT = 7
HEADER = 2
_UNICODE_BLOCKS = "░▒▓█"
_ASCII_BLOCKS = ".oxX"


@dataclass(frozen=True, slots=True)
class StripRow:
    """One thing that is counted: its label, the style of its blocks, and a count for each week."""

    label: str
    style: StyleName
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WeekStripModel:
    """The first day of each week, and what is counted, at most four things."""

    weeks: tuple[date, ...]
    rows: tuple[StripRow, ...]


class WeekStrip(Widget, can_focus=True):
    """A strip of weeks with a cursor on one count."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    WeekStrip {{
        height: {CHART_HEIGHT + HEADER + 4};
        {pieces.CSS}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(0, -1)", "Week before", show=False),
        Binding("right,l", "move(0, 1)", "Week after", show=False),
        Binding("up,k", "move(-1, 0)", "Row above", show=False),
        Binding("down,j", "move(1, 0)", "Row below", show=False),
        Binding("home", "week(0)", "First week", show=False),
        Binding("end", "week(-1)", "Last week", show=False),
        Binding("enter", "open", "Open", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on another count: row and week by their places."""

        row: int
        week: int

    @dataclass
    class Opened(Message):
        """The count under the cursor was chosen."""

        row: int
        week: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._model: WeekStripModel | None = None
        self._row = self._week = 0

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and week under the cursor, by their places."""
        return self._row, self._week

    def show(self, model: WeekStripModel) -> None:
        """Show ``model``; the cursor stays where it is."""
        self._model = model
        self._row = min(self._row, len(model.rows) - 1)
        self._week = min(self._week, len(model.weeks) - 1)
        self.refresh()
        self._tell()

    def action_move(self, rows: int, weeks: int) -> None:
        """Move the cursor."""
        if self._model is not None:
            row = max(0, min(self._row + rows, len(self._model.rows) - 1))
            week = max(0, min(self._week + weeks, len(self._model.weeks) - 1))
            self._put(row, week)

    def action_week(self, week: int) -> None:
        """Move the cursor to the first or last week."""
        if self._model is not None:
            self._put(self._row, week % len(self._model.weeks))

    def action_open(self) -> None:
        """Choose the count under the cursor."""
        if self._model is not None:
            self.post_message(self.Opened(self._row, self._week))

    def on_click(self, event: Click) -> None:
        """Put the cursor where the click went; a double click chooses."""
        at = event.get_content_offset(self)
        if at is None or self._model is None:
            return
        label, column = self._widths(self._model)
        week = (at.x - label) // column
        if at.x >= label and week < len(self._model.weeks):
            row = at.y - CHART_HEIGHT - HEADER
            self._put(row if 0 <= row < len(self._model.rows) else self._row, week)
            if event.chain == 2:
                self.action_open()

    def render_line(self, y: int) -> Strip:
        """Return one line: the chart, then two lines of days, then the counts."""
        painter = Painter(self)
        if self._model is None:
            return painter.strip((), self.size.width)
        if y < CHART_HEIGHT:
            line = self._chart_line(self._model, CHART_HEIGHT - y)
        elif y < CHART_HEIGHT + HEADER:
            line = self._header_line(self._model, y - CHART_HEIGHT)
        elif y < CHART_HEIGHT + HEADER + len(self._model.rows):
            line = self._count_line(self._model, y - CHART_HEIGHT - HEADER)
        else:
            line = []
        return painter.strip(line, self.size.width)

    def _put(self, row: int, week: int) -> None:
        if (row, week) != (self._row, self._week):
            self._row, self._week = row, week
            self.refresh(Region(0, 0, self.size.width, self.size.height))
            self._tell()

    def _tell(self) -> None:
        self.post_message(self.Moved(self._row, self._week))

    def _widths(self, model: WeekStripModel) -> tuple[int, int]:
        """Return the widths of the labels and of one week."""
        longest = max(len(row.label) for row in model.rows) + 4
        return longest, max(4, min(9, (self.size.width - longest) // max(len(model.weeks), 1)))

    def _chart_line(self, model: WeekStripModel, height: int) -> list[Piece]:
        label, column = self._widths(model)
        tallest = max((sum(counts) for counts in zip(*(row.counts for row in model.rows), strict=True)), default=0)
        scale = f"{tallest:,}" if height == CHART_HEIGHT and tallest else ""
        line = [Piece(fit(scale, label - 2, "right") + "  ", "muted")]
        blocks = _blocks()
        for week in range(len(model.weeks)):
            row = _row_at(model, week, height, tallest)
            if row is None:
                line.append(Piece(" " * column))
            else:
                line.append(Piece(" " + blocks[row % len(blocks)] * (column - 2) + " ", model.rows[row].style))
        return line

    def _header_line(self, model: WeekStripModel, line: int) -> list[Piece]:
        label, column = self._widths(model)
        parts = [Piece(" " * label)]
        for place, day in enumerate(model.weeks):
            new_month = place == 0 or model.weeks[place - 1].month != day.month
            text = (f"{day:%b}" if new_month else "") if line == 0 else f"{day.day}"
            parts.append(Piece(fit(text, column - 1, "right") + " ", "accent" if place == self._week else "heading"))
        return parts

    def _count_line(self, model: WeekStripModel, row: int) -> list[Piece]:
        label, column = self._widths(model)
        found = model.rows[row]
        parts = [Piece(_blocks()[row % len(_blocks())], found.style), Piece(" " + fit(found.label, label - 2))]
        for week, count in enumerate(found.counts):
            text = fit(f"{count:,}" if count else terminal_glyphs().dot, column - 1, "right") + " "
            if (row, week) == (self._row, self._week):
                parts.append(Piece(text, "cursor" if self.has_focus else "cursor-blurred"))
            else:
                parts.append(Piece(text, "" if count else "muted"))
        return parts


def _blocks() -> str:
    return _UNICODE_BLOCKS if terminal_glyphs().ellipsis == "…" else _ASCII_BLOCKS


def _row_at(model: WeekStripModel, week: int, height: int, tallest: int) -> int | None:
    """Return which row's block stands at ``height`` (1 is the lowest) in ``week``; None above the stack.

    A count that is not zero has at least one block as long as there is room, so that none is overlooked.
    """
    stacked: list[int] = []
    for place, row in enumerate(model.rows):
        count = row.counts[week]
        if count:
            stacked += [place] * max(1, round(count * CHART_HEIGHT / tallest))
    return stacked[height - 1] if height <= len(stacked) else None
