"""Rows whose words wrap: nothing is cut off, whatever is written, and a row that can be pressed tells so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll

from sparktui.widgets.pieces import Piece
from sparktui.widgets.table_rows import Column
from sparktui.widgets.text import one_line
from sparktui.widgets.wrapped_rows import WrappedRows, lay_out, row
from tests.widgets.hosts import HOSTILE

LABELLED = (Column("", 10), Column("", 20, 10, grow=1))


def lines(text: str, width: int) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lay_out([row("label", text)], LABELLED, width)]


def test_words_wrap_within_their_column() -> None:
    assert lines("one two three four", 22) == ["label      one two    ", "           three four "]


def test_pieces_of_one_paragraph_flow_and_paragraphs_begin_anew() -> None:
    found = lay_out([row([(Piece("red", "error"), Piece("and on")), Piece("new")])], (Column("", 10),), 10)
    assert [line.pieces for line in found] == [
        (Piece("red", "error"), Piece(" and on"), Piece("")),
        (Piece("new"), Piece("       ")),
    ]


def test_a_column_on_the_right_stands_on_the_right() -> None:
    columns = (Column("", 4, grow=1), Column("", 5, align="right"))
    assert "".join(piece.text for piece in lay_out([row("a", "12")], columns, 12)[0].pieces) == "a         12"


@given(st.text(max_size=300), st.integers(21, 60))
def test_every_word_is_shown_and_every_line_fits(text: str, width: int) -> None:
    found = lines(text, width)
    assert {cell_len(line) for line in found} == {width}
    shown = "".join(line[11:] for line in found)
    assert "".join(shown.split()) == "".join(one_line(text, 20_000).split())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_only_letters(text: str) -> None:
    assert all(line.isprintable() for line in lines(text, 40))


class RowsHost(App[None]):
    """Three blocks that can be pressed, in something that scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.animation_level = "none"
        self.pressed: list[str] = []

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            for name in "abc":
                block = WrappedRows(*LABELLED, pressable=True, id=name)
                block.show([row("", f"title {name}"), row("", "press me", key=name)])
                yield block

    def on_wrapped_rows_pressed(self, event: WrappedRows.Pressed) -> None:
        self.pressed.append(event.key)


async def test_arrows_go_from_block_to_block_and_enter_presses() -> None:
    app = RowsHost()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter", "down", "enter", "down", "space", "down", "enter", "up", "enter")
        assert app.pressed == ["a", "b", "c", "c", "b"]


async def test_a_click_presses_the_row_that_has_a_key() -> None:
    app = RowsHost()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.click("#b", offset=(15, 0))
        assert app.pressed == []
        await pilot.click("#b", offset=(15, 1))
        assert app.pressed == ["b"]


async def test_the_block_in_focus_is_seen_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = RowsHost()
    async with app.run_test(size=(60, 20)):
        block = app.query_one("#a", WrappedRows)
        assert block.render_line(0).text.startswith("❯")
