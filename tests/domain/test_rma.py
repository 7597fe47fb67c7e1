"""The way of a return: which step may follow which, held against a table of its own, and when it is overdue."""

from __future__ import annotations

import pytest

from sparktui import reference_data
from sparktui.domain.lifecycle import Lifecycle
from sparktui.domain.rma import Rma, RmaStep, StepTaken, parse_reference
from tests.model.rma import HISTORIES, WAY, allowed
from tests.portfolio import D

POLICY = reference_data.policy()


def history(steps: str, on: str = "2026-11-05") -> Rma:
    taken = tuple(StepTaken(RmaStep(step), D(on)) for step in steps.split())
    return Rma(1, 1, "DX80", 1, taken)


@pytest.mark.parametrize("steps", HISTORIES)
def test_only_what_the_table_allows_may_be_recorded(steps: str) -> None:
    for step in RmaStep:
        assert (step in history(steps).may_become) == (step.value in allowed(steps)), step


def test_every_step_is_taken_in_some_history() -> None:
    assert {step for steps in HISTORIES for step in steps.split()} == {step.value for step in RmaStep}


@pytest.mark.parametrize("steps", HISTORIES)
def test_a_history_only_goes_forward(steps: str) -> None:
    taken = [step for step in steps.split() if step not in ("waiting_for_label", "cancelled")]
    assert WAY.startswith(" ".join(taken))
    if "cancelled" in steps:
        assert steps.endswith("cancelled")
        assert "picked_up" not in steps
    if "waiting_for_label" in steps:
        assert "labelled" not in steps.split("waiting_for_label")[0]


def test_all_needs_are_recorded_by_the_time_a_return_is_processed() -> None:
    assert [step.value for step in history("opened").missing] == ["packed", "labelled", "pickup_booked"]
    assert [step.value for step in history("opened packed labelled").missing] == ["pickup_booked"]
    assert history(WAY).missing == ()
    assert history(WAY).next_step is None


EXPIRES = "2026-11-01"


@pytest.mark.parametrize(
    ("steps", "moved_on", "converted_on", "day", "overdue"),
    [
        ("opened", "2026-10-20", None, "2026-11-01", False),  # the trial's last day
        ("opened", "2026-10-20", None, "2026-11-02", True),
        ("opened", "2026-11-05", None, "2026-11-11", False),  # six days without a move
        ("opened", "2026-11-05", None, "2026-11-12", True),
        ("opened waiting_for_label", "2026-11-05", None, "2026-11-12", True),
        ("opened", "2026-10-05", "2026-10-20", "2026-10-19", False),  # the day before the conversion
        ("opened", "2026-10-05", "2026-10-20", "2026-10-20", True),
        ("opened", "2026-11-05", None, "2027-03-01", True),  # long lost
        ("opened cancelled", "2026-11-05", None, "2027-03-01", False),
        (WAY, "2026-11-05", None, "2027-03-01", False),
    ],
)
def test_a_return_is_overdue_when_the_trial_is_over_and_nothing_moves(
    steps: str, moved_on: str, converted_on: str | None, day: str, overdue: bool
) -> None:
    lifecycle = Lifecycle(D("2026-09-02"), D(EXPIRES), D(converted_on) if converted_on else None, POLICY)
    assert history(steps, moved_on).is_overdue(lifecycle, POLICY, D(day)) is overdue


@pytest.mark.parametrize(
    ("text", "rma_id"),
    [
        ("R-000123", 123),
        ("r123", 123),
        ("123", 123),
        (" R-7 ", 7),
        ("T-7", None),
        ("R-", None),
        ("R-7x", None),
        ("٧", None),
        ("R-" + "9" * 19, None),
    ],
)
def test_a_return_is_named_by_its_number(text: str, rma_id: int | None) -> None:
    assert parse_reference(text) == rma_id
