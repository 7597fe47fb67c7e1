"""What in a mail may say whose it is: deal IDs behind their label, and mail addresses."""

from __future__ import annotations

import pytest

from sparktui.services.mail.evidence import addresses, deal_ids, disowned_deal


@pytest.mark.parametrize(
    "text",
    [
        "Deal ID: 0042318",
        "deal id 0042318.",
        "DEAL-ID=0042318",
        "Deal ID\t0042318",
        "Deal ID:\n0042318",
        "*Deal ID:* 0042318",
        "Deal Identifier (0042318)",
        "Deal No. 0042318",
        "The deal ID is 0042318, as agreed",
        "deal #0042318",
    ],
)
def test_a_deal_id_stands_behind_its_label(text: str) -> None:
    assert deal_ids([text]) == ("0042318",)


def test_several_deals_are_all_found_once_each() -> None:
    assert deal_ids(["Deal IDs: 0042, 43 and 44", "Deal ID: 42", "Deal ID: 0042"]) == ("0042", "43", "44", "42")


@pytest.mark.parametrize("between", [" / ", "/", ", ", " | ", " or ", " + ", " (", "; "])
def test_a_second_deal_on_the_line_is_found(between: str) -> None:
    assert deal_ids([f"Deal ID: 0042318{between}555001"]) == ("0042318", "555001")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Deal ID: 47 11", ("47 11",)),
        ("Deal ID: 47\u00a011.", ("47 11",)),
        ("Deal ID: 004  2 318, or 42", ("004 2 318", "42")),
        ("Deal IDs: 42 / 43 44", ("42", "43 44")),
        ("Deal ID: 4711 2 boxes", ("4711 2",)),
        ("Deal ID: 4711 2026-11-20", ("4711",)),
        ("Deal ID: 4711 10:30", ("4711",)),
        ("Deal ID: 4711 4x DX80", ("4711",)),
        ("Deal ID\t4711\t2026", ("4711",)),
        ("Deal ID: 4711\n12 boxes", ("4711",)),
    ],
)
def test_a_deal_id_goes_on_over_blanks_to_the_end_of_its_digits(text: str, found: tuple[str, ...]) -> None:
    assert deal_ids([text]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Deal ID\tTracking Information\n\n0042318\t1Z\n\n0042318\t1Z", ("0042318",)),
        ("Item\t*Deal ID:*\tCarrier\nDX80\t42\tUPS\nSX10\t43 1\tUPS\nBye", ("42", "43 1")),
        ("Deal ID\t0042318\nQty\tModel\n2\tDX80", ("0042318",)),
        ("Deal ID\tItem\nunknown 47\tDX80", ()),
        ("Deal ID\tItem\nDX80", ()),
        ("Deal ID\n0042318", ("0042318",)),
    ],
)
def test_a_deal_id_stands_below_its_label_where_that_heads_a_column(text: str, found: tuple[str, ...]) -> None:
    assert deal_ids([text]) == found


@pytest.mark.parametrize(
    "text",
    [
        "Deal ID: 12345678901",
        "Deal ID: 11/20/2026",
        "Deal ID: 2026/11/20",  # eleven digits
        "Deal ID: 2026-11-20",
        "Deal ID: 20.11.2026",
        "Deal ID: 4711abc",
        "Deal ID: unknown. Order 4711",
        "ideal ID 4711",
        "Deal 4711",
        "Order ID: 4711",
        "4711",
    ],
)
def test_other_numbers_are_no_deal_ids(text: str) -> None:
    assert deal_ids([text]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Previous deal ID: 777123",
        "Related deal IDs: 777123",
        "Deal ID: 777123 (cancelled)",
        "This shipment is not for Deal ID: 777123",
        "This shipment is not for\nDeal ID: 777123",
        "Deal ID of old: 1\nThe deal ID is 777123, as agreed",
        "Deal ID: 42\nFormerly deal ID: 777123",
        "Item\tOld deal ID: 777123",
    ],
)
def test_a_deal_id_among_other_words_is_told_with_them(text: str) -> None:
    said = disowned_deal([text])
    assert "777123" in said
    assert said.replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "Deal ID: 777123",
        "Dear Jane,\n> * Deal ID: 777123.\nBye",
        "1. Deal ID: 777123",
        "| Deal ID | 777123 |",
        "Deal IDs: 777123, 42",
        "Item\tDX80\tDeal ID\t777123\tQty",
        "Deal ID:\n\n777123\n\nQty",
        "Device\tDeal ID\nDX80\t777123",
        "Boxes of deal ID 777123 have left us.\nDeal ID: 777123",
        "",
    ],
)
def test_a_deal_id_that_has_a_line_to_itself_is_nobody_elses(text: str) -> None:
    assert disowned_deal([text]) == ""


@pytest.mark.parametrize(
    "text",
    [
        "boss@adventure.example@evil.example",
        "http://boss@adventure.example/x",
        "https://jane:boss@adventure.example:8080",
        "boss@adventure.example/x",
        "boss@adventure..example",
    ],
)
def test_what_only_looks_like_an_address_is_none(text: str) -> None:
    assert addresses([text]) == ()


def test_addresses_are_found_as_they_are_written() -> None:
    text = "Jane <Jane.Doe@Contoso.example>, mailto:o'neil+x@b.example. (ops@mail.example) Jörg@müller.example a@b"
    assert addresses([text, "Jane.Doe@Contoso.example"]) == (
        "Jane.Doe@Contoso.example",
        "o'neil+x@b.example",
        "ops@mail.example",
        "Jörg@müller.example",
    )
