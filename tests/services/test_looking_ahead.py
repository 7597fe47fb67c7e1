"""Looking ahead: the weeks to come, counted against each trial's own dates."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from sparktui.domain.forecast import Event
from sparktui.domain.lifecycle import MilestoneName
from sparktui.domain.listing import ListQuery
from sparktui.domain.trial import Service, Trial
from sparktui.errors import BadInput
from sparktui.rules.what_if import Future
from sparktui.services import customer_list
from sparktui.services.desk import Desk
from sparktui.services.looking_ahead import (
    forecast_weeks,
    next_event_day,
    next_turn_of,
    passage,
    trials_behind,
    what_if,
)
from sparktui.services.lookup import find_trial
from tests.portfolio import a_trial


@pytest.fixture
def portfolio(desk: Desk) -> list[Trial]:
    """Sixty trials of the last half year, some with calling, some converted."""
    dice = random.Random(7)
    trials = []
    for number in range(60):
        starts = desk.today - timedelta(days=dice.randint(-20, 180))
        period = dice.choice([30, 60, 90])
        converted = starts + timedelta(days=dice.randint(0, period)) if dice.random() < 0.2 else None
        trials.append(
            a_trial(
                desk,
                f"Customer {number}",
                starts,
                period_days=str(period),
                services="messaging; calling" if dice.random() < 0.5 else "messaging",
                converted_on=str(converted) if converted and converted <= desk.today else "",
            )
        )
    return trials


def expected(trials: list[Trial], desk: Desk, first: date, last: date) -> Counter[Event]:
    """Count each event from its own date, one trial after the other."""
    counts: Counter[Event] = Counter(dict.fromkeys(Event, 0))
    for trial in trials:
        if trial.converted_on is not None:
            continue
        expires = trial.starts_on + timedelta(days=trial.period_days)
        days = {
            Event.EXPIRY: expires,
            Event.LAST_DAY_OF_GRACE: expires + timedelta(days=30),
            Event.LOSS: expires + timedelta(days=31),
        }
        if trial.has(Service.CALLING):
            days[Event.NUMBER_RELEASE] = expires + timedelta(days=46)
        counts.update(event for event, day in days.items() if first <= day <= last)
    return counts


def test_each_week_counts_what_happens_in_its_seven_days(desk: Desk, portfolio: list[Trial]) -> None:
    weeks = forecast_weeks(desk, 20)
    assert weeks[0].first == desk.today
    for number, week in enumerate(weeks):
        assert week.first == desk.today + timedelta(days=7 * number)
        assert week.counts == expected(portfolio, desk, week.first, week.last)


def test_the_trials_behind_a_count_are_as_many(desk: Desk, portfolio: list[Trial]) -> None:
    for week in forecast_weeks(desk, 12):
        for event, count in week.counts.items():
            behind = trials_behind(desk, event, week.first, week.last, desk.today)
            assert len(behind) == count
            assert [line.expires_on for line in behind] == sorted(line.expires_on for line in behind)


@pytest.mark.parametrize("weeks", [0, -1, 521])
def test_a_forecast_of_no_week_or_of_centuries_is_refused(desk: Desk, weeks: int) -> None:
    with pytest.raises(BadInput, match="cannot be forecast"):
        forecast_weeks(desk, weeks)


def test_a_passage_tells_what_happened_on_the_way(desk: Desk, portfolio: list[Trial]) -> None:
    later = desk.today + timedelta(days=40)
    passed = passage(desk, desk.today, later)
    assert passed.counts == expected(portfolio, desk, desk.today + timedelta(days=1), later)
    reminders = expected(portfolio, desk, desk.today + timedelta(days=8), later + timedelta(days=7))
    assert passed.reminders == reminders[Event.EXPIRY]


def test_jumping_from_event_to_event_leaves_no_change_out(desk: Desk, portfolio: list[Trial]) -> None:
    """On no day between two events does any line of the list change its phase."""
    seen = []
    day = desk.today
    for _ in range(15):
        upcoming = next_event_day(desk, day)
        assert upcoming is not None
        seen.append(upcoming)
        day = upcoming
    assert seen == sorted(set(seen))
    counts = customer_list.count_phases(desk, desk.today)
    for offset in range((seen[-1] - desk.today).days):
        today = desk.today + timedelta(days=offset)
        tomorrow = customer_list.count_phases(desk, today + timedelta(days=1))
        if tomorrow != counts:
            # A trial enters grace on the day after its expiry, and that day is its own last day of being open.
            assert today + timedelta(days=1) in seen or today in seen
        counts = tomorrow


def test_nothing_happens_in_an_empty_database(desk: Desk) -> None:
    assert next_event_day(desk, desk.today) is None
    assert sum(passage(desk, desk.today, desk.today + timedelta(days=99)).counts.values()) == 0
    assert customer_list.open_list(desk, ListQuery(desk.today)).total == 0


def test_what_if_lays_the_futures_of_a_trial_side_by_side(desk: Desk) -> None:
    a_trial(desk, "Contoso", services="messaging:10; meetings:5", site_url="contoso.webex.com")
    idle, extended, spk, wx = what_if(desk, find_trial(desk, "Contoso").id)
    assert [outcome.future for outcome in (idle, extended, spk, wx)] == list(Future)
    assert idle.days[MilestoneName.LOSS] == date(2026, 12, 31)
    assert not idle.differs
    assert extended.days[MilestoneName.LOSS] == date(2027, 1, 30)
    assert extended.differs == set(idle.days)
    assert extended.is_open
    assert MilestoneName.LOSS not in spk.days
    assert spk.differs == wx.differs == set(idle.days)
    parts = ["Messaging", "Meetings", "Site URL", "Site content and settings", "Users", "Usage data"]
    assert [fate.part for fate in spk.fates] == [fate.part for fate in wx.fates] == parts
    assert next_turn_of(desk, find_trial(desk, "Contoso"), desk.today) == date(2026, 11, 23)


def test_the_last_turn_of_a_trial_is_its_loss_its_conversion_or_the_release_of_its_numbers(desk: Desk) -> None:
    plain, calling, sold = (
        a_trial(desk, "Plain"),
        a_trial(desk, "Calling", services="calling:5"),
        a_trial(desk, "Sold", converted_on="2026-11-20"),
    )
    assert next_turn_of(desk, plain, date(2026, 12, 30)) == date(2026, 12, 31)
    assert next_turn_of(desk, plain, date(2026, 12, 31)) is None
    assert next_turn_of(desk, calling, date(2026, 12, 31)) == date(2027, 1, 15)
    assert next_turn_of(desk, sold, date(2026, 11, 19)) == date(2026, 11, 20)
    assert next_turn_of(desk, sold, date(2026, 11, 22)) is None


@pytest.mark.parametrize(("country", "fate"), [("US", "kept"), ("DE", "returned")])
def test_devices_go_back_outside_the_united_states(desk: Desk, country: str, fate: str) -> None:
    trial = a_trial(desk, "Contoso", country=country, devices="DX80:1")
    for outcome in what_if(desk, trial.id)[2:]:
        assert [found.outcome for found in outcome.fates if found.part == "Devices"] == [fate]


def test_what_if_says_which_way_is_closed(desk: Desk) -> None:
    a_trial(desk, "Contoso", "2026-10-10", period_days="30")
    _, extended, spk, _ = what_if(desk, 1)
    assert not extended.is_open
    assert extended.verdict is not None
    assert "only conversion is left" in extended.verdict.blocks[0].message
    assert spk.is_open
