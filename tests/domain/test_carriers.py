"""A carrier's pages: in the customer's region where there is one, and with any number safely in the address."""

from __future__ import annotations

import pytest

from sparktui.domain.carriers import Carrier, Carriers

PARCELS = Carrier(
    "parcels",
    "Parcels",
    page="https://parcels.example/en?number={number}",
    pages={"DE": "https://parcels.example/de?number={number}"},
)
PIGEONS = Carrier("pigeons", "Pigeon Post")
CARRIERS = Carriers((PARCELS, PIGEONS))


def test_the_page_is_the_one_of_the_customers_country_where_there_is_one() -> None:
    assert PARCELS.tracking_page("123", "DE") == "https://parcels.example/de?number=123"
    assert PARCELS.tracking_page("123", "de") == "https://parcels.example/de?number=123"
    assert PARCELS.tracking_page("123", "FR") == "https://parcels.example/en?number=123"
    assert PARCELS.tracking_page("123") == "https://parcels.example/en?number=123"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("12-34 ab", "1234AB"),
        ("12/34", "12%2F34"),
        ("1&next=http://evil.example#", "1%26next%3Dhttp%3A%2F%2Fevil.example%23"),
        ("{number}", "%7Bnumber%7D"),
        ("ä\n", "%C3%A4"),
        ("\ud800", "%3F"),
    ],
)
def test_a_number_is_only_ever_a_number_in_the_address(number: str, written: str) -> None:
    assert CARRIERS.tracking_page("parcels", number) == f"https://parcels.example/en?number={written}"


def test_without_a_page_or_a_number_or_a_known_carrier_there_is_nothing_to_open() -> None:
    assert CARRIERS.tracking_page("pigeons", "123") is None
    assert CARRIERS.tracking_page("parcels", " ") is None
    assert CARRIERS.tracking_page("camels", "123") is None


def test_a_carrier_without_formats_is_never_a_candidate() -> None:
    assert CARRIERS.identify("123") == ()
    assert CARRIERS.get("parcels") is PARCELS
    assert CARRIERS.get("camels") is None
