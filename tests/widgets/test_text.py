"""Text fits its cells on every terminal, whatever somebody wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sparktui.widgets.text import cut, fit, one_line, safe, wrap
from tests.widgets.hosts import HOSTILE


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Contoso", 7, "Contoso"),
        ("Contoso", 5, "Cont…"),
        ("Blue Yonder", 6, "Blue…"),
        ("株式会社", 8, "株式会社"),
        ("株式会社", 7, "株式会…"),
        ("株式会社", 6, "株式…"),
        ("Contoso", 1, "…"),
        ("Contoso", 0, ""),
    ],
)
def test_a_name_is_cut_at_the_cell_and_never_within_a_wide_character(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


def test_a_number_is_pushed_to_the_right_and_a_name_stays_at_the_left() -> None:
    assert fit("214", 6, "right") == "   214"
    assert fit("株式", 6) == "株式  "


@given(st.text(), st.integers(0, 40))
def test_what_is_fitted_takes_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(fit(one_line(text), width)) == width


@given(st.text(), st.integers(2, 40), st.integers(0, 20))
def test_wrapped_lines_keep_their_width_and_lose_no_letter(text: str, width: int, taken: int) -> None:
    shown = one_line(text)
    lines = wrap(shown, width, min(taken, width))
    assert all(cell_len(line) <= width for line in lines)
    assert cell_len(lines[0]) <= width - min(taken, width)
    assert "".join("".join(lines).split()) == "".join(shown.split())


def test_words_are_wrapped_at_blanks_and_long_ones_within() -> None:
    assert wrap("may create a second domain", 12) == ["may create a", "second", "domain"]
    assert wrap("株式会社サンプル", 6) == ["株式会", "社サン", "プル"]
    assert wrap("", 10) == [""]


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_is_shown_letter_by_letter(name: str) -> None:
    content = safe(name)
    assert content.plain == one_line(name)
    assert content.spans == []
    assert not set(content.plain) & set("\x1b\x00\n\t\x9b\x07\u202e\ufe0f")


def test_a_style_covers_the_text_and_its_brackets_stay() -> None:
    content = safe("[b]Acme[/b]", "bold")
    assert content.plain == "[b]Acme[/b]"
    assert [(span.start, span.end) for span in content.spans] == [(0, 11)]


def test_joined_emoji_are_as_wide_as_every_terminal_draws_them() -> None:
    assert one_line("👩\u200d👩\u200d👧") == "👩👩👧"
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"
