"""Editing a trial: more time, more services, a recorded contact, and two people at it at once."""

from __future__ import annotations

import pytest

from sparktui.domain.trial import Service, ServiceLine
from sparktui.errors import BadInput, Conflict, Refused
from sparktui.services import edit_trial
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.services.trial_view import view_trial
from tests.portfolio import BEN, TODAY, a_trial, a_trial_expiring, days, on, with_operator

CALLING = ServiceLine(Service.CALLING, 5)


def blocks(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.rule for finding in refused.value.verdict.blocks]


def test_a_trial_gets_thirty_days_more_once(desk: Desk) -> None:
    trial = a_trial(desk)
    extended = edit_trial.edit_trial(desk, trial, extend=True)
    before, after = trial.lifecycle(desk.policy), extended.lifecycle(desk.policy)
    assert after.expires_on == before.expires_on + days(30)
    assert find_trial(desk, "Contoso") == extended
    with pytest.raises(Refused) as refused:
        edit_trial.edit_trial(desk, extended, extend=True)
    assert blocks(refused) == ["EXT-1"]


@pytest.mark.parametrize(("left", "allowed"), [(60, True), (0, True), (-1, False), (-31, False), (61, False)])
def test_a_trial_is_extended_from_its_start_through_its_last_day(desk: Desk, left: int, allowed: bool) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY + days(left))
    assert edit_trial.check_edit(desk, trial, extend=True, added=()).allowed is allowed
    if allowed:
        assert edit_trial.edit_trial(desk, trial, extend=True).extended_on == TODAY
    else:
        with pytest.raises(Refused) as refused:
            edit_trial.edit_trial(desk, trial, extend=True)
        assert blocks(refused) == ["EXT-2"]


def test_a_service_is_added_with_the_extension_in_one_step(desk: Desk) -> None:
    edited = edit_trial.edit_trial(desk, a_trial(desk), extend=True, added=(CALLING,))
    assert edited.extended_on == TODAY
    assert edited.service_names == (Service.MESSAGING, Service.CALLING)
    latest = view_trial(desk, edited.id).history[0]
    assert (latest.command, latest.after["services"]) == ("trials.extend", "messaging:25; calling:5")


def test_a_service_is_added_without_extending(desk: Desk) -> None:
    edited = edit_trial.edit_trial(desk, a_trial(desk), extend=False, added=(CALLING,))
    assert edited.extended_on is None
    assert view_trial(desk, edited.id).history[0].command == "trials.add_service"


@pytest.mark.parametrize(
    ("added", "why"),
    [
        (ServiceLine(Service.MESSAGING, 5), "already has messaging"),
        (ServiceLine(Service.CARE, 5), "already pays for care"),
        (ServiceLine(Service.CALLING, 0), "less than 1"),
    ],
)
def test_a_service_that_is_there_or_paid_for_is_refused_with_the_extension_too(
    desk: Desk, added: ServiceLine, why: str
) -> None:
    trial = a_trial(desk, paid_services="care")
    with pytest.raises(Refused) as refused:
        edit_trial.edit_trial(desk, trial, extend=True, added=(added,))
    assert blocks(refused) == ["EXT-4"]
    assert why in refused.value.verdict.of("EXT-4").message
    assert find_trial(desk, "Contoso") == trial


def test_a_block_hides_no_other(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso", TODAY - days(93), extended_on=str(TODAY - days(40)))
    with pytest.raises(Refused) as refused:
        edit_trial.edit_trial(desk, trial, extend=True, added=(CALLING,))
    assert blocks(refused) == ["EXT-1", "EXT-2", "EXT-4"]


def test_asking_for_nothing_is_bad_input(desk: Desk) -> None:
    with pytest.raises(BadInput, match="Nothing was chosen"):
        edit_trial.edit_trial(desk, a_trial(desk), extend=False)


def test_a_verdict_can_be_asked_for_another_day(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY + days(3))
    assert edit_trial.check_edit(desk, trial, extend=True, added=(), day=TODAY + days(3)).allowed
    assert not edit_trial.check_edit(desk, trial, extend=True, added=(), day=TODAY + days(4)).allowed


def test_a_contact_is_recorded_with_its_day_and_its_words(desk: Desk) -> None:
    trial = a_trial(desk)
    edit_trial.record_contact(with_operator(on(desk, TODAY - days(2)), BEN), trial, " Spoke with Jane. ")
    contacted = edit_trial.record_contact(desk, trial, "She wants to extend.")
    assert contacted.contacted_on == TODAY
    contacts = view_trial(desk, trial.id).contacts
    assert [(found.contacted_on, found.operator != BEN, found.note) for found in contacts] == [
        (TODAY, True, "She wants to extend."),
        (TODAY - days(2), False, "Spoke with Jane."),
    ]


@pytest.mark.parametrize("note", ["", " \n\t ", "x" * 20_001])
def test_a_contact_needs_words_and_not_a_book(desk: Desk, note: str) -> None:
    with pytest.raises(BadInput, match="note on the contact"):
        edit_trial.record_contact(desk, a_trial(desk), note)
    assert find_trial(desk, "Contoso").contacted_on is None


def test_of_two_people_who_change_a_trial_the_second_is_told_and_overwrites_nothing(desk: Desk) -> None:
    seen_by_both = a_trial(desk)
    first = edit_trial.edit_trial(with_operator(desk, BEN), seen_by_both, extend=False, added=(CALLING,))
    with pytest.raises(Conflict, match="Somebody else changed T-000001"):
        edit_trial.edit_trial(desk, seen_by_both, extend=True)
    assert find_trial(desk, "Contoso") == first
    history = view_trial(desk, first.id).history
    assert [entry.command for entry in history] == ["trials.add_service", "trials.new"]
    assert edit_trial.edit_trial(desk, first, extend=True).extended_on == TODAY


def test_a_contact_noted_by_somebody_else_takes_nothing_from_mine(desk: Desk) -> None:
    seen_by_both = a_trial(desk)
    edit_trial.record_contact(with_operator(desk, BEN), seen_by_both, "Spoke with Jane.")
    edit_trial.record_contact(desk, seen_by_both, "Spoke with her too.")
    assert len(view_trial(desk, seen_by_both.id).contacts) == 2


def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    trial = a_trial(desk)
    before = view_trial(desk, trial.id)
    assert edit_trial.edit_trial(desk, trial, extend=True, added=(CALLING,), dry_run=True).extended_on == TODAY
    assert edit_trial.record_contact(desk, trial, "Only trying.", dry_run=True).contacted_on == TODAY
    assert view_trial(desk, trial.id) == before
