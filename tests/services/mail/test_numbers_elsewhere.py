"""Several tracking numbers in one mail: none is lost, wherever it stands."""

from __future__ import annotations

import pytest

from sparktui.domain.tracking_number import compact
from tests.services.mail.made_mails import FEDEX, LINE, POSTAL, UPS, a_mail, raw, read

HTML = "Subject: Status Shipped\nContent-Type: text/html"
LABEL = "Tracking Information"


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{LABEL}:</p><ul><li>{UPS}</li><li>{FEDEX}</li></ul>",
        f"<p>{LABEL}:</p><p>{UPS}</p><p>{FEDEX}</p>",
        f"<table><tr><th>{LABEL}</th></tr><tr><td>{UPS}</td></tr><tr><td>{FEDEX}</td></tr></table>",
        f"<table><tr><td>{LABEL}</td><td>{UPS}</td></tr><tr><td></td><td>{FEDEX}</td></tr></table>",
        f"<table><tr><td>{LABEL}</td><td>{UPS}</td><td>DX80</td></tr><tr><td></td><td>{FEDEX}</td><td>SX10</td></tr>",
        f"<table><tr><th>Device<th>{LABEL}</tr><tr><td>DX80<td>{UPS}</tr><tr><td>SX10<td>{FEDEX}</tr></table>",
        f"{LABEL}:<br><br>{UPS}<br><br>{FEDEX}<br><br>Order<br>4711",
    ],
)
def test_the_entries_of_a_list_and_the_rows_of_a_table_are_all_read(html: str) -> None:
    mail = read(raw(f"<p>Deal ID: 0042318</p>{html}", HTML))
    assert (mail.numbers, mail.doubt) == ((UPS, FEDEX), "")


def test_what_stands_below_a_number_and_is_not_proven_is_kept_with_a_doubt() -> None:
    mail = read(a_mail(f"{LABEL}:\n{UPS}\n\n12345678901\n\nBye"))
    assert mail.numbers == (UPS, "12345678901")
    assert "Further down stands what may be another tracking number: “12345678901”." in mail.doubt


@pytest.mark.parametrize(
    "text",
    [
        f"{LINE}\nSecond box: {FEDEX}",
        f"{LINE}\nSecond box:\n{FEDEX}",
        f"{LINE}\nThanks for this order\n9865 7878 8855",
        f"Replaces {FEDEX}, which was lost.\n{LINE}",
        f"{LINE}\nDevice\tOrder\tBox\nDX80\t4711\t{FEDEX}",
    ],
)
def test_a_proven_number_outside_of_the_line_is_kept_with_a_doubt(text: str) -> None:
    mail = read(a_mail(text))
    assert list(map(compact, mail.numbers)) == [UPS, FEDEX]
    assert f"A tracking number stands outside of its Tracking Information line: {FEDEX}." in mail.doubt


def test_a_table_without_borders_waits_with_all_its_numbers() -> None:
    mail = read(a_mail(f"Item   Qty  {LABEL}\nDX80   1    {UPS}\nSX10   2    {FEDEX}"))
    assert mail.numbers == (UPS, FEDEX)
    assert mail.doubt


@pytest.mark.parametrize(
    "text",
    [
        f"Order {FEDEX}\n{LINE}",
        f"Order number: {FEDEX}\n{LINE}",
        f"Order number:\n{FEDEX}\n\n{LINE}",
        f"Order\t{FEDEX}\nDevice\tDX80\n{LINE}",
        f"Device\tOrder\t{LABEL}\nDX80\t{FEDEX}\t{UPS}",
        f"{LINE}\n\n> {LINE}",
        "Tracking Information: 9865 7878 8855\nYour box 9865 7878 8855 is on its way.",
    ],
)
def test_a_number_of_something_else_or_one_said_twice_is_no_doubt(text: str) -> None:
    mail = read(a_mail(text))
    assert (len(mail.numbers), mail.doubt) == (1, "")


def test_a_mail_that_is_full_of_numbers_is_read_in_part_with_a_doubt() -> None:
    filled = "\n".join(f"{serial} and so on" for serial in range(10**8, 10**8 + 3_000))
    assert "more numbers than are read" in read(a_mail(f"{LINE}\nWords.\n{filled}\n{POSTAL}")).doubt
