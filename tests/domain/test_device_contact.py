"""Contact with Cisco about devices is typed in three parts and kept as one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain.device_contact import DeviceContact, has_gap, parse

PART = st.text(st.characters(exclude_characters=","), min_size=1).map(str.strip).filter(bool)


@given(PART, PART, PART)
def test_what_was_typed_comes_back(when: str, whom: str, reference: str) -> None:
    typed = DeviceContact(when, whom, reference)
    assert parse(typed.text) == typed
    assert typed.missing == ()
    assert not has_gap(typed.text)


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        (DeviceContact("2026-11-20"), ("with whom", "the reference")),
        (DeviceContact(whom="J. Roe"), ("when", "the reference")),
        (DeviceContact("2026-11-20", "J. Roe", " "), ("the reference",)),
        (DeviceContact("", "", "case 6912"), ("when", "with whom")),
    ],
)
def test_a_half_typed_contact_shows_its_gaps_and_comes_back_too(typed: DeviceContact, missing: tuple[str, ...]) -> None:
    assert typed.missing == missing
    assert has_gap(typed.text)
    assert parse(typed.text).missing == missing


def test_nothing_typed_is_no_text() -> None:
    assert DeviceContact(" ", "", "\t").text == ""
    assert not has_gap("")


def test_a_comma_in_a_name_stays_in_the_name() -> None:
    assert parse("2026-11-20, Roe, Jane, case 6912") == DeviceContact("2026-11-20", "Roe, Jane", "case 6912")


@pytest.mark.parametrize("text", ["asked partner help, they said go on", "case 6912"])
def test_free_words_have_no_gap(text: str) -> None:
    assert not has_gap(text)
    assert any((parse(text).when, parse(text).reference))
