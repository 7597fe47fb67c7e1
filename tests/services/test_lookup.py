"""Naming a trial: by its ID in any spelling, or by its customer's name, and never by a guess."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sparktui.domain.text import search_key
from sparktui.domain.trial import parse_reference
from sparktui.errors import Ambiguous, BadInput, NotFound
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from tests.portfolio import TODAY, a_trial, a_trial_expiring, days


@pytest.fixture
def some(desk: Desk) -> Desk:
    """A desk with trials of customers whose names begin alike."""
    for name in ("Contoso", "Contoso Sails", "Müller & Söhne", "100% Cotton", "T-3", "Acme [EU] Ltd"):
        a_trial(desk, name)
    return desk


@pytest.mark.parametrize("text", ["T-000002", "t-2", "T2", "t000002", " T-2 ", "T-0000000002"])
def test_an_id_in_any_spelling(some: Desk, text: str) -> None:
    assert find_trial(some, text).customer.name == "Contoso Sails"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("contoso", "Contoso"),
        ("CONTOSO S", "Contoso Sails"),
        ("muller & sohne", "Müller & Söhne"),
        ("MÜLLER", "Müller & Söhne"),
        ("100%", "100% Cotton"),
        ("acme [eu", "Acme [EU] Ltd"),
        (" Acme [EU] Ltd ", "Acme [EU] Ltd"),
    ],
)
def test_a_name_whole_or_begun(some: Desk, text: str, name: str) -> None:
    assert find_trial(some, text).customer.name == name


def test_a_name_that_looks_like_an_id_gives_way_to_the_id(some: Desk) -> None:
    assert find_trial(some, "T-3").customer.name == "Müller & Söhne"
    assert find_trial(some, "T-5").customer.name == "T-3"


def test_two_that_fit_are_both_named_and_none_is_chosen(some: Desk) -> None:
    with pytest.raises(Ambiguous, match=r"T-000001 \(Contoso\), T-000002 \(Contoso Sails\)"):
        find_trial(some, "conto")


def test_a_customer_with_two_trials_is_asked_which(desk: Desk) -> None:
    a_trial_expiring(desk, "Contoso", TODAY - days(60))
    a_trial(desk, "Contoso", TODAY)
    with pytest.raises(Ambiguous, match=r"T-000001.*T-000002"):
        find_trial(desk, "contoso")


@pytest.mark.parametrize("text", ["Fabrikam", "T-99", "%", "_", "ontoso", "T-999999999999999999", "\0", "[bold]"])
def test_what_is_not_there_is_not_found(some: Desk, text: str) -> None:
    with pytest.raises(NotFound, match="There is no trial"):
        find_trial(some, text)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_names_no_trial(some: Desk, text: str) -> None:
    with pytest.raises(NotFound, match="No trial is named"):
        find_trial(some, text)


def test_a_refusal_repeats_nothing_that_acts_on_a_terminal(some: Desk) -> None:
    with pytest.raises(NotFound) as missing:
        find_trial(some, "\x1b[31mContoso\x07" + "x" * 500)
    assert "\x1b" not in str(missing.value)
    assert len(str(missing.value)) < 300


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(st.characters(), max_size=40))
def test_any_text_names_a_trial_or_is_refused_in_words(some: Desk, text: str) -> None:
    with suppress(BadInput):
        found = find_trial(some, text)
        begins_its_name = search_key(found.customer.name).startswith(search_key(text.strip()))
        assert begins_its_name or parse_reference(text) == found.id
