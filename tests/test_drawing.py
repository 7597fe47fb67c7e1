"""What reaches the terminal: few bytes, and the same picture as Textual would draw."""

from __future__ import annotations

import io
import sys

import pytest
from textual.app import ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import Static

from sparktui.drawing import DrawingApp
from sparktui.widgets.table_rows import TableRow
from sparktui.widgets.virtual_table import VirtualTable
from tests.pictured import Pictured
from tests.widgets.hosts import COLUMNS, HOSTILE, numbered_row

WIDTH, HEIGHT, ROWS = 60, 12, 500
# The terminal behind these tests takes a sign that is made of several to be as wide as all of them.
NAMES = [name for what, name in HOSTILE.items() if what != "emoji"]


class Wired(HeadlessDriver):
    """A driver with a terminal behind it."""

    shown = Pictured(WIDTH, HEIGHT)
    written = ""

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        Wired.shown.write(data)
        Wired.written += data


class Drawn(DrawingApp):
    """A table, and a line above it that names the row of the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.driver_class = Wired
        self.animation_level = "none"
        Wired.shown = Pictured(WIDTH, HEIGHT)

    def compose(self) -> ComposeResult:
        yield Static("no row", markup=False)
        yield VirtualTable(COLUMNS)

    def on_mount(self) -> None:
        self.query_one(VirtualTable).reset(ROWS, generation=1)

    def on_virtual_table_page_wanted(self, event: VirtualTable.PageWanted) -> None:
        rows = [_row(index) for index in range(event.offset, min(event.offset + event.limit, ROWS))]
        self.query_one(VirtualTable).put_page(event.generation, event.offset, rows)

    def on_virtual_table_highlighted(self, event: VirtualTable.Highlighted) -> None:
        self.query_one(Static).update(f"row {event.row}")

    def is_shown(self) -> bool:
        """Tell whether the terminal shows what it would show if the whole screen were written now."""
        whole = Pictured(*self.size)
        whole.write(self.screen._compositor.render_full_update().render_segments(self.console))
        return Wired.shown.cells() == whole.cells()


def _row(index: int) -> TableRow:
    return numbered_row(index, NAMES[index % len(NAMES)] if index % 3 == 1 else "Customer")


async def test_the_terminal_shows_after_each_key_what_the_whole_screen_would() -> None:
    app = Drawn()
    async with app.run_test(headless=False, size=(WIDTH, HEIGHT)) as pilot:
        for key in (
            ["down"] * 14 + ["pagedown"] * 4 + ["up", "pageup", "space", "end", "home", "ctrl+p", "escape", "down"]
        ):
            await pilot.press(key)
            await pilot.pause()
            assert app.is_shown(), key


async def test_an_arrow_key_writes_what_it_changes() -> None:
    app = Drawn()
    async with app.run_test(headless=False, size=(WIDTH, HEIGHT)) as pilot:
        await pilot.press("pagedown", "up")
        await pilot.pause()
        Wired.written = ""
        await pilot.press("up")
        await pilot.pause()
        assert "row 7" not in Wired.written
        assert Wired.shown.lines[0].startswith("row 7")
        assert len(Wired.written) < 600


async def test_a_terminal_of_another_size_is_drawn_anew_whatever_became_of_what_it_showed() -> None:
    app = Drawn()
    async with app.run_test(headless=False, size=(WIDTH, HEIGHT)) as pilot:
        await pilot.pause()
        for width, height in ((40, 10), (70, 20)):
            Wired.shown = Pictured(width, height)
            Wired.shown.write("rubbish" * 20)
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert app.is_shown()
            await pilot.press("down")
            await pilot.pause()
            assert app.is_shown()


async def test_what_another_program_left_on_the_terminal_is_gone_after_a_drawing_of_the_whole_screen() -> None:
    app = Drawn()
    async with app.run_test(headless=False, size=(WIDTH, HEIGHT)) as pilot:
        await pilot.pause()
        Wired.shown.write("\x1b[3;1HNo space left on device")
        app.screen.refresh()
        await pilot.pause()
        assert app.is_shown()


async def test_a_terminal_that_comes_back_from_another_size_or_from_a_shell_is_drawn_whole() -> None:
    app = Drawn()
    async with app.run_test(headless=False, size=(WIDTH, HEIGHT)) as pilot:
        await pilot.pause()
        Wired.shown = Pictured(WIDTH, HEIGHT)
        await pilot.resize_terminal(WIDTH, HEIGHT)
        await pilot.pause()
        assert app.is_shown()


async def test_frames_are_written_whole_where_the_encoding_has_not_every_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stderr__", io.TextIOWrapper(io.BytesIO(), "latin-1"))
    app = Drawn()
    async with app.run_test(headless=False, size=(WIDTH, HEIGHT)) as pilot:
        await pilot.press("down")
        await pilot.pause()
        Wired.written = ""
        await pilot.press("down")
        await pilot.pause()
        assert "row 2" in Wired.written
