"""Check digits: published examples, and agreement with a second reading of the methods."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain import check_digits
from sparktui.domain.check_digits import CheckDigit
from tests.model import check_digits as model

digits = st.text("0123456789", min_size=1, max_size=40)
WEIGHTS = st.sampled_from([(1, 2), (1, 3), (3, 1)])


@pytest.mark.parametrize(
    ("serial", "check"),
    [("7992739871", "3"), ("453914880343646", "7"), ("0720956276", "3")],
)
def test_luhn_as_on_bank_cards(serial: str, check: str) -> None:
    assert check_digits.luhn(serial) == check


@pytest.mark.parametrize(("serial", "check"), [("47312482", "9"), ("12345678", "5"), ("00000000", "5")])
def test_s10_as_the_postal_union_shows_it(serial: str, check: str) -> None:
    assert check_digits.s10(serial) == check


def test_mod_37_36_as_a_release_identifier_shows_it() -> None:
    assert check_digits.mod_37_36("A12425GABC1234002") == "M"


def test_mod10_as_barcodes_and_ups_show_it() -> None:
    assert check_digits.mod10("629104150021", (1, 3)) == "3"
    assert check_digits.mod10("999AA1012345678", (1, 2)) == "4"


def test_a_serial_is_read_as_if_it_began_as_it_should() -> None:
    check = CheckDigit("mod10", (3, 1), serial_begins="91")
    assert check.of("719690107560030773") == check.of("91719690107560030773")
    assert check.of("7") != CheckDigit("mod10", (3, 1)).of("7")


@given(digits)
def test_mod7_agrees_with_a_second_reading(serial: str) -> None:
    assert check_digits.mod7(serial) == model.mod7(serial)


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=40), WEIGHTS)
def test_mod10_agrees_with_a_second_reading(serial: str, weights: tuple[int, ...]) -> None:
    assert check_digits.mod10(serial, weights) == model.mod10(serial, weights)


@given(digits)
def test_luhn_agrees_with_a_second_reading(serial: str) -> None:
    assert check_digits.luhn(serial) == model.luhn(serial)


@given(st.text("0123456789", min_size=8, max_size=8))
def test_s10_agrees_with_a_second_reading(serial: str) -> None:
    assert check_digits.s10(serial) == model.s10(serial)


@given(digits, st.sampled_from([(3, 1, 7), (1, 7, 3)]))
def test_the_sum_of_products_agrees_with_a_second_reading(serial: str, weights: tuple[int, ...]) -> None:
    ours = check_digits.sum_product_with_weightings_and_modulo(serial, weights, (11, 10))
    assert ours == model.sum_of_products(serial, weights, (11, 10))


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=40))
def test_mod_37_36_agrees_with_a_second_reading(serial: str) -> None:
    assert check_digits.mod_37_36(serial) == model.mod_37_36(serial)
