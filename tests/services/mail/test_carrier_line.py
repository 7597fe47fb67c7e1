"""The Carrier line of a mail: whom it names, and which numbers are theirs for it."""

from __future__ import annotations

import pytest

from sparktui.carrier_data import carriers
from sparktui.services.identify import may_carry, named_carrier
from sparktui.services.mail.carrier_line import carriers_named
from tests.services.mail.made_mails import FEDEX, LINE, POSTAL, UPS, a_mail, raw, read

OPEN = "78045768393"  # a number of DHL and of Old Dominion


def test_every_carrier_is_known_by_its_names() -> None:
    for carrier in carriers().all:
        for name in (carrier.name, *carrier.aliases):
            assert named_carrier(f"{name.upper()}, overnight") == carrier.code


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Carrier: TNT", {"tnt"}),
        ("> *Shipping Carrier:* Royal Mail", {"royal_mail"}),
        ("carrier =\n  Federal Express", {"fedex"}),
        ("Shipped via: UPS Ground", {"ups"}),
        ("Carrier\tU.S. Postal Service\tWeight\t4", {"usps"}),
        ("Courier Company: DHL Paket", {"dhl_paket"}),
        ("Qty\tCarrier\tTracking Information\n\n1\tTNT\t123456789\n2\tTNT Express\t223456789", {"tnt"}),
        ("Carrier\tTracking\nTNT\t123456789\nGLS\t987", {"tnt", "gls"}),
        ("Carrier: UPS\nCarrier: United Parcel Service", {"ups"}),
        ("Carrier: DHL or UPS", set()),
        ("Carrier: FedEx SmartPost (USPS)", set()),
        ("Carrier: Foo Express\nCarrier: TNT", set()),
        ("Carrier\tTracking\nTNT\t123456789\nFoo\t987", set()),
        ("Carrier: not UPS", set()),
        ("Your carrier: UPS", set()),
        ("Carrier UPS", set()),
        ("Carrier:", set()),
    ],
)
def test_one_carrier_is_named_in_its_field(text: str, named: set[str]) -> None:
    assert carriers_named([text]) == named


@pytest.mark.parametrize(
    ("carrier", "number", "is_possible"),
    [
        ("tnt", "123456789", True),  # a number of nobody who is known by shape
        ("tnt", "GD123456785WW", True),
        ("dhl", OPEN, True),
        ("old_dominion", OPEN, True),
        ("gls", OPEN, False),  # a check digit proves it to be one of two others
        ("tnt", UPS, False),
        ("fedex", UPS, False),
        ("fedex", FEDEX, True),
        ("royal_mail", POSTAL, True),
        ("usps", POSTAL, True),
        ("tnt", POSTAL, False),
        ("ups", "123456789", True),
        ("nobody", "123456789", False),
        ("", "123456789", False),
    ],
)
def test_a_number_is_the_named_carriers_unless_it_is_proven_another_s(
    carrier: str, number: str, is_possible: bool
) -> None:
    assert may_carry(carrier, number) == is_possible


def test_the_carrier_that_a_mail_names_is_kept_with_its_numbers() -> None:
    mail = read(a_mail(f"Carrier: TNT\nTracking Information: 123456789, {OPEN[:9]}X"))
    assert (mail.carrier, mail.reason, mail.doubt) == ("tnt", "", "")
    assert read(a_mail(f"Carrier: UPS or TNT\n{LINE}")).carrier == ""
    rows = "<tr><th>Carrier<th>Tracking Information<tr><td>Deutsche Post<td>RR123456785DE"
    html = read(raw(f"<table>{rows}</table>", "Subject: Status Shipped\nContent-Type: text/html"))
    assert (html.carrier, html.numbers) == ("deutsche_post", ("RR123456785DE",))


def test_a_carrier_whose_numbers_are_others_is_a_doubt() -> None:
    assert read(a_mail(f"Carrier: FedEx\n{LINE}")).doubt == f"The carrier that it names has no numbers like {UPS}."


@pytest.mark.parametrize("number", [POSTAL, "9400111202555842332669"])
def test_a_carrier_may_have_handed_a_parcel_over_to_the_post(number: str) -> None:
    mail = read(a_mail(f"Carrier: DHL eCommerce\nTracking Information: {number}"))
    assert (mail.carrier, mail.doubt) == ("dhl", "")
    assert not may_carry("dhl", number)
