"""A person at a list of any length: moving, opening, marking, by key and by mouse."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.events import Key, MouseScrollDown
from textual.strip import Strip

from sparktui.widgets.listing import PAGE
from sparktui.widgets.table_rows import Cell, Column, TableRow
from sparktui.widgets.virtual_table import SCROLLBAR, VirtualTable
from tests.widgets.hosts import COLUMNS, HOSTILE, TableHost, drawn, numbered_row

MILLION = 1_000_000
SMALL = (80, 24)


async def test_a_million_trials_open_with_a_few_of_them_read() -> None:
    app = TableHost(MILLION)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        lines = drawn(app.table)
        assert "Customer" in lines[0]
        assert "Customer 0 " in lines[1]
        assert "Customer 22 " in lines[23]
        assert app.made <= 2 * PAGE
        assert app.table.cursor_key == 1


@pytest.mark.parametrize("total", [MILLION, 10 * MILLION])
async def test_end_goes_to_the_last_of_them_and_home_comes_back(total: int) -> None:
    app = TableHost(total)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert f"Customer {total - 1} " in drawn(app.table)[23]
        assert (app.table.cursor_row, app.table.cursor_key) == (total - 1, total)
        assert app.made <= 4 * PAGE
        await pilot.press("home")
        assert app.table.cursor_key == 1
        assert "Customer 0 " in drawn(app.table)[1]


async def test_paging_keeps_the_cursor_on_its_line_of_the_screen() -> None:
    app = TableHost(MILLION)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("down", "down", "down", "pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert app.table.cursor_row == 3 + 3 * 22
        assert drawn(app.table)[4].startswith("❯")
        assert f"Customer {3 + 3 * 22} " in drawn(app.table)[4]
        await pilot.press("pageup")
        assert app.table.cursor_row == 3 + 2 * 22
        assert drawn(app.table)[4].startswith("❯")


async def test_letters_move_like_arrows_and_the_ends_hold() -> None:
    app = TableHost(3)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("k", "up", "j", "j", "down", "j")
        assert app.table.cursor_row == 2
        await pilot.press("pageup")
        assert app.table.cursor_row == 0
        await pilot.press("pagedown")
        assert app.table.cursor_row == 2


class WatchedTable(VirtualTable):
    """A table that remembers which of its lines were drawn."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self.lines: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.lines.append(y)
        return super().render_line(y)


async def test_an_arrow_key_draws_two_lines() -> None:
    app = TableHost(MILLION)
    app.compose = lambda: iter([WatchedTable()])  # type: ignore[method-assign]
    async with app.run_test(size=SMALL) as pilot:
        table = app.query_one(WatchedTable)
        await pilot.pause()
        table.lines.clear()
        await pilot.press("down")
        await pilot.pause()
        assert table.lines == [1, 2]


async def test_a_burst_of_keys_ends_where_it_should_and_says_so_seldom() -> None:
    app = TableHost(MILLION)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        app.said.clear()
        for _ in range(200):
            app.post_message(Key("down", None))
        await pilot.pause()
        await pilot.pause()
        assert app.table.cursor_row == 200
        assert "Customer 200 " in drawn(app.table)[23]
        highlighted = app.heard(VirtualTable.Highlighted)
        assert (highlighted[-1].key, highlighted[-1].row) == (201, 200)
        assert len(highlighted) < 20


async def test_enter_opens_the_row_and_space_marks_it() -> None:
    app = TableHost(50)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("down", "enter", "space", "down", "down", "space")
        assert [opened.key for opened in app.heard(VirtualTable.Opened)] == [2]
        assert app.table.marked == {2, 4}
        assert "•" in drawn(app.table)[2]
        await pilot.press("space")
        assert [marks.keys for marks in app.heard(VirtualTable.MarksChanged)] == [{2}, {2, 4}, {2}]
        app.table.clear_marks()
        assert app.table.marked == frozenset()
        assert "•" not in "".join(drawn(app.table))


async def test_the_mouse_does_what_the_keys_do() -> None:
    app = TableHost(500)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.click(VirtualTable, offset=(10, 5))
        assert app.table.cursor_key == 5
        await pilot.click(VirtualTable, offset=(10, 7), times=2)
        assert [opened.key for opened in app.heard(VirtualTable.Opened)] == [7]
        await pilot.click(VirtualTable, offset=(10, 0))
        assert [title.index for title in app.heard(VirtualTable.TitlePressed)] == [1]


