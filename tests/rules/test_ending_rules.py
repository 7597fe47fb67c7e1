"""END: what the end of a trial asks for, owes and takes away."""

from __future__ import annotations

import pytest

from sparktui.domain.trial import Service, ServiceLine
from sparktui.rules import ending
from sparktui.rules.examples.example import with_trial
from tests.rules.usual import CONVERTED, NO_SITE, PAYING, USUAL, Case, D, finding, levels, told

CONTACTED = with_trial(USUAL, contacted_on=D("2017-08-10"))
QUIET = with_trial(USUAL, services=(ServiceLine(Service.MESSAGING, 25),))
LATE = with_trial(USUAL, converted_on=D("2017-08-19"))

CASES = [
    Case("END-1", "fifteen days before the end", USUAL, "2017-08-03", "ok"),
    Case("END-1", "fourteen days before the end", USUAL, "2017-08-04", "warn"),
    Case("END-1", "the last day of grace", USUAL, "2017-09-17", "warn"),
    Case("END-1", "lost", USUAL, "2017-09-18", "ok"),
    Case("END-1", "a contact is recorded", CONTACTED, "2017-08-18", "ok"),
    Case("END-1", "converted", CONVERTED, "2017-08-18", "ok"),
    Case("END-2", "eight days before the end", USUAL, "2017-08-10", "ok"),
    Case("END-2", "seven days before the end", USUAL, "2017-08-11", "info"),
    Case("END-2", "converted before", CONVERTED, "2017-08-11", "ok"),
    Case("END-2", "converted after", LATE, "2017-08-20", "info"),
    Case("END-3", "the day before the last", USUAL, "2017-08-17", "ok"),
    Case("END-3", "the last day", USUAL, "2017-08-18", "info"),
    Case("END-3", "converted that day", with_trial(USUAL, converted_on=D("2017-08-18")), "2017-08-18", "ok"),
    Case("END-3", "converted the day after", LATE, "2017-08-18", "info"),
    Case("END-4", "the last day of grace but one", USUAL, "2017-09-16", "ok"),
    Case("END-4", "the last day of grace", USUAL, "2017-09-17", "info"),
    Case("END-4", "converted in grace", LATE, "2017-09-17", "ok"),
    Case("END-5", "the last day", USUAL, "2017-08-18", "ok"),
    Case("END-5", "the first day of grace", USUAL, "2017-08-19", "warn"),
    Case("END-5", "the last day of grace", USUAL, "2017-09-17", "warn"),
    Case("END-5", "lost", USUAL, "2017-09-18", "ok"),
    Case("END-5", "converted in grace", LATE, "2017-08-19", "ok"),
    Case("END-6", "the last day of grace", USUAL, "2017-09-17", "ok"),
    Case("END-6", "lost", USUAL, "2017-09-18", "block"),
    Case("END-6", "lost, and the customer pays for something", PAYING, "2017-09-18", "block"),
    Case("END-6", "converted", CONVERTED, "2017-09-18", "ok"),
    Case("END-7", "the last day of grace", USUAL, "2017-09-17", "ok"),
    Case("END-7", "calls stop", USUAL, "2017-09-18", "warn"),
    Case("END-7", "the last day on which numbers are held", USUAL, "2017-10-02", "warn"),
    Case("END-7", "numbers are released", USUAL, "2017-10-03", "info"),
    Case("END-7", "no calling", QUIET, "2017-09-18", "ok"),
    Case("END-7", "converted", CONVERTED, "2017-09-18", "ok"),
]


@told(CASES)
def test_the_rule_answers(case: Case) -> None:
    assert case.ask().level == case.level


@pytest.mark.parametrize("rule", [rule.id for rule in ending.RULES])
def test_the_cases_stand_on_both_sides_of_every_rule(rule: str) -> None:
    assert len(levels(CASES)[rule]) > 1


@pytest.mark.parametrize(
    ("rule", "day", "audience"),
    [
        ("END-2", "Fri 11 Aug 2017", "customer administrator and the partner administrators"),
        ("END-3", "Fri 18 Aug 2017", "customer administrator and the partner administrators"),
        ("END-4", "Sun 17 Sep 2017", "every user"),
    ],
)
def test_a_mail_names_its_day_and_whom_it_goes_to(rule: str, day: str, audience: str) -> None:
    for asked_on in ("2017-05-20", "2017-10-01"):
        said = finding(rule, USUAL, asked_on).message
        assert day in said
        assert audience in said


def test_grace_counts_down_and_lists_what_will_be_lost_with_the_day() -> None:
    assert finding("END-5", USUAL, "2017-08-19").message.startswith("29 days of grace left. On Mon 18 Sep 2017:")
    assert finding("END-5", USUAL, "2017-09-16").message.startswith("1 day of grace left.")
    last = finding("END-5", USUAL, "2017-09-17")
    assert last.message.startswith("The last day of grace.")
    for lost in ("organisation", "licences", "contoso.webex.com", "admin roles", "memberships", "calling"):
        assert lost in last.message
    assert "Sun 17 Sep 2017" in last.remedy


def test_what_a_trial_does_not_have_it_does_not_lose() -> None:
    said = finding("END-5", with_trial(NO_SITE, services=QUIET.trial.services), "2017-09-17").message
    assert "site" not in said
    assert "calling" not in said


def test_loss_is_final_and_says_so() -> None:
    refused = finding("END-6", USUAL, "2017-12-24")
    assert "No command brings it back" in refused.message
    assert "new start" in refused.remedy
