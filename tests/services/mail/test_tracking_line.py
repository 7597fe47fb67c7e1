"""The Tracking Information line: which numbers stand on it, however it is laid out, and which others do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain.tracking_number import compact
from sparktui.services.mail.tracking_line import TrackingLineReader
from tests.services.mail.made_mails import FEDEX, POSTAL, UPS

USPS = "9400111201080805483016"


def on_the_line(text: str) -> list[str]:
    """Return the tracking numbers that ``text`` has on its Tracking Information lines, compact."""
    return [compact(number.written) for number in TrackingLineReader().read(text).numbers]


@pytest.mark.parametrize(
    "text",
    [
        "Tracking Information: {}",
        "TRACKING INFORMATION : {}.",
        "tracking  information - UPS {}",
        "Tracking Information={}",
        "Tracking Information\t{}",
        "Tracking Information {}",
        "Tracking Information (UPS): {}",
        "Tracking Information ({})",
        "Tracking Information Number: {}",
        "Shipment Tracking Information: Carrier UPS Ground, Number {}",
        "*Tracking Information:* {}",
        "| Tracking Information | {} |",
        "> Tracking Information: {}",
        "> > Tracking\n> > Information: {}",
        "Tracking Information\n{}",
        "Tracking Information:\n\n   {}\n\nYours",
        "Tracking Information:\nUPS\n{}",
        "Tracking Information\nCarrier: UPS\nTracking Number: {}\nWeight: 12345678 kg",
        "Tracking Information\nOrder Number: 986578788855\nTracking Number: {}",
        "Carrier\tTracking Information\tShip Date\nUPS\t{}\t2026-11-20",
        "Item\tTracking Information\tSerial\nDX80\t{}\tFTT123456",
        "Tracking Information: {} shipped on 2026-11-20",
        "Tracking Information: {} (order number 800123456785)",
        "Tracking Information: {}\nDeal ID: 0042318",
        "Tracking Information: {}\n0042318",
        "Tracking Information for order 12345: {}",
        "Order 986578788855\nTracking Information: {}\nPhone 1-800-463-3339",
        "Tracking Information: see https://ups.example/track?num={}&lang=en",
    ],
)
@pytest.mark.parametrize("number", [UPS, POSTAL, USPS])
def test_the_number_is_found_wherever_it_stands_on_the_line(text: str, number: str) -> None:
    assert on_the_line(text.format(number)) == [number]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1Z 5R8 939 03 5756 7127", UPS),
        ("1z5r8-9390-3575-67127", UPS),
        ("１Ｚ５Ｒ８９３９０３５７５６７１２７", UPS),
        ("9865 7878 8855", FEDEX),
        ("9400 1112 0108 0805 4830 16", USPS),
        ("RB 123 456 785 GB", POSTAL),
        ("RB\u00a0123\u2011456\u2011785\u00a0GB", POSTAL),
        ("1Z5R89390\n357567127", UPS),
        ("1Z5R8\n93903\n57567127", UPS),
        ("UPS Ground 1Z5R89390\n   357567127", UPS),
        ("1Z5R89390\n357567127 (UPS Ground) will be there soon", UPS),
        ("UPS-1Z5R89390357567127", UPS),
        ("#1Z5R89390357567127*", UPS),
    ],
)
def test_blanks_dashes_and_line_ends_inside_a_number_do_not_matter(written: str, number: str) -> None:
    assert on_the_line(f"Tracking Information: {written}\n\nThanks") == [number]


@pytest.mark.parametrize("between", [", ", "; ", " and ", " / ", " | ", "\n", ",\n", " ", " und ", " & "])
def test_several_numbers_are_told_apart(between: str) -> None:
    assert on_the_line(f"Tracking Information: {between.join([UPS, FEDEX, POSTAL])}") == [UPS, FEDEX, POSTAL]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (f"Item\tDeal ID\tTracking Information\n\nDX80\t0042318\t{UPS}\n\nDX80\t0042318\t{FEDEX}\nBye", [UPS, FEDEX]),
        (f"Tracking Information:\tQty\n{UPS}\t1\n{FEDEX}\t2\n\nOrder\t{POSTAL}", [UPS, FEDEX]),
        ("Deal ID\tTracking Information\n0042318\t123456789\n0042318\t223456789", ["123456789", "223456789"]),
        (f"Tracking Information\t{UPS}\nBox\t{FEDEX}", [UPS, FEDEX]),
        (f"Tracking Information\tsee below\nOrder 4711123456\t{UPS}", [UPS]),
    ],
)
def test_the_numbers_of_a_column_are_those_below_its_head(table: str, found: list[str]) -> None:
    assert on_the_line(table) == found


def test_a_number_that_stands_there_twice_is_one() -> None:
    assert on_the_line(f"Tracking Information: {UPS}, {UPS}\nTracking Information: 1Z 5R8 939 03 5756 7127") == [UPS]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tracking Information: ABC-12345-X", ["ABC12345X"]),
        ("Tracking Information: TNT 123 456 785", ["123456785"]),
        ("Tracking Information\n\n3SABCD1234567", ["3SABCD1234567"]),
        (f"Tracking Information: {UPS}, 1Z5R89390357567128", [UPS, "1Z5R89390357567128"]),
        ("Tracking Information: 12345678, 87654321", ["12345678", "87654321"]),
        ("Tracking Information: ABC123456\nOrder 986578788855", ["ABC123456"]),
    ],
)
def test_a_number_of_no_known_carrier_is_kept_where_nothing_else_stands(text: str, found: list[str]) -> None:
    assert on_the_line(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Tracking Information",
        "Tracking Information:",
        "Tracking Information: \n\n\n",
        "Tracking Information: none",
        "Tracking Information: not yet available\nOrder: 986578788855",
        "Tracking Information: 2026-11-20",
        "Tracking Information: 12:30",
        "Tracking Information: your order ABC123456 is on its way",
        "Tracking Information: follows in 24 hours\n\n" + "Words.\n" * 20 + UPS,
        "Tracking Information\n\nDear Jane,\n\n800123456",
        "You find tracking information below, or call 1-800-463-3339",
        "For tracking information, visit ups.example or call 18004633339.",
        f"Tracking: {UPS}",
        f"Tracking Number: {UPS}",
        f"Information: {UPS}",
        UPS,
        "",
    ],
)
def test_where_no_number_stands_none_is_read(text: str) -> None:
    assert on_the_line(text) == []


@given(
    st.lists(st.sampled_from([UPS, FEDEX, POSTAL, USPS]), min_size=1, max_size=3, unique=True),
    st.sampled_from(["", " ", "-", "\n", "\u00a0"]),
    st.integers(3, 9),
    st.sampled_from([", ", ";", " and "]),
)
def test_numbers_cut_into_pieces_anyhow_are_put_together(found: list[str], gap: str, size: int, between: str) -> None:
    written = [gap.join(number[at : at + size] for at in range(0, len(number), size)) for number in found]
    assert on_the_line(f"Tracking Information: {between.join(written)}") == found


def doubt_about(value: str) -> str:
    """Return why the numbers of a Tracking Information line with that ``value`` may be others."""
    return TrackingLineReader().read(f"Tracking Information: {value}").doubt


def test_a_line_end_ends_a_number_that_is_complete() -> None:
    text = "Deal ID: 0042318\nTracking Information:\n7518 1514 0387\n7565 0441 5623\n7099 5635 6406\n"
    read = TrackingLineReader().read(text)
    assert [compact(number.written) for number in read.numbers] == ["751815140387", "756504415623", "709956356406"]
    assert read.doubt == ""


@pytest.mark.parametrize(
    "value",
    ["0561 4897 0711 2481 0756 9004", "7329 9131 2110 3796 4844 73", "9865 7878 8855 73"],
)
def test_groups_that_make_different_numbers_are_a_doubt(value: str) -> None:
    assert "can be read as different tracking numbers" in doubt_about(value)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("9865 7878 8855 7", "other digits: “7”"),
        (f"{UPS} 9004", "other digits: “9004”"),
        (f"{UPS}\n0042318", "other digits: “0042318”"),
        (f"{UPS}, 12345678901", "without: “12345678901”"),
        (f"{UPS} (2 boxes, 12345678901)", "without: “12345678901”"),
        (f"{UPS}, 98657878885573", "without: “98657878885573”"),
    ],
)
def test_digits_beside_a_proven_number_are_a_doubt(value: str, reason: str) -> None:
    assert reason in doubt_about(value)


@pytest.mark.parametrize(
    "value",
    [
        UPS,
        f"{UPS} (2 boxes)",
        f"{UPS} (order number 800123456785)",
        f"{UPS}, {FEDEX}\n{POSTAL}",
        "1Z5R89390\n357567127",
        "9865 7878 8855",
        "78045768393",
    ],
)
def test_what_can_be_read_in_one_way_only_is_no_doubt(value: str) -> None:
    assert doubt_about(value) == ""


@pytest.mark.parametrize("between", ["\n", ", ", " ", "\nTracking Information: "])
def test_all_of_many_numbers_are_read(between: str) -> None:
    # The check digit of these is the remainder of the digits before it.
    many = [f"{serial}{serial % 7}" for serial in range(780000000, 780000060)]
    assert on_the_line(f"Tracking Information: {between.join(many)}") == many


def test_a_value_that_is_longer_than_is_read_is_a_doubt() -> None:
    assert "more numbers than are read" in doubt_about("\n".join([UPS] * 10_000))


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for value in (text, f"Tracking Information: {text}", f"Tracking Information\n{text}"):
        for number in TrackingLineReader().read(value).numbers:
            assert compact(number.written)
