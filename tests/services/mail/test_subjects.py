"""What a mail is about: told by its subject, however that is written, prefixed, folded, encoded or broken."""

from __future__ import annotations

import pytest

from sparktui.domain.mail import MailKind
from tests.services.mail.made_mails import LINE, UPS, a_mail, numbers, raw, read


@pytest.mark.parametrize(
    "subject",
    [
        "Status Shipped",
        "STATUS SHIPPED: your endpoints",
        "Your order 4711, status shipped!",
        "Re: Status Shipped",
        "Fwd: Status Shipped",
        "AW: WG: Status Shipped",
        "TR: RV: Re[2]: Status Shipped",
        "[partners] Re: [Status Shipped] DX80",
        "Fwd: Fwd: Re: FW: status   shipped",
        "Status\tShipped",
        "Status\u00a0Shipped",
        "Sta\u00adtus Ship\u200bped",
        "Statut : Status Shipped — équipement",
    ],
)
def test_a_subject_that_contains_the_words_is_of_a_shipment(subject: str) -> None:
    assert numbers(a_mail(subject=subject)) == [UPS]


@pytest.mark.parametrize(
    "subject",
    ["Shipped", "Status: Shipped", "StatusShipped", "Statu Shipped", "Shipped status", "Status not shipped", ""],
)
def test_a_subject_without_the_words_is_of_something_else(subject: str) -> None:
    mail = read(a_mail(subject=subject, body=f"Status Shipped\n{LINE}"))
    assert (mail.kind, mail.numbers, mail.text) == (MailKind.OTHER, (), "")


@pytest.mark.parametrize(
    ("field", "subject"),
    [
        (b"Subject: Status\n Shipped", "Status Shipped"),
        (b"SUBJECT:Status\n\t \n\tShipped", "Status Shipped"),
        (b"subject : =?utf-8?q?Status_Shipped?=", "Status Shipped"),
        (b"Subject: =?UTF-8?B?U3RhdHVzIFNoaXBwZWQ=?=", "Status Shipped"),
        (b"Subject: =?UTF-8?B?U3RhdHVzIFNoaXBwZWQ?=", "Status Shipped"),  # the padding is missing
        (b"Subject: =?utf-8?Q?Sta?= =?utf-8?Q?tus_Ship?=\n =?utf-8?Q?ped?=", "Status Shipped"),
        (b"Subject: =?utf-8?Q?Status Shipped?=", "Status Shipped"),  # a blank that ought to be encoded
        (b"Subject: =?iso-8859-1*en?Q?Status_Shipped_=FCber?=", "Status Shipped über"),
        (b"Subject: =?no-such-charset?Q?Status_Shipped_=C3=BC?=", "Status Shipped ü"),
        (b"Subject: =?utf-8?B?w?= =?utf-8?B?7w=?= Status Shipped", "\N{REPLACEMENT CHARACTER} Status Shipped"),
        (b"Subject: =?utf-8?Q?=C3?= =?utf-8?Q?=BC_Status_Shipped?=", "ü Status Shipped"),  # a letter cut in two
        (b"Subject: =?iso-2022-jp?B?GyRCPVAyWRsoQg==?= Status Shipped", "出荷 Status Shipped"),
        (b"Subject: =?gb2312?B?t6K79Q==?= Status Shipped", "发货 Status Shipped"),
        (b"Subject: M\xc3\xbcller Status Shipped", "Müller Status Shipped"),
        (b"Subject: M\xfcller Status Shipped", "Müller Status Shipped"),
        (b"Subject: \x00Status\x00 Shipped", "Status Shipped"),
        (b"Subject: =?utf-8?X?Status?= Status Shipped", "=?utf-8?X?Status?= Status Shipped"),
    ],
)
def test_a_subject_is_decoded_as_it_is_meant(field: bytes, subject: str) -> None:
    mail = read(raw(LINE, field))
    assert (mail.subject, mail.kind) == (subject, MailKind.SHIPMENT)


def test_the_first_of_two_subjects_counts() -> None:
    assert read(raw(LINE, "Subject: lunch\nSubject: Status Shipped")).kind is MailKind.OTHER


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Request Purchase", "Contoso wants to buy."),
        ("Re: [trials] A purchase request from Contoso", ""),
        ("Contoso requested to purchase", ""),
        ("Trial of Contoso", "Request Purchase was clicked\nin Control Hub."),
        ("Cisco Spark", "Jane Doe has sent a purchase\nrequest for the trial of Contoso."),
    ],
)
def test_a_request_to_purchase_says_so_in_its_subject_or_its_first_lines(subject: str, body: str) -> None:
    assert read(a_mail(body, subject)).kind is MailKind.PURCHASE_REQUEST


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Trial of Contoso", "We want to purchase nothing. Request denied."),
        ("Printer paper", "A purchase request was filed."),  # of something else
        ("Trial of Contoso", "> A purchase request was filed.\nNot by us."),
        ("Trial of Contoso", "\n".join(["Some other line."] * 12 + ["A purchase request was filed."])),
        ("Prepurchase requests", "trial"),
    ],
)
def test_what_only_sounds_like_a_request_to_purchase_is_something_else(subject: str, body: str) -> None:
    assert read(a_mail(body, subject)).kind is MailKind.OTHER


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Out of office: purchase request", "I am away."),
        ("Automatic reply: Request Purchase", ""),
        ("Unsubscribe: purchase requests", ""),
        ("Re: your purchase request was declined", ""),
        ("Re: Request Purchase", "No, thank you."),
        ("Request Purchase", "The request was cancelled by the customer."),
        ("Trial of Contoso", "Contoso would like to buy.\nDeal ID: 0042318"),
        ("Contoso would like to buy", "Deal ID: 0042318"),
    ],
)
def test_what_may_be_a_request_to_purchase_is_a_doubt(subject: str, body: str) -> None:
    mail = read(a_mail(body, subject))
    assert (mail.kind, mail.doubt) == (
        MailKind.PURCHASE_REQUEST,
        "It speaks of a purchase request, and may be none.",
    )


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Request Purchase", "Jane Doe of Contoso clicked Request Purchase."),
        ("Fwd: Purchase request from Contoso", ""),
        ("Contoso", "Jane Doe has requested a purchase.\nDeal ID: 0042318"),
    ],
)
def test_a_plain_request_to_purchase_is_no_doubt(subject: str, body: str) -> None:
    mail = read(a_mail(body, subject))
    assert (mail.kind, mail.doubt) == (MailKind.PURCHASE_REQUEST, "")


def test_a_shipment_that_speaks_of_a_purchase_request_is_a_shipment() -> None:
    assert (
        read(a_mail(f"Your purchase request.\n{LINE}", "Status Shipped (purchase request 7)")).kind is MailKind.SHIPMENT
    )
