"""Phrases of a text that could be somebody's name: found in every usual surrounding, and never a part of a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain.phrases import phrases
from sparktui.domain.text import search_key


def stands(name: str, text: str) -> str:
    """Say how ``name`` stands in ``text``: not at all, in some doubtful way, or without a doubt."""
    found = phrases(text).get(search_key(name), set())
    if not found:
        return "no"
    return "surely" if any(phrase.is_name(name) for phrase in found) else "perhaps"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Contoso", "Contoso"),
        ("Contoso", "Your order for Contoso has been shipped."),
        ("Contoso", "Customer:\tContoso\nPorto"),
        ("Contoso", "for Contoso, Porto"),
        ("Contoso", "(Contoso)"),
        ("Contoso", "“Contoso”"),
        ("Contoso", "> Dear Contoso:"),
        ("Contoso", "SHIP TO\nCONTOSO\n12 MAIN STREET"),
        ("Contoso", "CONTOSO 12 main street"),
        ("Acme Inc.", "for Acme Inc. on Monday"),
        ("Acme Inc", "for Acme Inc."),
        ("Acme [EU] Ltd", "for Acme [EU] Ltd, Berlin"),
        ("Müller & Söhne", "an Müller & Söhne gesandt"),
        ("MÜLLER & SÖHNE", "an MÜLLER & SÖHNE"),
        ("Müller & Söhne", "an Mu\u0308ller & So\u0308hne"),
        ("Mu\u0308ller & So\u0308hne", "an Müller & Söhne"),
        ("株式会社 青い灯台", "宛先 株式会社 青い灯台"),
        ("Blue Yonder\u00a0Foods", "for Blue Yonder Foods"),
    ],
)
def test_a_name_stands_there_without_a_doubt(name: str, text: str) -> None:
    assert stands(name, text) == "surely"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Contoso", "for Contoso Pharma in Porto"),
        ("Contoso", "for contoso"),
        ("Contoso", "for cONTOSO"),
        ("Delta", "delta of the river"),
        ("On Track", "everything is on track"),
        ("Müller & Söhne", "for Muller & Sohne"),
        ("Abc", "for Abc"),
    ],
)
def test_a_name_that_may_be_meant_otherwise_is_in_doubt(name: str, text: str) -> None:
    assert stands(name, text) == "perhaps"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Contoso", ""),
        ("Contoso", "Contosos parcel"),
        ("Contoso", "jane@contoso.example"),
        ("Contoso", "Con toso"),
        ("Contoso Pharma", "Contoso. Pharma"),
        ("Contoso Pharma", "Contoso and Pharma"),
        ("A B C D E F G", "A B C D E F G"),
        ("Contoso", "x " * 2_000 + "Contoso"),
    ],
)
def test_what_is_no_phrase_of_the_text_is_not_found(name: str, text: str) -> None:
    assert stands(name, text) == "no"


@given(st.text(st.characters(), max_size=200))
def test_any_text_has_phrases(text: str) -> None:
    assert all(key == search_key(phrase.written) for key, found in phrases(text).items() for phrase in found)


@pytest.mark.parametrize("text", ["(" * 100_000, "( ) " * 50_000, "a\n" * 100_000, "((((a)))) " * 20_000])
def test_a_text_made_to_be_slow_is_read_in_bounds(text: str) -> None:
    assert sum(map(len, phrases(text).values())) < 30_000
