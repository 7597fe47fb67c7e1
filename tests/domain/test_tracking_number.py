"""A tracking number, however it is written down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain.tracking_number import LONGEST, compact


@pytest.mark.parametrize(
    "written",
    [
        "1Z5R89390357567127",
        "1z5r89390357567127",
        " 1 Z 5 R 8 9 3 9 0 3 5 7 5 6 7 1 2 7\r\n",
        "1Z-5R8-939-03-5756-7127",
        "1Z\u20115R8\u2013939\u2212035756\u00ad7127",
        "1Z\u00a05R8\u202f939\u30000357\u2009567127",
        "\ufeff1Z5R8939\u200b0357567127\u200e",
        "１Ｚ５Ｒ８９３９－０３５７５６７１２７",
    ],
)
def test_blanks_dashes_case_and_width_do_not_matter(written: str) -> None:
    assert compact(written) == "1Z5R89390357567127"


@pytest.mark.parametrize(
    "written",
    [
        "",
        " - ",
        "1Z5R8939035756712٧",  # an Arabic-Indic seven
        "1Z5R893903575671²7",
        "1Z5R89390357567127\x00",
        "1Z5R8939\u202e0357567127",  # shown backwards
        "1Z5R89390357567127;DROP",
        "ß" * 10,
        "ı" * 10,
        "\ud800",
        "7" * (LONGEST + 1),
        "7" * 10_000_000,
        " " * 10_000_000 + "7",
    ],
)
def test_anything_else_is_no_number(written: str) -> None:
    assert compact(written) == ""


@given(st.text())
def test_any_text_gives_capitals_and_digits_or_nothing(written: str) -> None:
    bare = compact(written)
    assert bare == "" or (bare.isascii() and bare.isalnum() and bare == bare.upper() and len(bare) <= LONGEST)
    assert compact(bare) == bare
