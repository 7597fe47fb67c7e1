"""TRL: who may start which trial, and helping along the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.trial import Customer, Device, Service, ServiceLine
from sparktui.rules import trial
from sparktui.rules.examples.example import with_customer, with_trial
from sparktui.rules.facts import Facts
from tests.rules.usual import CONVERTED, IN_TIME, LAST_DAY, NO_SITE, PAYING, USUAL, Case, D, finding, levels, told

FABRIKAM = Customer(2, "Fabrikam", "DE", "kim@fabrikam.example")


def second(beside: Facts = USUAL, starts_on: str = LAST_DAY) -> Facts:
    """The proposal of another trial for Contoso, ``beside`` the one there is."""
    return replace(with_trial(NO_SITE, id=2, starts_on=D(starts_on)), others=(beside.trial,))


def rival(beside: Facts = USUAL, starts_on: str = LAST_DAY) -> Facts:
    """The proposal of a trial for Fabrikam that names Contoso's site."""
    return with_trial(second(beside, starts_on), customer=FABRIKAM, site_url=beside.trial.site_url)


def at_own_site(beside: Facts) -> Facts:
    """The proposal of another trial for Contoso that names Contoso's site."""
    return with_trial(second(beside), site_url=beside.trial.site_url)


def only(service: Service, quantity: int = 25) -> Facts:
    return with_trial(NO_SITE, services=(ServiceLine(service, quantity),))


CASES = [
    Case("TRL-1", "the first trial's last day of grace", second(), "2017-09-17", "block"),
    Case("TRL-1", "the first trial is lost", second(), "2017-09-18", "ok"),
    Case("TRL-1", "the first trial has not even begun", second(), "2017-05-19", "block"),
    Case("TRL-1", "the day before the first trial is converted", second(CONVERTED), "2017-06-30", "block"),
    Case("TRL-1", "the first trial is converted", second(CONVERTED), "2017-07-01", "ok"),
    Case("TRL-1", "another customer's trial runs", rival(), IN_TIME, "ok"),
    Case("TRL-1", "a trial does not stand in its own way", replace(USUAL, others=(USUAL.trial,)), IN_TIME, "ok"),
    Case("TRL-2", "a customer who pays for nothing", USUAL, IN_TIME, "ok"),
    Case("TRL-2", "a customer who pays for something else", PAYING, IN_TIME, "ok"),
    Case("TRL-2", "calling is paid for", with_customer(USUAL, paid_services=(Service.CALLING,)), IN_TIME, "block"),
    Case("TRL-3", "complete", USUAL, IN_TIME, "ok"),
    Case("TRL-3", "no service", with_trial(USUAL, services=()), IN_TIME, "block"),
    Case("TRL-3", "the shortest period", with_trial(USUAL, period_days=30), IN_TIME, "ok"),
    Case("TRL-3", "a day less than the shortest", with_trial(USUAL, period_days=29), IN_TIME, "block"),
    Case("TRL-3", "between two periods", with_trial(USUAL, period_days=45), IN_TIME, "block"),
    Case("TRL-3", "a day more than the longest", with_trial(USUAL, period_days=91), IN_TIME, "block"),
    Case("TRL-3", "one licence", only(Service.MESSAGING, 1), IN_TIME, "ok"),
    Case("TRL-3", "no licence", only(Service.MESSAGING, 0), IN_TIME, "block"),
    Case("TRL-3", "no device of a model", with_trial(USUAL, devices=(Device("DX80", 0),)), IN_TIME, "block"),
    Case("TRL-4", "no site", NO_SITE, IN_TIME, "ok"),
    Case("TRL-4", "a site nobody holds", USUAL, IN_TIME, "ok"),
    Case("TRL-4", "a site without meetings", with_trial(only(Service.CARE), site_url="c.webex.com"), IN_TIME, "block"),
    Case("TRL-4", "a malformed site", with_trial(USUAL, site_url="contoso.example"), IN_TIME, "block"),
    Case("TRL-4", "starting on the site's last held day", rival(starts_on="2017-09-17"), IN_TIME, "block"),
    Case("TRL-4", "starting when the site is free", rival(starts_on="2017-09-18"), IN_TIME, "ok"),
    Case("TRL-4", "started before, asked on the site's last held day", rival(), "2017-09-17", "block"),
    Case("TRL-4", "started before, asked when the site is free", rival(), "2017-09-18", "ok"),
    Case("TRL-4", "free again before the other trial starts", rival(starts_on="2017-01-19"), "2017-01-19", "ok"),
    Case("TRL-4", "held a day into the other trial", rival(starts_on="2017-01-20"), "2017-01-20", "block"),
    Case("TRL-4", "converted by somebody else", rival(CONVERTED, starts_on="2018-05-20"), "2018-05-20", "block"),
    Case("TRL-4", "the customer's own converted site", at_own_site(CONVERTED), "2018-05-20", "ok"),
    Case("TRL-4", "the customer's own site, still on trial", at_own_site(USUAL), IN_TIME, "block"),
    Case("TRL-5", "the last day of grace", USUAL, "2017-09-17", "info"),
    Case("TRL-5", "the organisation is gone", USUAL, "2017-09-18", "block"),
    Case("TRL-5", "lost, but the organisation pays", PAYING, "2017-09-18", "info"),
    Case("TRL-5", "converted for long", CONVERTED, "2018-09-18", "info"),
    Case("TRL-6", "nobody asked", USUAL, IN_TIME, "ok"),
    Case("TRL-6", "asked to buy", with_trial(USUAL, purchase_requested_on=D(IN_TIME)), IN_TIME, "warn"),
]


@told(CASES)
def test_the_rule_answers(case: Case) -> None:
    assert case.ask().level == case.level


@pytest.mark.parametrize("rule", [rule.id for rule in trial.RULES])
def test_the_cases_stand_on_both_sides_of_every_rule(rule: str) -> None:
    assert len(levels(CASES)[rule]) > 1


def test_the_trial_in_the_way_is_named_with_the_day_on_which_it_ends() -> None:
    refused = finding("TRL-1", second())
    assert "T-000001" in refused.message
    assert "Sun 17 Sep 2017" in refused.message
    assert "Mon 18 Sep 2017" in refused.remedy


def test_every_bought_service_is_named() -> None:
    owned = with_customer(USUAL, paid_services=(Service.CALLING, Service.MESSAGING, Service.CARE))
    assert "messaging and calling" in finding("TRL-2", owned).message


def test_the_holder_of_a_site_is_named_with_the_day_on_which_it_is_free() -> None:
    refused = finding("TRL-4", rival())
    assert "T-000001" in refused.message
    assert "free on Mon 18 Sep 2017" in refused.message


def test_the_periods_that_are_offered_are_named() -> None:
    assert "30, 60 or 90 days" in finding("TRL-3", with_trial(USUAL, period_days=45)).remedy


def test_a_purchase_request_says_since_when_it_waits() -> None:
    asked = with_trial(USUAL, purchase_requested_on=D("2017-06-01"))
    assert "Thu 01 Jun 2017" in finding("TRL-6", asked).message
