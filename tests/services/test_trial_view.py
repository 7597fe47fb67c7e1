"""One trial, whole: facts, milestones, what is allowed, what can be saved, and its history, on any day."""

from __future__ import annotations

import pytest

from sparktui.domain.lifecycle import MilestoneName, Phase
from sparktui.domain.trial import Trial
from sparktui.errors import NotFound
from sparktui.rules.catalogue import Action
from sparktui.services import conversion, edit_trial, requests
from sparktui.services.desk import Desk
from sparktui.services.trial_view import SHOWN, view_trial
from sparktui.store import users
from sparktui.store.users import User
from tests.portfolio import TODAY, D, a_trial, an_order, days


@pytest.fixture
def trial(desk: Desk) -> Trial:
    """The specification's worked example, as of 1 July 2017, with calling and a site."""
    return a_trial(
        desk, "Contoso", "2017-05-20", period_days="90", services="meetings:5; calling:5", site_url="contoso.webex.com"
    )


@pytest.mark.parametrize(
    ("day", "phase", "label"),
    [
        ("2017-05-19", Phase.SCHEDULED, "Starts in 1 day"),
        ("2017-07-01", Phase.ACTIVE, "48 days left"),
        ("2017-08-11", Phase.EXPIRING, "7 days left"),
        ("2017-08-18", Phase.EXPIRING, "Expires today"),
        ("2017-09-17", Phase.GRACE, "Grace: last day"),
        ("2017-09-18", Phase.LOST, "Lost on 2017-09-18"),
    ],
)
def test_the_worked_example_on_its_days(desk: Desk, trial: Trial, day: str, phase: Phase, label: str) -> None:
    seen = view_trial(desk, trial.id, D(day))
    assert (seen.phase, seen.label, seen.day) == (phase, label, D(day))


def test_its_milestones_stand_in_order_and_say_what_has_happened(desk: Desk, trial: Trial) -> None:
    seen = view_trial(desk, trial.id, D("2017-09-17"))
    assert [(found.name, str(found.on), found.done) for found in seen.milestones] == [
        (MilestoneName.REMINDER, "2017-08-11", True),
        (MilestoneName.EXPIRY, "2017-08-18", True),
        (MilestoneName.END_OF_ACCESS, "2017-09-17", True),
        (MilestoneName.LOSS, "2017-09-18", False),
        (MilestoneName.SITE_URL_FREE, "2017-09-18", False),
        (MilestoneName.NUMBERS_RELEASED, "2017-10-03", False),
    ]


def test_every_action_has_its_verdict_for_the_day(desk: Desk, trial: Trial) -> None:
    seen = view_trial(desk, trial.id, D("2017-08-19"))
    assert tuple(seen.verdicts) == SHOWN
    assert not seen.verdicts[Action.EXTEND].allowed
    assert not seen.verdicts[Action.ADD_SERVICE].allowed
    begin = seen.verdicts[Action.BEGIN_CONVERSION]
    assert (begin.allowed, begin.until) == (True, D("2017-09-17"))


def test_an_organisation_shows_how_many_memberships_are_at_stake(desk: Desk, trial: Trial) -> None:
    with desk.database.writing() as connection:
        people = [User(trial.customer.id, f"user{number}@contoso.example", "Somebody") for number in range(214)]
        users.add_all(connection, people)
    seen = view_trial(desk, trial.id)
    assert seen.user_count == 214
    assert any("214" in item.words for item in seen.recoverable)


def test_what_was_done_stands_in_the_history_the_latest_first(desk: Desk) -> None:
    trial = a_trial(desk)
    edit_trial.record_contact(desk, trial, "Spoke with Jane.")
    requests.add_request(desk, trial, "How do we buy?")
    conversion.save_draft(desk, trial, an_order(trial))
    seen = view_trial(desk, trial.id)
    assert [entry.command for entry in seen.history] == [
        "convert.draft",
        "requests.add",
        "trials.contact",
        "trials.new",
    ]
    assert [found.note for found in seen.contacts] == ["Spoke with Jane."]
    assert [found.note for found in seen.requests] == ["How do we buy?"]
    assert seen.open_conversion == seen.conversions[0]
    assert seen.trial.purchase_requested_on == TODAY


def test_the_customers_other_trials_are_named_the_latest_first(desk: Desk, trial: Trial) -> None:
    second = a_trial(desk, "Contoso", "2018-05-20", services="care:5")
    third = a_trial(desk, "Contoso", TODAY - days(3), services="care:5")
    assert [found.id for found in view_trial(desk, third.id).other_trials] == [second.id, trial.id]
    assert view_trial(desk, trial.id).other_trials == (third, second)


def test_looking_changes_nothing(desk: Desk, trial: Trial) -> None:
    assert view_trial(desk, trial.id) == view_trial(desk, trial.id)
    assert len(view_trial(desk, trial.id).history) == 1


def test_a_trial_that_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound, match="no trial with the number 7"):
        view_trial(desk, 7)
