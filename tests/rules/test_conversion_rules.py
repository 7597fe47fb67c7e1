"""CNV, first half: who may convert which trial, when, and what becomes of devices and data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.conversion import DevicesChoice
from sparktui.rules import conversion
from sparktui.rules.examples.example import with_customer, with_order, with_trial
from tests.rules.usual import CONVERTED, DEVICES, IN_TIME, PAYING, USUAL, Case, D, finding, levels, told

TIER_2 = replace(USUAL, partner=replace(USUAL.partner, tier=2))
EXTENDED = with_trial(USUAL, extended_on=D("2017-08-01"))
ABROAD = with_customer(DEVICES, country="DE")
KEEP, RETURN = DevicesChoice.KEEP, DevicesChoice.RETURN

CASES = [
    Case("CNV-1", "tier 1", USUAL, IN_TIME, "ok"),
    Case("CNV-1", "tier 2", TIER_2, IN_TIME, "block"),
    Case("CNV-2", "the day before the start", USUAL, "2017-05-19", "block"),
    Case("CNV-2", "the first day", USUAL, "2017-05-20", "ok"),
    Case("CNV-2", "the last day of grace", USUAL, "2017-09-17", "ok"),
    Case("CNV-2", "lost", USUAL, "2017-09-18", "block"),
    Case("CNV-2", "the last day of grace after an extension", EXTENDED, "2017-10-17", "ok"),
    Case("CNV-2", "lost after an extension", EXTENDED, "2017-10-18", "block"),
    Case("CNV-2", "the day before it was converted", CONVERTED, "2017-06-30", "ok"),
    Case("CNV-2", "converted", CONVERTED, "2017-07-01", "block"),
    Case("CNV-3", "eight days of grace", USUAL, "2017-09-10", "ok"),
    Case("CNV-3", "seven days of grace", USUAL, "2017-09-11", "warn"),
    Case("CNV-3", "the last day of grace", USUAL, "2017-09-17", "warn"),
    Case("CNV-3", "lost", USUAL, "2017-09-18", "ok"),
    Case("CNV-3", "converted in time", CONVERTED, "2017-09-17", "ok"),
    Case("CNV-4", "no devices", USUAL, IN_TIME, "ok"),
    Case("CNV-4", "devices, and nobody asked", DEVICES, IN_TIME, "block"),
    Case("CNV-4", "devices, and blanks for a contact", with_order(DEVICES, device_contact=" \t"), IN_TIME, "block"),
    Case("CNV-4", "devices, no reference yet", with_order(DEVICES, device_contact="today, Roe, "), IN_TIME, "block"),
    Case("CNV-4", "devices, and Cisco was asked", with_order(DEVICES, device_contact="case 6912"), IN_TIME, "ok"),
    Case("CNV-14", "any order", USUAL, IN_TIME, "info"),
    Case("CNV-15", "no devices", with_customer(USUAL, country="DE"), IN_TIME, "ok"),
    Case("CNV-15", "in the United States, kept", with_order(DEVICES, devices=KEEP), IN_TIME, "info"),
    Case("CNV-15", "in the United States, returned", with_order(DEVICES, devices=RETURN), IN_TIME, "info"),
    Case("CNV-15", "elsewhere, undecided", ABROAD, IN_TIME, "warn"),
    Case("CNV-15", "elsewhere, returned", with_order(ABROAD, devices=RETURN), IN_TIME, "warn"),
    Case("CNV-15", "elsewhere, kept", with_order(ABROAD, devices=KEEP), IN_TIME, "block"),
]


@told(CASES)
def test_the_rule_answers(case: Case) -> None:
    assert case.ask().level == case.level


@pytest.mark.parametrize("rule", [rule.id for rule in conversion.RULES if rule.id != "CNV-14"])
def test_the_cases_stand_on_both_sides_of_every_rule(rule: str) -> None:
    assert len(levels(CASES)[rule]) > 1


def test_tier_two_gets_the_distributors_contact_and_a_text_to_hand_over() -> None:
    tier_2 = replace(with_trial(DEVICES, deal_id="0042318"), partner=TIER_2.partner)
    refused = finding("CNV-1", tier_2)
    assert "orders@distributor.example" in refused.message
    text = "\n".join(refused.detail)
    for fact in (
        "Contoso (US)",
        "jane.doe@contoso.example",
        "0042318",
        "messaging:25; meetings:25; calling:25",
        "contoso.webex.com",
        "DX80:1; SX10:2",
        "2017-08-18",
        "2017-09-17",
    ):
        assert fact in text


def test_the_hand_off_says_what_is_not_recorded_and_leaves_out_what_there_is_none_of() -> None:
    bare = replace(with_trial(USUAL, deal_id=None, site_url=None), partner=replace(TIER_2.partner, distributor=""))
    refused = finding("CNV-1", bare)
    assert "no contact is recorded yet" in refused.message
    assert "Deal ID: not recorded" in refused.detail
    assert not [line for line in refused.detail if line.startswith(("Trial site", "Devices"))]


def test_a_lost_trial_says_what_is_gone_and_that_an_order_is_a_new_start() -> None:
    refused = finding("CNV-2", USUAL, "2017-09-18")
    for gone in ("organisation", "licences", "contoso.webex.com", "admin roles", "memberships", "calling"):
        assert gone in refused.message
    assert "new start" in refused.remedy


def test_a_paying_customer_loses_the_trials_services_only() -> None:
    refused = finding("CNV-2", PAYING, "2017-09-18")
    assert "organisation" not in refused.message
    assert "messaging, meetings, calling" in refused.message


def test_the_last_days_of_grace_name_the_day_by_which_the_conversion_is_complete() -> None:
    warned = finding("CNV-3", USUAL, "2017-09-11")
    assert "complete, not only ordered, by Sun 17 Sep 2017" in warned.message


def test_devices_are_named() -> None:
    assert "DX80:1; SX10:2" in finding("CNV-4", DEVICES).message
    assert "DX80:1; SX10:2" in finding("CNV-15", ABROAD).message
