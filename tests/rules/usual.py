"""The trial that the tests of the rules are told of, and how a case of theirs is written.

The trial starts on 2017-05-20 for 90 days: it expires on 2017-08-18, its last day of grace is 2017-09-17, it is lost
on 2017-09-18, and its numbers are released on 2017-10-03. Its order is flawless.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from sparktui import reference_data
from sparktui.domain.conversion import Order
from sparktui.domain.offer import OfferName
from sparktui.domain.partner import Partner
from sparktui.domain.trial import Customer, Device, Service, ServiceLine, Trial
from sparktui.rules.catalogue import BY_ID
from sparktui.rules.examples.example import with_customer, with_order, with_trial
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Finding

D = date.fromisoformat
IN_TIME = "2017-07-01"
LAST_DAY = "2017-08-18"

USUAL = Facts(
    Trial(
        1,
        Customer(1, "Contoso", "US", "jane.doe@contoso.example"),
        D("2017-05-20"),
        90,
        (ServiceLine(Service.MESSAGING, 25), ServiceLine(Service.MEETINGS, 25), ServiceLine(Service.CALLING, 25)),
        site_url="contoso.webex.com",
        deal_id="0042318",
    ),
    Partner("Northwind Networks", 1, "orders@distributor.example"),
    reference_data.policy(),
    reference_data.catalogue(),
    Order(
        OfferName.A_SPK,
        "C3",
        deal_id="0042318",
        admin_email="jane.doe@contoso.example",
        webex_url="contoso.webex.com",
    ),
)
CONVERTED = with_trial(USUAL, converted_on=D("2017-07-01"))
PAYING = with_customer(USUAL, paid_services=(Service.CARE,))
DEVICES = with_trial(USUAL, devices=(Device("DX80", 1), Device("SX10", 2)))
NO_SITE = with_trial(USUAL, site_url=None)
UNDER_WX = with_order(USUAL, offer=OfferName.A_WX, plan=None, webex_url="")


@dataclass(frozen=True)
class Case:
    """What a rule answers to facts on a day, and the words in which that is told."""

    rule: str
    story: str
    facts: Facts
    day: str
    level: str

    def ask(self) -> Finding:
        return BY_ID[self.rule].ask(self.facts, D(self.day))


def told(cases: Sequence[Case]) -> pytest.MarkDecorator:
    """Return the decorator that runs a test for each of ``cases``, named by its story."""
    return pytest.mark.parametrize("case", cases, ids=lambda case: f"{case.rule} {case.story}")


def finding(rule: str, facts: Facts, day: str = IN_TIME) -> Finding:
    """Return what ``rule`` says of ``facts`` on ``day``."""
    return BY_ID[rule].ask(facts, D(day))


def levels(cases: Sequence[Case]) -> dict[str, set[str]]:
    """Return the levels that ``cases`` expect of each rule."""
    return {case.rule: {other.level for other in cases if other.rule == case.rule} for case in cases}
