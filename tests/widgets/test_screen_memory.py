"""Few bytes show the same: every frame is compared with what a terminal makes of the one that was to be written."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.control import Control
from rich.style import Style

from sparktui.widgets.pen import PLAIN, Pen, way
from sparktui.widgets.screen_memory import ScreenMemory
from tests.pictured import Pictured

WIDTH, HEIGHT = 24, 4
STYLES = (
    *("", "red", "bold red", "on blue", "bold #ff8800 on #202020", "dim on #202020", "underline", "reverse green"),
    *("strike", "italic cyan", "color(200) on color(17)", "bright_red on bright_black", "link https://acme.example"),
)
# Letters of every kind, wide signs, and marks that join the sign before them.
TEXTS = (
    *("Acme [EU] Ltd", "a", " ", "    ", "5 days left", "Ünï·cødé", "╭──╮│▁▃█", "…", "e\u0301", "株式会社"),
    *("a株b", "مؤسسة", "👩", "x\u0308\u0301y", "ｱ", "กา", "Ж"),
)
# Signs of which terminals do not agree how many cells they take.
DOUBTFUL = ("👩\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "\u200b", "\u00ad", "🇩🇪", "a\u200db")
UNKNOWN = (
    "\u0301",
    "\x1b[5C",
    "\x1bPq#0~\x1b\\",
    "\x1b[2J",
    "\t",
    "\x1b[38;2;1m",
    "\x1b]2;title\x07",
    "\x9b1m",
    "\x1b[11m",
)

Line: TypeAlias = tuple[int, int, list[tuple[str, str]], bool]

pieces = st.tuples(st.sampled_from(TEXTS), st.sampled_from(STYLES))
lines = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), st.lists(pieces, max_size=5), st.booleans())
frames = st.lists(st.lists(lines, max_size=6), min_size=1, max_size=6)


def frame(drawn: list[Line]) -> str:
    """Return the frame as Textual writes it: each line moved to, each piece in its own colours, cut at the edge."""
    written = ""
    for x, y, parts, goes_on in drawn:
        written += Control.move_to(x, y).segment.text
        for text, style in parts:
            if x + cell_len(text) <= WIDTH:
                x += cell_len(text)
                written += Style.parse(style).render(text)
        if goes_on and y < HEIGHT - 1:
            written += "\n"
    return written


@given(frames, st.sets(st.integers(0, 5)))
def test_what_differs_shows_what_the_whole_frame_shows(drawn: list[list[Line]], forgotten: set[int]) -> None:
    memory, whole, spared = ScreenMemory(), Pictured(WIDTH, HEIGHT), Pictured(WIDTH, HEIGHT)
    memory.forget(WIDTH, HEIGHT)
    for number, lines in enumerate(drawn):
        if number in forgotten:
            memory.forget(WIDTH, HEIGHT)
        written = frame(lines)
        whole.write(written)
        spared.write(memory.differences(written))
        assert spared.cells() == whole.cells()
        assert spared.screen.cursor.attrs == whole.screen.cursor.attrs


@given(st.lists(st.sampled_from(DOUBTFUL + TEXTS), min_size=1, max_size=4), st.lists(pieces, max_size=4))
def test_signs_of_doubtful_width_leave_no_trace(doubtful: list[str], parts: list[tuple[str, str]]) -> None:
    memory, whole, spared = ScreenMemory(), Pictured(WIDTH, HEIGHT), Pictured(WIDTH, HEIGHT)
    memory.forget(WIDTH, HEIGHT)
    for drawn in ([(text, "red") for text in doubtful], [*parts, (" " * WIDTH, "")], [("x" * WIDTH, "")]):
        written = frame([(0, 0, drawn, False)])
        whole.write(written)
        spared.write(memory.differences(written))
    assert spared.cells()[0] == whole.cells()[0]


@given(st.lists(pieces.filter(lambda piece: piece[0].isascii()), max_size=5))
def test_what_stands_there_already_is_not_written_again(parts: list[tuple[str, str]]) -> None:
    memory = ScreenMemory()
    memory.forget(WIDTH, HEIGHT)
    written = frame([(0, 1, parts, False)])
    memory.differences(written)
    assert memory.differences(written) == ""


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_what_is_not_known_is_written_as_it_is_and_all_that_follows_is_written_whole(unknown: str) -> None:
    memory = ScreenMemory()
    memory.forget(WIDTH, HEIGHT)
    known = frame([(0, 0, [("Contoso", "red")], False)])
    first = memory.differences(known)
    assert memory.differences(known) == ""
    assert memory.differences(known + unknown) == known + unknown
    assert memory.differences(known) == first


def test_a_frame_that_leads_out_of_the_terminal_is_written_as_it_is() -> None:
    memory = ScreenMemory()
    memory.forget(WIDTH, HEIGHT)
    for outside in ("\x1b[1;20HContoso", f"\x1b[{HEIGHT + 1};1Hbelow", f"\x1b[{HEIGHT};1Hlast\n", "nowhere"):
        assert memory.differences(outside) == outside


def test_of_a_row_only_what_changed_is_written_and_colours_only_where_they_change() -> None:
    memory = ScreenMemory()
    memory.forget(WIDTH, HEIGHT)
    memory.differences(frame([(0, 0, [("Contoso  ", "red on black"), ("5 days left", "red on black")], False)]))
    written = memory.differences(
        frame([(0, 0, [("Litware  ", "red on black"), ("4 days left", "red on black")], False)])
    )
    assert written == "\x1b[1;1H\x1b[31;40mLitware  4\x1b[0m"


def test_after_a_wide_sign_the_rest_of_the_row_is_written_at_its_own_place() -> None:
    memory = ScreenMemory()
    memory.forget(WIDTH, HEIGHT)
    row = [(0, 0, [("株式 ", ""), ("5 days left", "red")], False)]
    first = memory.differences(frame(row))
    assert first == "\x1b[1;1H株式\x1b[1;5H \x1b[31m5 days left\x1b[0m"
    assert memory.differences(frame(row)) == first


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        (Pen(frozenset("1"), "31"), Pen(frozenset(), "31"), "\x1b[22m"),
        (Pen(frozenset("12"), "31"), Pen(frozenset("2"), "31"), "\x1b[22;2m"),
        (Pen(frozenset(), "38;2;1;2;3", "48;2;4;5;6"), PLAIN, "\x1b[0m"),
        (Pen(frozenset(["21"])), Pen(frozenset("1")), "\x1b[0;1m"),
        (PLAIN, Pen(link="id=1;https://acme.example"), "\x1b]8;id=1;https://acme.example\x1b\\"),
        (Pen(link="id=1;https://acme.example"), PLAIN, "\x1b]8;;\x1b\\"),
    ],
)
def test_the_shortest_way_from_pen_to_pen(before: Pen, after: Pen, codes: str) -> None:
    assert way(before, after, is_blank=False) == (codes, after)
