"""Small apps around one widget, and the names that try to break it.

One job: give a test a screen, and remember what the widget said. Must not: hold anything that is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from textual.app import App, ComposeResult
from textual.widget import Widget

from sparktui.widgets.table_rows import Cell, Column, TableRow
from sparktui.widgets.virtual_table import VirtualTable

T = TypeVar("T")

HOSTILE = {
    "brackets": "Acme [EU] Ltd",
    "closing tag": "Acme [/weird] Ltd",
    "link": "[@click=app.quit]press me[/]",
    "only a tag": "[/]",
    "escapes": "red \x1b[31m alert \x1b]0;title\x07",
    "controls": "\x00\x9b\x7f",
    "lines": "two\nlines\tand a tab",
    "turned round": "\u202eevil.exe",
    "right to left": "مؤسسة الاختبار",
    "wide": "株式会社サンプル" * 20,
    "ten thousand": "x" * 10_000,
    "accents": "e\u0301" * 5_000,
    "emoji": "👩\u200d👩\u200d👧 family ❤\ufe0f",
    "surrogate": "lone \ud800 surrogate",
    "empty": "",
}

COLUMNS = (
    Column("", 1, priority=9),
    Column("Customer", 20, 10, grow=1, priority=8),
    Column("State", 14, priority=7),
    Column("Trial", 10, align="right", priority=1),
)


def numbered_row(index: int, name: str = "Customer") -> TableRow:
    """Return the row that stands at ``index`` of the list as it is at first: key and number are one apart."""
    cells = (Cell("●"), Cell(f"{name} {index}"), Cell("5 days left", "warning"), Cell(f"T-{index}", "muted"))
    return TableRow(index + 1, cells)


def drawn(widget: Widget) -> list[str]:
    """Return the lines that the widget shows now."""
    return [widget.render_line(y).text for y in range(widget.size.height)]


class TableHost(App[None]):
    """A table in an app that answers at once, or, with ``answering`` off, keeps what was asked for later."""

    CSS = "VirtualTable { height: 1fr; }"

    def __init__(self, total: int, make: Callable[[int], TableRow] = numbered_row) -> None:
        super().__init__()
        self.animation_level = "none"
        self.total = total
        self.make = make
        self.answering = True
        self.asked: list[VirtualTable.PageWanted] = []
        self.made = 0
        self.said: list[object] = []

    def compose(self) -> ComposeResult:
        yield VirtualTable(COLUMNS, empty_text="No trial matches.\nesc clears the search")

    def on_mount(self) -> None:
        self.table.reset(self.total, generation=1)

    @property
    def table(self) -> VirtualTable:
        return self.query_one(VirtualTable)

    def rows(self, offset: int, limit: int) -> Sequence[TableRow]:
        self.made += limit
        return [self.make(index) for index in range(offset, offset + limit)]

    def answer(self, wanted: VirtualTable.PageWanted) -> None:
        self.table.put_page(wanted.generation, wanted.offset, self.rows(wanted.offset, wanted.limit))

    def answer_all(self) -> None:
        asked, self.asked = self.asked, []
        for wanted in asked:
            self.answer(wanted)

    def on_virtual_table_page_wanted(self, message: VirtualTable.PageWanted) -> None:
        self.asked.append(message)
        if self.answering:
            self.answer_all()

    def on_virtual_table_highlighted(self, message: VirtualTable.Highlighted) -> None:
        self.said.append(message)

    def on_virtual_table_opened(self, message: VirtualTable.Opened) -> None:
        self.said.append(message)

    def on_virtual_table_marks_changed(self, message: VirtualTable.MarksChanged) -> None:
        self.said.append(message)

    def on_virtual_table_title_pressed(self, message: VirtualTable.TitlePressed) -> None:
        self.said.append(message)

    def heard(self, kind: type[T]) -> list[T]:
        """Return what the table said of one kind."""
        return [message for message in self.said if isinstance(message, kind)]