async def test_the_wheel_looks_around_and_leaves_the_cursor_where_it_is() -> None:
    app = TableHost(500)
    async with app.run_test(size=SMALL) as pilot:
        await pilot._post_mouse_events([MouseScrollDown], VirtualTable, offset=(10, 5))
        await pilot.pause()
        assert "Customer 0 " not in drawn(app.table)[1]
        assert app.table.cursor_row == 0
        await pilot.press("down")
        assert "Customer 1 " in drawn(app.table)[1]


async def test_narrow_terminals_lose_the_least_important_columns() -> None:
    app = TableHost(50)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        line = drawn(app.table)[1]
        assert "Customer 0" in line
        assert "5 days left" in line
        assert "T-0" not in line
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "T-0" in drawn(app.table)[1]


async def test_the_cursor_stays_in_view_when_the_terminal_shrinks() -> None:
    app = TableHost(MILLION)
    async with app.run_test(size=(120, 40)) as pilot:
        app.table.move_to(30)
        await pilot.resize_terminal(80, 12)
        await pilot.pause()
        assert any("❯" in line and "Customer 30 " in line for line in drawn(app.table))


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_names_are_only_letters(name: str) -> None:
    def hostile_row(index: int) -> TableRow:
        return TableRow(index + 1, tuple(Cell(name) for _ in COLUMNS))

    app = TableHost(30, hostile_row)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("down", "space", "down")
        lines = drawn(app.table)
        assert {cell_len(line) for line in lines} == {app.table.size.width - SCROLLBAR}
        assert "\x1b" not in "".join(lines)
        await pilot.click(VirtualTable, offset=(6, 2))
        assert app.is_running


async def test_brackets_in_a_name_stay() -> None:
    app = TableHost(1, lambda index: numbered_row(index, "Acme [/weird] [EU] Ltd"))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "Acme [/weird] [EU] Ltd" in drawn(app.table)[1]


async def test_an_empty_list_says_what_to_do() -> None:
    app = TableHost(0)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("down", "end", "enter", "space")
        text = "\n".join(drawn(app.table))
        assert "No trial matches." in text
        assert "esc clears the search" in text
        assert app.table.cursor_key is None
        assert app.said == []
        assert app.asked == []
        app.table.set_empty_text("Nothing here yet.")
        assert "Nothing here yet." in "\n".join(drawn(app.table))


async def test_other_columns_are_shown_with_the_rows_that_have_them() -> None:
    app = TableHost(5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        before, app.answering = drawn(app.table), False
        app.table.reset(1, generation=99, columns=[Column("Mail", 20)])
        app.table.refresh()
        await pilot.pause()
        assert drawn(app.table) == before
        app.table.put_page(99, 0, [TableRow(1, (Cell("Status Shipped"),))])
        await pilot.pause()
        assert drawn(app.table)[0].split() == ["Mail"]
        assert "Status Shipped" in drawn(app.table)[1]


async def test_the_cursor_is_seen_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = TableHost(5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("down")
        on_cursor, beside = app.table.render_line(2), app.table.render_line(3)
        assert on_cursor.text.startswith("❯")
        assert not beside.text.startswith("❯")
        behind = {segment.style.bgcolor.name for segment in on_cursor if segment.style and segment.style.bgcolor}
        words = {segment.style.color.name for segment in beside if segment.style and segment.style.color}
        assert len(behind) == 1
        assert behind <= words, "the cursor stands on the colour in which the other rows are written"


async def test_an_ascii_terminal_gets_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARKTUI_ASCII", "1")
    app = TableHost(5, lambda index: TableRow(index, (Cell("o"), Cell("long name " * 20), Cell("x"), Cell("y"))))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("space")
        assert "".join(drawn(app.table)).isascii()


async def test_a_new_theme_repaints_the_rows() -> None:
    app = TableHost(5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        dark = list(app.table.render_line(3))
        app.theme = "textual-light"
        await pilot.pause()
        assert list(app.table.render_line(3)) != dark


async def test_urgent_words_are_not_fainter_than_others_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = TableHost(5)
    async with app.run_test(size=SMALL):
        plain = app.table.get_visual_style("piece--strong")
        for name in ("error", "warning", "accent", "success"):
            assert app.table.get_visual_style(f"piece--{name}").foreground == plain.foreground
        assert app.table.get_visual_style("piece--error").bold
