"""Whose a tracking number can be: known numbers, and numbers made up from the formats and then spoilt."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain.carriers import Format, Grade
from sparktui.domain.check_digits import CheckDigit
from sparktui.services.identify import identify, known_carriers
from tests.model import check_digits as model

KNOWN = tomllib.loads((Path(__file__).parents[1] / "data" / "tracking_numbers.toml").read_text(encoding="utf-8"))
EXAMPLES = [pytest.param(example, id=example["id"]) for example in KNOWN["format"]]
FORMATS = {known.id: (carrier, known) for carrier in known_carriers() for known in carrier.formats}
CHECKED = [known for _, known in FORMATS.values() if known.check]

SEVERAL = {
    "78045768393": {"dhl", "old_dominion"},
    "287809468872": {"fedex", "purolator"},
    "JFV247545960": {"dhl", "purolator"},
    "4201028200009261290113185417468510": {"fedex", "usps"},
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_right_number_is_recognised_as_surely_as_its_format_allows(example: dict[str, Any]) -> None:
    carrier, known = FORMATS[example["id"]]
    for number in example["valid"]:
        found = {candidate.format: candidate for candidate in identify(number)}
        assert known.id in found, number
        assert found[known.id].carrier == carrier.code == example["carrier"]
        assert found[known.id].grade is (Grade.PROVEN if known.check else Grade.SHAPE)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_wrong_number_is_none_of_its_carrier(example: dict[str, Any]) -> None:
    for number in example["invalid"]:
        assert example["carrier"] not in {candidate.carrier for candidate in identify(number)}, number


def test_every_format_has_examples() -> None:
    assert [example["id"] for example in KNOWN["format"]] == list(FORMATS)


def test_numbers_that_fit_several_carriers_have_them_all_as_candidates() -> None:
    fitting = {}
    for example in KNOWN["format"]:
        for number in example["valid"]:
            carriers = {candidate.carrier for candidate in identify(number)}
            if len(carriers) > 1:
                fitting["".join(number.split())] = carriers
    assert fitting == SEVERAL


def test_what_is_proven_comes_before_what_only_looks_right() -> None:
    candidates = identify("CN123456785GB")
    assert [(candidate.carrier, candidate.grade) for candidate in candidates] == [
        ("s10", Grade.PROVEN),
        ("dhl", Grade.SHAPE),
    ]


def test_a_postal_number_names_who_issued_it_and_leads_to_their_page() -> None:
    [british] = identify("RB123456785GB", "FR")
    assert (british.carrier, british.carrier_name) == ("s10", "Royal Mail")
    assert british.url == "https://www.royalmail.com/track-your-item#/tracking-results/RB123456785GB"
    [cape_verdean] = identify("RB123456785CV")
    assert (cape_verdean.carrier_name, cape_verdean.url) == ("Correios de Cabo Verde", None)
    assert identify("RB123456785XX") == ()


@st.composite
def right_numbers(draw: st.DrawFn, known: Format) -> str:
    """A number of the format ``known``, its check digit computed by the second reading."""
    made_up: str = draw(st.from_regex(known.pattern, fullmatch=True))
    parts = known.pattern.fullmatch(made_up)
    assert parts
    if known.issuers:
        country = draw(st.sampled_from(sorted(known.issuers)))
        made_up = made_up[: parts.start("country")] + country
    if known.check:
        place = parts.start("check")
        made_up = made_up[:place] + by_the_model(known.check, parts["serial"]) + made_up[place + 1 :]
    return made_up


def by_the_model(check: CheckDigit, serial: str) -> str:
    """Return the check digit of ``serial`` by the second reading."""
    begins = check.serial_begins
    whole = serial if serial[: len(begins)] == begins else begins + serial
    if check.method == "mod10":
        return model.mod10(whole, check.weights)
    if check.method == "sum_product_with_weightings_and_modulo":
        return model.sum_of_products(whole, check.weights, check.moduli)
    plain = {"mod7": model.mod7, "luhn": model.luhn, "s10": model.s10, "mod_37_36": model.mod_37_36}
    return plain[check.method](whole)


@pytest.mark.parametrize("known", [pytest.param(known, id=known.id) for _, known in FORMATS.values()])
@given(data=st.data())
def test_a_made_up_number_of_a_format_is_recognised(known: Format, data: st.DataObject) -> None:
    number = data.draw(right_numbers(known))
    expected = (known.id, Grade.PROVEN if known.check else Grade.SHAPE)
    assert expected in {(candidate.format, candidate.grade) for candidate in identify(number)}


@pytest.mark.parametrize("known", [pytest.param(known, id=known.id) for known in CHECKED])
@given(data=st.data())
def test_one_wrong_character_is_noticed_unless_the_method_is_blind_to_it(known: Format, data: st.DataObject) -> None:
    number = data.draw(right_numbers(known))
    parts = known.pattern.fullmatch(number)
    assert parts
    assert known.check
    places = [*range(*parts.span("serial")), parts.start("check")]
    place = data.draw(st.sampled_from(places))
    alphabet = "0123456789" if number[place].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    wrong = data.draw(st.sampled_from(alphabet).filter(lambda char: char != number[place]))
    spoilt = number[:place] + wrong + number[place + 1 :]
    misread = known.pattern.fullmatch(spoilt)
    if known.id in {candidate.format for candidate in identify(spoilt)}:
        assert misread
        assert is_blind(known.check, parts["serial"], misread["serial"]), (number, spoilt)


def is_blind(check: CheckDigit, right: str, wrong: str) -> bool:
    """Say whether the method of ``check`` is known not to tell ``wrong`` from ``right``, which differ in one place.

    - mod7: a digit seven more or less.
    - mod10 with a weight of 2: a digit five more or less where it counts twice, and letters of the same value.
    - s10 and the sum of products, of eleven remainders two share a digit: 0 and 6, or 0 and 10.
    - A serial whose beginning decides how it is read: a mistake in that beginning.
    Luhn, MOD 37,36, and mod10 with weights of 1 and 3 notice every single mistake.
    """
    if check.serial_begins and (right.startswith(check.serial_begins) != wrong.startswith(check.serial_begins)):
        return True
    if len(right) != len(wrong):
        return False
    [place] = [number for number, (a, b) in enumerate(zip(right, wrong, strict=True)) if a != b]
    values = [int(model.LETTERS.get(char, char)) for char in (right[place], wrong[place])]
    apart = abs(values[0] - values[1])
    if check.method == "mod7":
        return apart == 7
    if check.method == "mod10" and check.weights == (1, 2):
        begins = 0 if right.startswith(check.serial_begins) else len(check.serial_begins)
        return apart == 0 or (apart == 5 and (place + begins) % 2 == 1)
    if check.method == "s10":
        weights = (8, 6, 4, 2, 3, 5, 9, 7)
        return {remainder(right, weights), remainder(wrong, weights)} == {0, 6}
    if check.method == "sum_product_with_weightings_and_modulo":
        return {remainder(right, check.weights), remainder(wrong, check.weights)} == {0, 10}
    return False


def remainder(serial: str, weights: tuple[int, ...]) -> int:
    """Return what eleven leaves of the weighted sum."""
    return sum(int(digit) * weights[place % len(weights)] for place, digit in enumerate(serial)) % 11


@given(st.text() | st.from_regex(re.compile(r"[0-9A-Za-z \-]{1,80}", re.ASCII), fullmatch=True), st.text(max_size=3))
def test_any_text_is_answered_and_no_page_is_anything_but_a_page(text: str, country: str) -> None:
    for candidate in identify(text, country):
        if candidate.url is not None:
            assert urlsplit(candidate.url).scheme == "https"
            assert not set(candidate.url) & set(" <>\"'{}\\^`|")
