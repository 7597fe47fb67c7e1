"""Signs and bars say the same on a terminal that shows Unicode and on one that does not."""

from __future__ import annotations

import locale
from dataclasses import fields

import pytest
from rich.cells import cell_len

from sparktui.domain.lifecycle import Phase
from sparktui.widgets.glyphs import ASCII, UNICODE, Glyphs, terminal_glyphs
from sparktui.widgets.remaining_bar import remaining_bar


def test_the_person_chooses_the_signs() -> None:
    assert terminal_glyphs({"SPARKTUI_ASCII": "1"}) is ASCII
    assert terminal_glyphs({"SPARKTUI_ASCII": "0"}) is UNICODE


@pytest.mark.parametrize(("encoding", "expected"), [("UTF-8", UNICODE), ("utf8", UNICODE), ("ANSI_X3.4-1968", ASCII)])
def test_otherwise_the_locale_does(encoding: str, expected: Glyphs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "getencoding", lambda: encoding)
    assert terminal_glyphs({}) is expected


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_each_phase_has_a_mark_of_its_own_one_cell_wide(signs: Glyphs) -> None:
    marks = [signs.mark(phase) for phase in (*Phase, "asked")]
    assert len(set(marks)) == len(marks)
    assert all(cell_len(mark) == 1 and mark != " " for mark in marks)
    assert signs.mark("nothing of the kind") == " "


def test_the_ascii_set_is_ascii() -> None:
    texts = [getattr(ASCII, field.name) for field in fields(ASCII) if field.name != "marks"]
    assert all(text.isascii() for text in (*texts, *ASCII.marks.values()))


@pytest.mark.parametrize(
    ("left", "bar"),
    [(90, "▆▆▆▆"), (45, "▆▆▁▁"), (41, "▆▅▁▁"), (1, "▂▁▁▁"), (0, "▁▁▁▁"), (-5, "▁▁▁▁"), (500, "▆▆▆▆")],
)
def test_the_bar_shrinks_with_the_days_and_one_day_still_shows(left: int, bar: str) -> None:
    assert remaining_bar(left, 90) == bar


def test_the_bar_in_ascii_and_without_a_period() -> None:
    assert remaining_bar(45, 90, signs=ASCII) == "##.."
    assert remaining_bar(3, 0, width=2) == "▁▁"
