"""Verdicts: what all the rules of an action say together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.trial import Service, ServiceLine
from sparktui.rules.catalogue import ASKED, BY_ID, RULES, Action, check, judge
from sparktui.rules.examples.example import with_customer, with_order, with_trial
from sparktui.rules.finding import Level
from sparktui.rules.rule import HOUSE_RULE
from tests.rules.usual import DEVICES, IN_TIME, UNDER_WX, USUAL, D

IN_GRACE = D("2017-09-15")

# Everything that can be wrong with an order at once.
WRONG = with_order(
    replace(
        with_customer(with_trial(UNDER_WX, devices=DEVICES.trial.devices), country="DE"),
        partner=replace(USUAL.partner, tier=2),
    ),
    deal_id="x",
    admin_email="kim@fabrikam.example",
    webex_url="contoso.webex.com",
    addons=("spark-room-device",),
)


def test_every_rule_stands_once_in_the_order_of_its_number() -> None:
    families = {"TRL": 6, "EXT": 4, "CNV": 16, "END": 7, "SHP": 3, "RMA": 3}
    assert [rule.id for rule in RULES] == [
        f"{family}-{number}" for family, last in families.items() for number in range(1, last + 1)
    ]
    assert list(BY_ID.values()) == list(RULES)
    assert len({rule.title for rule in RULES}) == len(RULES)


def test_every_rule_is_asked_by_some_action() -> None:
    assert {rule.id for rules in ASKED.values() for rule in rules} == set(BY_ID)


def test_an_order_without_a_flaw_is_allowed_and_warns_of_nothing() -> None:
    verdict = judge(Action.CONVERT, USUAL, D(IN_TIME))
    assert verdict.allowed
    assert verdict.warnings == ()
    assert [finding.rule for finding in verdict.at(Level.INFO)] == ["CNV-9", "CNV-14"]


def test_a_block_hides_none_of_the_others() -> None:
    verdict = judge(Action.CONVERT, WRONG, IN_GRACE)
    assert not verdict.allowed
    assert [finding.rule for finding in verdict.findings] == [f"CNV-{number}" for number in range(1, 17)]
    assert [finding.rule for finding in verdict.blocks] == ["CNV-1", "CNV-4", "CNV-5", "CNV-6", "CNV-11", "CNV-13"]
    assert [finding.rule for finding in verdict.warnings] == ["CNV-3", "CNV-10", "CNV-15"]
    assert [finding.rule for finding in verdict.at(Level.INFO)] == ["CNV-12", "CNV-14"]


def test_a_refused_extension_still_says_everything_else() -> None:
    late_and_ordered = replace(with_trial(USUAL, extended_on=D("2017-08-01")), placed_order="81234567")
    verdict = check(Action.EXTEND, late_and_ordered, D("2017-10-01"))
    assert [finding.rule for finding in verdict.blocks] == ["EXT-1", "EXT-2", "EXT-3"]


def test_a_warning_alone_stops_nothing() -> None:
    verdict = check(Action.CONVERT, with_order(USUAL, deal_id="42318"), D(IN_TIME))
    assert verdict.allowed
    assert [finding.rule for finding in verdict.warnings] == ["CNV-5"]


def test_a_finding_is_signed_with_its_rule_and_its_source() -> None:
    finding = check(Action.CONVERT, USUAL, D(IN_TIME)).of("CNV-6")
    assert (finding.rule, finding.title) == ("CNV-6", BY_ID["CNV-6"].title)
    assert finding.source == "Convert a Cisco Spark Trial to a Paid Order"
    assert check(Action.EXTEND, USUAL, D(IN_TIME)).of("EXT-3").source == HOUSE_RULE


def test_a_rule_that_has_no_part_in_the_action_gave_no_finding() -> None:
    with pytest.raises(KeyError, match="EXT-1"):
        check(Action.CONVERT, USUAL, D(IN_TIME)).of("EXT-1")


@pytest.mark.parametrize("action", Action)
def test_the_quick_verdict_says_the_same_as_the_long_one(action: Action) -> None:
    for facts in (USUAL, WRONG, replace(USUAL, added=(ServiceLine(Service.CARE, 5),))):
        quick, long = check(action, facts, IN_GRACE), judge(action, facts, IN_GRACE)
        assert quick.findings == tuple(replace(finding, since=None, until=None) for finding in long.findings)
        assert (quick.action, quick.day, quick.allowed) == (long.action, long.day, long.allowed)


def test_a_refusal_says_what_to_do_instead() -> None:
    for facts, day in ((WRONG, IN_GRACE), (WRONG, D("2017-05-01")), (USUAL, D("2017-10-01"))):
        for action in Action:
            assert all(finding.remedy for finding in check(action, facts, day).blocks)
