"""What the rules say, to be read, scrolled and acknowledged one by one.

One job: show findings, move among them, and tell which warning was acknowledged.
Must not: decide anything; an acknowledgement shows once the findings are shown anew with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from sparktui.widgets import pieces
from sparktui.widgets.findings_layout import FindingLine, Line, in_order, lay_out
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Painter, Piece, StyleName

__all__ = ["FindingLine", "FindingsView"]


class FindingsView(ScrollView, can_focus=True):
    """Findings, what stops the action first. The cursor walks from finding to finding."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    FindingsView {{
        overflow: auto auto;
        scrollbar-gutter: stable;
        scrollbar-size: 1 1;
        {pieces.CSS}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("space", "acknowledge", "Acknowledge", show=False),
    ]

    @dataclass
    class Acknowledged(Message):
        """The person acknowledges the warning of ``rule``, or takes that back."""

        rule: str
        acknowledged: bool

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._findings: tuple[FindingLine, ...] = ()
        self._read: tuple[FindingLine, ...] = ()
        self._lines: list[Line] = []
        self._cursor = 0

    @property
    def current(self) -> FindingLine | None:
        """The finding under the cursor."""
        return self._read[self._cursor] if self._cursor < len(self._read) else None

    def show(self, findings: Sequence[FindingLine]) -> None:
        """Show ``findings``; the cursor stays on its rule while that still has something to say."""
        if tuple(findings) == self._findings:
            return
        rule = self.current.rule if self.current else None
        self._findings, self._read = tuple(findings), in_order(findings)
        self._cursor = next((place for place, finding in enumerate(self._read) if finding.rule == rule), 0)
        self._lay_out()

    def begin(self) -> None:
        """Go to the first finding."""
        self._cursor = 0
        self.scroll_to(y=0, x=0, animate=False)
        self.refresh()

    def action_move(self, findings: int) -> None:
        """Read on: scroll while the finding under the cursor goes on, then move to the next."""
        rows, top = self._rows_of_cursor(), self.scroll_offset.y
        unread = rows and (rows[-1] >= top + self.size.height if findings > 0 else rows[0] < top)
        if unread or not 0 <= self._cursor + findings < len(self._read):
            self.scroll_to(y=top + findings, animate=False)
            return
        self._cursor += findings
        self._bring_into_view()
        self.refresh()

    def action_acknowledge(self) -> None:
        """Acknowledge the warning under the cursor, or take that back."""
        finding = self.current
        if finding is not None and finding.acknowledged is not None:
            self.post_message(self.Acknowledged(finding.rule, not finding.acknowledged))

    def on_click(self, event: Click) -> None:
        """A click goes to a finding; on its tick box it acknowledges."""
        at = event.get_content_offset(self)
        row = at.y + self.scroll_offset.y if at is not None else len(self._lines)
        if row < len(self._lines) and self._lines[row].finding is not None:
            event.stop()
            self._cursor = self._lines[row].finding or 0
            self.refresh()
            if self._lines[row].is_box:
                self.action_acknowledge()

    def on_resize(self, event: Resize) -> None:
        """Wrap the words to the new width."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """Return one line of the visible part."""
        left, top = self.scroll_offset
        width, painter = self.size.width, Painter(self)
        if top + y >= len(self._lines):
            return painter.strip((), width)
        line = self._lines[top + y]
        over: StyleName = ""
        laid = line.pieces
        if self.has_focus and line.finding is not None and line.finding == self._cursor:
            over = "cursor-blurred"
            if top + y == 0 or self._lines[top + y - 1].finding != line.finding:
                laid = (Piece(terminal_glyphs().cursor, "accent"), laid[0]._replace(text=laid[0].text[1:]), *laid[1:])
        return painter.strip(laid, left + width, over=over).crop(left, left + width)

    def _lay_out(self) -> None:
        self._lines = lay_out(self._findings, self.size.width, terminal_glyphs())
        longest = max((sum(cell_len(piece.text) for piece in line.pieces) for line in self._lines), default=0)
        self.virtual_size = Size(longest, len(self._lines))
        self.refresh()

    def _rows_of_cursor(self) -> list[int]:
        return [row for row, line in enumerate(self._lines) if line.finding == self._cursor]

    def _bring_into_view(self) -> None:
        """Scroll so that the finding under the cursor is seen, its head before its end."""
        rows, top = self._rows_of_cursor(), self.scroll_offset.y
        wanted = min(max(top, rows[-1] - self.size.height + 1), rows[0])
        if wanted != top:
            self.scroll_to(y=wanted, animate=False)
