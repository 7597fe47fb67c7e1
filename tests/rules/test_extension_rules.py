"""EXT: making a trial longer, and adding services to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.trial import Service, ServiceLine
from sparktui.rules import extension
from sparktui.rules.examples.example import with_customer, with_trial
from sparktui.rules.facts import Facts
from tests.rules.usual import CONVERTED, IN_TIME, USUAL, Case, D, finding, levels, told

EXTENDED = with_trial(USUAL, extended_on=D("2017-08-01"))
ORDERED = replace(USUAL, placed_order="81234567")


def adding(service: Service, quantity: int = 10, facts: Facts = USUAL) -> Facts:
    return replace(facts, added=(ServiceLine(Service.ROOM_SYSTEMS, 1), ServiceLine(service, quantity)))


CARE = adding(Service.CARE)

CASES = [
    Case("EXT-1", "never extended", USUAL, IN_TIME, "ok"),
    Case("EXT-1", "extended before", EXTENDED, "2017-08-02", "block"),
    Case("EXT-2", "the day before the start", USUAL, "2017-05-19", "block"),
    Case("EXT-2", "the first day", USUAL, "2017-05-20", "ok"),
    Case("EXT-2", "the last day", USUAL, "2017-08-18", "ok"),
    Case("EXT-2", "the first day of grace", USUAL, "2017-08-19", "block"),
    Case("EXT-2", "the last day of grace", USUAL, "2017-09-17", "block"),
    Case("EXT-2", "lost", USUAL, "2017-09-18", "block"),
    Case("EXT-2", "the day before the conversion", CONVERTED, "2017-06-30", "ok"),
    Case("EXT-2", "converted", CONVERTED, "2017-07-01", "block"),
    Case("EXT-2", "the last day of the longer trial", EXTENDED, "2017-09-17", "ok"),
    Case("EXT-2", "a day later", EXTENDED, "2017-09-18", "block"),
    Case("EXT-3", "no order is placed", USUAL, IN_TIME, "ok"),
    Case("EXT-3", "an order is placed", ORDERED, IN_TIME, "block"),
    Case("EXT-4", "the day before the start", CARE, "2017-05-19", "block"),
    Case("EXT-4", "the first day", CARE, "2017-05-20", "ok"),
    Case("EXT-4", "the last day", CARE, "2017-08-18", "ok"),
    Case("EXT-4", "the first day of grace", CARE, "2017-08-19", "block"),
    Case("EXT-4", "nothing chosen yet", USUAL, IN_TIME, "ok"),
    Case("EXT-4", "paid for", with_customer(CARE, paid_services=(Service.CARE,)), IN_TIME, "block"),
    Case("EXT-4", "another service is paid for", with_customer(CARE, paid_services=(Service.CALLING,)), IN_TIME, "ok"),
    Case("EXT-4", "on trial already", adding(Service.CALLING), IN_TIME, "block"),
    Case("EXT-4", "one licence", adding(Service.CARE, 1), IN_TIME, "ok"),
    Case("EXT-4", "no licence", adding(Service.CARE, 0), IN_TIME, "block"),
    Case("EXT-4", "added to an extended trial", adding(Service.CARE, facts=EXTENDED), "2017-09-17", "ok"),
]


@told(CASES)
def test_the_rule_answers(case: Case) -> None:
    assert case.ask().level == case.level


@pytest.mark.parametrize("rule", [rule.id for rule in extension.RULES])
def test_the_cases_stand_on_both_sides_of_every_rule(rule: str) -> None:
    assert len(levels(CASES)[rule]) > 1


def test_an_extension_says_which_day_becomes_the_last() -> None:
    assert "Sun 17 Sep 2017" in finding("EXT-1", USUAL).message


def test_what_is_left_in_grace_is_conversion_with_its_last_day() -> None:
    refused = finding("EXT-2", USUAL, "2017-08-19")
    assert "only conversion is left" in refused.message
    assert "Sun 17 Sep 2017" in refused.remedy


def test_the_service_that_cannot_be_added_is_named() -> None:
    assert "calling" in finding("EXT-4", adding(Service.CALLING)).message
    assert "care" in finding("EXT-4", with_customer(CARE, paid_services=(Service.CARE,))).message
