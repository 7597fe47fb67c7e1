"""RMA: what a return needs, what is done about a lost label, and that it only goes forward."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.rma import Rma, RmaStep, StepTaken
from sparktui.rules import rma
from sparktui.rules.facts import Facts
from tests.model.rma import HISTORIES, WAY, allowed
from tests.rules.usual import USUAL, Case, D, finding, levels, told

DAY = "2017-08-20"


def going_back(steps: str, wanted: str = "") -> Facts:
    taken = tuple(StepTaken(RmaStep(step), D(DAY)) for step in steps.split())
    returns = (Rma(7, 1, "DX80", 2, taken),)
    return replace(USUAL, returns=returns, step=RmaStep(wanted) if wanted else None)


LABELLED, BOOKED = "opened packed labelled", "opened packed labelled pickup_booked"
CASES = [
    Case("RMA-1", "nothing goes back", USUAL, DAY, "ok"),
    Case("RMA-1", "just opened", going_back("opened"), DAY, "info"),
    Case("RMA-1", "no pickup yet", going_back(LABELLED), DAY, "info"),
    Case("RMA-1", "a pickup is booked", going_back(BOOKED), DAY, "ok"),
    Case("RMA-1", "processed without a pickup", going_back(LABELLED, "processed"), DAY, "block"),
    Case("RMA-1", "processed at the end", going_back(f"{BOOKED} picked_up received", "processed"), DAY, "ok"),
    Case("RMA-1", "cancelled", going_back("opened cancelled"), DAY, "ok"),
    Case("RMA-2", "nothing goes back", USUAL, DAY, "ok"),
    Case("RMA-2", "label and packaging are there", going_back("opened packed"), DAY, "ok"),
    Case("RMA-2", "somebody says that it is lost", going_back("opened packed", "waiting_for_label"), DAY, "warn"),
    Case("RMA-2", "it waits", going_back("opened waiting_for_label"), DAY, "warn"),
    Case("RMA-2", "the new one has come", going_back("opened waiting_for_label", "packed"), DAY, "ok"),
    Case("RMA-2", "it is on the box", going_back("opened packed waiting_for_label labelled"), DAY, "ok"),
    Case("RMA-2", "asked for too late", going_back(LABELLED, "waiting_for_label"), DAY, "ok"),
    Case("RMA-3", "nothing goes back", USUAL, DAY, "ok"),
    Case("RMA-3", "under way", going_back("opened"), DAY, "info"),
    Case("RMA-3", "over", going_back(WAY), DAY, "ok"),
    Case("RMA-3", "the next step", going_back("opened", "packed"), DAY, "ok"),
    Case("RMA-3", "a step too far", going_back("opened", "labelled"), DAY, "block"),
    Case("RMA-3", "a step back", going_back(LABELLED, "packed"), DAY, "block"),
    Case("RMA-3", "cancelled while the pickup is booked", going_back(BOOKED, "cancelled"), DAY, "ok"),
    Case("RMA-3", "cancelled once it is picked up", going_back(f"{BOOKED} picked_up", "cancelled"), DAY, "block"),
]


@told(CASES)
def test_the_rule_answers(case: Case) -> None:
    assert case.ask().level == case.level


@pytest.mark.parametrize("rule", [rule.id for rule in rma.RULES])
def test_the_cases_stand_on_both_sides_of_every_rule(rule: str) -> None:
    assert len(levels(CASES)[rule]) > 1


@pytest.mark.parametrize("steps", HISTORIES)
def test_exactly_the_steps_of_the_table_are_allowed(steps: str) -> None:
    for step in RmaStep:
        answered = finding("RMA-3", going_back(steps, step.value))
        assert (answered.level != "block") == (step.value in allowed(steps)), step
        if answered.level == "block":
            assert answered.message.startswith("R-000007 ")
            assert answered.remedy


@pytest.mark.parametrize(
    ("steps", "wanted", "why"),
    [
        ("opened", "opened", "is opened already"),
        ("opened", "received", "can't be received yet"),
        (LABELLED, "packed", "never goes back to “packed”"),
        (LABELLED, "waiting_for_label", "never goes back to “waiting for label”"),
        (f"{BOOKED} picked_up", "cancelled", "is picked up already, so it can no longer be cancelled"),
        ("opened cancelled", "packed", "is cancelled; nothing more is to be done"),
        (WAY, "processed", "is processed; nothing more is to be done"),
    ],
)
def test_a_refusal_says_why(steps: str, wanted: str, why: str) -> None:
    assert why in finding("RMA-3", going_back(steps, wanted)).message


def test_what_is_missing_is_named() -> None:
    said = finding("RMA-1", going_back("opened packed")).message
    assert said == "R-000007 still needs the return label on the box and a pickup booked with the carrier."


def test_the_request_for_a_label_is_ready_to_be_sent() -> None:
    text = "\n".join(finding("RMA-2", going_back("opened waiting_for_label")).detail)
    for said in ("R-000007: 2 × DX80", "Contoso (US)", "jane.doe@contoso.example", "0042318", "Northwind Networks"):
        assert said in text
