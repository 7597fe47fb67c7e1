"""A trial's phases, words, countdowns and milestones, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui import reference_data
from sparktui.domain.lifecycle import Lifecycle, MilestoneName, Phase
from sparktui.domain.trial import expiry
from tests.model import lifecycle as model

D = date.fromisoformat
POLICY = reference_data.policy()
WORKED_EXAMPLE = Lifecycle(D("2017-05-20"), D("2017-08-18"), None, POLICY)


def lifecycle(f: model.Facts) -> Lifecycle:
    return Lifecycle(f.starts_on, expiry(f.starts_on, f.period_days, f.extended_on, POLICY), f.converted_on, POLICY)


@pytest.mark.parametrize(
    ("day", "phase", "label"),
    [
        ("2017-05-18", "scheduled", "Starts in 2 days"),
        ("2017-05-19", "scheduled", "Starts in 1 day"),
        ("2017-05-20", "active", "90 days left"),
        ("2017-08-10", "active", "8 days left"),
        ("2017-08-11", "expiring", "7 days left"),
        ("2017-08-17", "expiring", "1 day left"),
        ("2017-08-18", "expiring", "Expires today"),
        ("2017-08-19", "grace", "Grace: 29 days left"),
        ("2017-09-16", "grace", "Grace: 1 day left"),
        ("2017-09-17", "grace", "Grace: last day"),
        ("2017-09-18", "lost", "Lost on 2017-09-18"),
        ("2027-09-18", "lost", "Lost on 2017-09-18"),
    ],
)
def test_the_worked_example_in_the_words_of_the_list(day: str, phase: str, label: str) -> None:
    assert WORKED_EXAMPLE.phase(D(day)) == phase
    assert WORKED_EXAMPLE.label(D(day)) == label


def test_the_milestones_of_the_worked_example() -> None:
    planned = WORKED_EXAMPLE.milestones(D("2017-05-20"), has_site=True, has_calling=True)
    assert [(milestone.name.value, milestone.on.isoformat()) for milestone in planned] == [
        ("reminder", "2017-08-11"),
        ("expiry", "2017-08-18"),
        ("end_of_access", "2017-09-17"),
        ("loss", "2017-09-18"),
        ("site_url_free", "2017-09-18"),
        ("numbers_released", "2017-10-03"),
    ]


def test_one_extension_moves_every_milestone_by_its_days() -> None:
    extended = lifecycle(model.Facts(D("2017-05-20"), 90, extended_on=D("2017-08-01")))
    moved = extended.milestones(D("2017-05-20"), has_site=True, has_calling=True)
    assert [milestone.on.isoformat() for milestone in moved] == [
        "2017-09-10",
        "2017-09-17",
        "2017-10-17",
        "2017-10-18",
        "2017-10-18",
        "2017-11-02",
    ]


def test_a_milestone_is_done_from_its_own_day_on() -> None:
    def done(day: str) -> list[MilestoneName]:
        milestones = WORKED_EXAMPLE.milestones(D(day), has_site=True, has_calling=True)
        return [milestone.name for milestone in milestones if milestone.done]

    assert done("2017-08-10") == []
    assert done("2017-08-11") == [MilestoneName.REMINDER]
    assert done("2017-10-02")[-1] is MilestoneName.SITE_URL_FREE
    assert done("2017-10-03")[-1] is MilestoneName.NUMBERS_RELEASED


def test_what_a_conversion_forestalls_is_never_done() -> None:
    converted = replace(WORKED_EXAMPLE, converted_on=D("2017-08-18"))
    milestones = converted.milestones(D("2018-01-01"), has_site=True, has_calling=True)
    assert [milestone.name for milestone in milestones if milestone.done] == [MilestoneName.REMINDER]


@pytest.mark.parametrize("starts_on", ["2017-05-20", "2023-12-01", "2024-02-29"])
@pytest.mark.parametrize("period", POLICY.periods)
@pytest.mark.parametrize("extended", [False, True])
def test_every_day_of_every_kind_of_trial_equals_the_model(starts_on: str, period: int, extended: bool) -> None:
    f = model.Facts(
        D(starts_on),
        period,
        extended_on=D(starts_on) + timedelta(days=5) if extended else None,
        services=("messaging", "calling"),
        site_url="acme.webex.com",
    )
    life = lifecycle(f)
    day, last = f.starts_on - timedelta(days=40), model.milestones(f)["numbers_released"] + timedelta(days=10)
    while day <= last:
        assert_equals_the_model(f, life, day)
        day += timedelta(days=1)


days = st.dates(date(2016, 1, 1), date(2029, 12, 31))


@st.composite
def trials(draw: st.DrawFn) -> model.Facts:
    """Return any trial, extended or not, converted or not, with and without a site and calling."""
    starts_on = draw(days)
    span = st.integers(0, 200).map(lambda count: starts_on + timedelta(days=count))
    return model.Facts(
        starts_on,
        draw(st.sampled_from(POLICY.periods)),
        draw(st.none() | span),
        draw(st.none() | span),
        draw(st.sampled_from([("messaging",), ("messaging", "calling")])),
        draw(st.sampled_from([None, "acme.webex.com"])),
    )


@given(trials(), st.integers(-60, 260))
def test_any_trial_on_any_day_equals_the_model(f: model.Facts, distance: int) -> None:
    assert_equals_the_model(f, lifecycle(f), f.starts_on + timedelta(days=distance))


@given(trials())
def test_turning_points_rise_and_hold_every_day_on_which_phase_or_label_changes_its_kind(f: model.Facts) -> None:
    life = lifecycle(f)
    points = life.turning_points()
    assert list(points) == sorted(set(points))
    for distance in range(-3, 260):
        day = f.starts_on + timedelta(days=distance)
        if life.phase(day) is not life.phase(day - timedelta(days=1)):
            assert day in points


def test_only_lost_and_converted_trials_have_no_future() -> None:
    assert [phase for phase in Phase if not phase.is_running] == [Phase.LOST, Phase.CONVERTED]


def assert_equals_the_model(f: model.Facts, life: Lifecycle, day: date) -> None:
    assert life.phase(day) == model.phase(f, day)
    assert life.label(day) == model.label(f, day)
    assert life.days_left(day) == model.days_left(f, day)
    assert life.grace_days_left(day) == model.grace_days_left(f, day)
    milestones = life.milestones(day, has_site=bool(f.site_url), has_calling="calling" in f.services)
    assert {milestone.name: milestone.on for milestone in milestones} == model.milestones(f)
    for milestone in milestones:
        assert milestone.done == (milestone.on <= day and model.phase(f, milestone.on) != "converted")
