"""SHP: mail gives the number, the carrier follows or is asked for, and the page opens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.carriers import Candidate, Grade
from sparktui.domain.mail import MailKind, ReadMail
from sparktui.domain.shipment import Certainty, News, Shipment, ShipmentState, Tracked
from sparktui.rules import shipment
from sparktui.rules.facts import Facts
from tests.rules.usual import USUAL, Case, D, finding, levels, told

PAGE = "https://carrier.example/1"
UPS = Candidate("ups", "UPS", "ups", "UPS", Grade.PROVEN, PAGE)
DHL = Candidate("dhl", "DHL", "dhl", "DHL", Grade.PROVEN, None)


def mail(kind: str, *numbers: str) -> Facts:
    read = ReadMail("<1@x.example>", "", "in", "Status Shipped", "", None, MailKind(kind), numbers)
    return replace(USUAL, mail=read)


def parcel(certainty: str, *candidates: Candidate, page: str | None = PAGE) -> Tracked:
    carrier = "" if certainty in ("open", "unknown") else "ups"
    news = (News(D("2017-06-01"), ShipmentState.SHIPPED),)
    found = Shipment(1, 1, "1Z5R89390357567127", carrier, Certainty(certainty), news)
    return Tracked(found, candidates, "UPS" if carrier else "", page if carrier else None)


def on_its_way(*parcels: Tracked) -> Facts:
    return replace(USUAL, shipments=parcels)


DAY = "2017-06-02"
CASES = [
    Case("SHP-1", "no mail is asked about", USUAL, DAY, "ok"),
    Case("SHP-1", "other mail", mail("other", "1"), DAY, "ok"),
    Case("SHP-1", "a purchase request", mail("purchase_request"), DAY, "ok"),
    Case("SHP-1", "a number", mail("shipment", "1Z5R89390357567127"), DAY, "info"),
    Case("SHP-1", "several numbers", mail("shipment", "1", "2"), DAY, "info"),
    Case("SHP-1", "no number", mail("shipment"), DAY, "warn"),
    Case("SHP-2", "nothing is on its way", USUAL, DAY, "ok"),
    Case("SHP-2", "proven", on_its_way(parcel("proven", UPS)), DAY, "info"),
    Case("SHP-2", "by its shape", on_its_way(parcel("shape", UPS)), DAY, "info"),
    Case("SHP-2", "chosen by hand", on_its_way(parcel("chosen")), DAY, "info"),
    Case("SHP-2", "several carriers", on_its_way(parcel("open", UPS, DHL)), DAY, "warn"),
    Case("SHP-2", "no carrier", on_its_way(parcel("unknown")), DAY, "warn"),
    Case("SHP-2", "one of two is not known", on_its_way(parcel("proven", UPS), parcel("unknown")), DAY, "warn"),
    Case("SHP-3", "nothing is on its way", USUAL, DAY, "ok"),
    Case("SHP-3", "there is a page", on_its_way(parcel("proven", UPS)), DAY, "info"),
    Case("SHP-3", "the carrier has none", on_its_way(parcel("proven", UPS, page=None)), DAY, "warn"),
    Case("SHP-3", "no carrier", on_its_way(parcel("unknown")), DAY, "warn"),
]


@told(CASES)
def test_the_rule_answers(case: Case) -> None:
    assert case.ask().level == case.level


@pytest.mark.parametrize("rule", [rule.id for rule in shipment.RULES])
def test_the_cases_stand_on_both_sides_of_every_rule(rule: str) -> None:
    assert levels(CASES)[rule] == {"ok", "info", "warn"}


def test_a_number_that_fits_several_names_them_and_a_page_is_shown() -> None:
    assert "UPS, DHL" in finding("SHP-2", on_its_way(parcel("open", UPS, DHL))).message
    assert "check digit" in finding("SHP-2", on_its_way(parcel("proven", UPS))).message
    assert finding("SHP-3", on_its_way(parcel("proven", UPS))).detail == (PAGE,)


def test_the_pages_of_all_whom_a_number_can_belong_to_are_given_as_unproven() -> None:
    other = replace(DHL, url="https://other.example/1")
    found = finding("SHP-3", on_its_way(parcel("open", UPS, other)))
    assert "page of UPS, DHL; which is not proven" in found.message
    assert found.detail == (PAGE, "https://other.example/1")


def test_hostile_numbers_are_shown_as_plain_text_and_in_bounds() -> None:
    said = finding("SHP-1", mail("shipment", *["1\x1b[2J\u202e"] * 5_000)).message
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert len(said) < 500
