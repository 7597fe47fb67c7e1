"""Text from outside: shown safely, and compared in a search."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain.text import plain, plain_block, search_key

MARK = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Contoso [EU] Ltd", "Contoso [EU] Ltd"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("Müller & Söhne 株式会社 👩\N{ZERO WIDTH JOINER}🚒", "Müller & Söhne 株式会社 👩\N{ZERO WIDTH JOINER}🚒"),
        ("\x1b[31mred", f"{MARK}[31mred"),
        ("bell\a", f"bell{MARK}"),
        ("nul\0c1\x9b", f"nul{MARK}c1{MARK}"),
        ("one\ntwo\tthree\rfour", "one two three four"),
        ("one\N{LINE SEPARATOR}two", f"one{MARK}two"),
        ("safe\N{RIGHT-TO-LEFT OVERRIDE}exe.cod", f"safe{MARK}exe.cod"),
        ("\ud800", MARK),
        ("\N{ZERO WIDTH SPACE}", MARK),
    ],
)
def test_what_could_act_becomes_a_visible_mark(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_cut_is_marked() -> None:
    assert plain("abcdef", 3) == "abc…"
    assert plain("abc", 3) == "abc"


def test_a_block_keeps_its_lines() -> None:
    assert plain_block("one\r\ntwo\n\tthree\x1b") == f"one\ntwo\n    three{MARK}"


@given(st.text(st.characters(codec=None), max_size=80))
def test_whatever_comes_in_only_visible_text_and_joiners_go_out(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    acting = {char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert acting <= {"\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}"}
    assert plain(shown) == shown


@pytest.mark.parametrize("typed", ["muller", "MÜLLER", "Mu\N{COMBINING DIAERESIS}ller", "ｍｕｌｌｅｒ"])
def test_a_search_finds_a_name_in_any_case_and_accent(typed: str) -> None:
    assert search_key(typed) == search_key("Müller")
