"""Whatever any widget draws takes as many cells in ASCII."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual._border import BORDER_CHARS
from textual.color import Color
from textual.scrollbar import ScrollBarRender

from sparktui.widgets.ascii_filter import AsciiFilter, filters_for_terminal

EVERY_BORDER = "".join(char for lines in BORDER_CHARS.values() for line in lines for char in line)
BARS = "".join((*ScrollBarRender.VERTICAL_BARS, *ScrollBarRender.HORIZONTAL_BARS))


def plain(text: str) -> str:
    (segment,) = AsciiFilter().apply([Segment(text)], Color(0, 0, 0))
    return segment.text


@pytest.mark.parametrize("drawn", [EVERY_BORDER, BARS, "·…→←↑↓✓✕●○◦◆▲◀▶❯•×≠“”‘’–—", "🔎"])
def test_signs_become_ascii_of_the_same_width(drawn: str) -> None:
    assert plain(drawn).isascii()
    assert len(plain(drawn)) == cell_len(drawn)


def test_letters_and_styles_stay() -> None:
    bold = Segment("Müller · 株式会社", Style(bold=True))
    assert AsciiFilter().apply([bold], Color(0, 0, 0)) == [Segment("Müller - 株式会社", Style(bold=True))]


def test_only_a_terminal_without_signs_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert filters_for_terminal() == ()
    monkeypatch.setenv("SPARKTUI_ASCII", "1")
    assert len(filters_for_terminal()) == 1
