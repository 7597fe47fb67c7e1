"""Since when, until when, from when: held against asking the rules on every single day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

import pytest

from sparktui.domain.trial import Customer, Service, ServiceLine
from sparktui.rules.catalogue import ASKED, RULES, Action, judge
from sparktui.rules.examples.example import with_customer, with_order, with_trial
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Level
from sparktui.rules.rule import Rule
from tests.rules.usual import CONVERTED, DEVICES, NO_SITE, PAYING, UNDER_WX, USUAL, D

FIRST, LAST = USUAL.trial.starts_on - timedelta(days=60), USUAL.lifecycle.expires_on + timedelta(days=120)
DAYS = [FIRST + timedelta(days=count) for count in range((LAST - FIRST).days + 1)]

EARLIER = replace(USUAL.trial, id=2, starts_on=D("2017-03-28"), period_days=30, converted_on=None)
FABRIKAMS = replace(EARLIER, id=3, customer=Customer(2, "Fabrikam", "DE", "kim@fabrikam.example"))
CONVERTED_EARLIER = replace(EARLIER, id=4, converted_on=D("2017-04-10"))

STORIES = {
    "usual": USUAL,
    "converted": CONVERTED,
    "converted in grace": with_trial(USUAL, converted_on=D("2017-09-01")),
    "contacted, asked to buy": with_trial(USUAL, contacted_on=D("2017-08-05"), purchase_requested_on=D("2017-08-05")),
    "extended": with_trial(USUAL, extended_on=D("2017-08-01")),
    "paying, without a site, one month": with_trial(PAYING, site_url=None, period_days=30),
    "its own site under A-WX": with_order(UNDER_WX, webex_url="contoso.webex.com"),
    "devices abroad, and an order placed": replace(with_customer(DEVICES, country="DE"), placed_order="81234567"),
    "services to add": replace(NO_SITE, added=(ServiceLine(Service.CARE, 5),)),
    "after another trial": replace(USUAL, others=(EARLIER,)),
    "after two others": replace(USUAL, others=(CONVERTED_EARLIER, FABRIKAMS)),
}

told = pytest.mark.parametrize("facts", STORIES.values(), ids=STORIES)


def runs(answer: Callable[[date], object]) -> list[list[date]]:
    """Return the days in stretches of one answer, found by asking on every day."""
    return [list(stretch) for _, stretch in groupby(DAYS, key=answer)]


def level(rule: Rule, facts: Facts) -> Callable[[date], Level]:
    return lambda day: rule.check(facts, day).level


def allowed(action: Action, facts: Facts) -> Callable[[date], bool]:
    return lambda day: all(rule.check(facts, day).level is not Level.BLOCK for rule in ASKED[action])


@told
def test_a_finding_holds_from_the_first_to_the_last_day_of_its_level(facts: Facts) -> None:
    for rule in RULES:
        for stretch in runs(level(rule, facts)):
            since = None if stretch[0] == FIRST else stretch[0]
            until = None if stretch[-1] == LAST else stretch[-1]
            for day in stretch:
                finding = rule.explain(facts, day)
                assert (finding.since, finding.until) == (since, until), (rule.id, day)


@told
@pytest.mark.parametrize("action", Action)
def test_a_verdict_knows_its_last_day_and_the_next_day_on_which_it_allows(action: Action, facts: Facts) -> None:
    stretches = runs(allowed(action, facts))
    for at, stretch in enumerate(stretches):
        last = at == len(stretches) - 1
        allows = allowed(action, facts)(stretch[0])
        until = stretch[-1] if allows and not last else None
        from_day = stretches[at + 1][0] if not allows and not last else None
        # The answer within a stretch is one; its ends and its middle stand for it.
        for day in {stretch[0], stretch[len(stretch) // 2], stretch[-1]}:
            verdict = judge(action, facts, day)
            assert (verdict.allowed, verdict.until, verdict.from_day) == (allows, until, from_day), day


def test_the_days_of_the_worked_example() -> None:
    extend, convert = (judge(action, USUAL, D("2017-07-01")) for action in (Action.EXTEND, Action.BEGIN_CONVERSION))
    assert (extend.until, convert.until) == (D("2017-08-18"), D("2017-09-17"))
    assert judge(Action.EXTEND, USUAL, D("2017-05-01")).from_day == D("2017-05-20")
    assert judge(Action.EXTEND, USUAL, D("2017-08-19")).from_day is None


def test_a_second_trial_is_refused_until_the_first_is_lost() -> None:
    second = replace(NO_SITE, trial=replace(NO_SITE.trial, id=2, starts_on=D("2017-08-01")), others=(USUAL.trial,))
    refused = judge(Action.START, second, D("2017-08-01"))
    assert refused.of("TRL-1").until == D("2017-09-17")
    assert refused.from_day == D("2017-09-18")
