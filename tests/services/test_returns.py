"""Devices on their way back: opened, step by step, with what each step needs, and by conversion abroad."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sparktui.domain.conversion import DevicesChoice
from sparktui.domain.rma import MOST_SINGLY, Rma, RmaStep, StepTaken
from sparktui.domain.shipment import ShipmentState
from sparktui.domain.trial import Device, Trial
from sparktui.errors import BadInput, Conflict, NotFound, ReadOnly, Refused
from sparktui.rules.catalogue import BY_ID
from sparktui.services import conversion
from sparktui.services.desk import Desk
from sparktui.services.explanation import explain_rule
from sparktui.services.return_changes import advance, cancel, open_returns
from sparktui.services.returns import (
    find_return,
    judge_step,
    list_returns,
    outlook,
    outstanding,
    request_for_label,
    view_return,
    who_keeps,
)
from sparktui.services.shipment_changes import add_shipment, update_shipment
from sparktui.services.trial_view import view_trial
from sparktui.store import rmas
from tests.model.rma import HISTORIES, allowed
from tests.portfolio import ADA, BEN, TODAY, a_desk, a_trial, a_trial_expiring, days, on, place_order, with_operator
from tests.services.mailbox import UPS

PICKUP: dict[str, Any] = {"carrier": "ups", "booking": "2929602E9CP"}


@pytest.fixture
def trial(desk: Desk) -> Trial:
    """A trial in Germany with two DX80 and an SX10."""
    return a_trial(desk, "Contoso", country="DE", devices="DX80:2; SX10:1")


def taken(desk: Desk, rma: Rma, steps: str) -> Rma:
    """Take ``rma`` through ``steps``."""
    for step in steps.split():
        if step == "cancelled":
            rma = cancel(desk, rma, "not needed")
        else:
            rma = advance(desk, rma, RmaStep(step), **(PICKUP if step == "pickup_booked" else {}))
    return rma


def test_a_return_is_opened_for_each_device_that_is_left(desk: Desk, trial: Trial) -> None:
    [first] = open_returns(desk, trial, (Device("DX80", 1),), note=" Too big. ")
    assert (first.reference, first.model, first.quantity, first.step) == ("R-000001", "DX80", 1, "opened")
    assert (first.steps[0].note, first.steps[0].operator, first.moved_on) == ("Too big.", ADA, TODAY)
    assert outstanding(desk, trial) == (Device("DX80", 1), Device("SX10", 1))
    opened = open_returns(desk, trial)
    assert [(rma.model, rma.quantity) for rma in opened] == [("DX80", 1), ("SX10", 1)]
    assert [rma.reference for rma in opened] == ["R-000002", "R-000003"]
    assert outstanding(desk, trial) == ()
    assert [line.rma for line in view_trial(desk, trial.id).returns] == [first, *opened]
    with pytest.raises(Conflict, match="all devices"):
        open_returns(desk, trial)


def test_several_devices_of_one_model_go_back_each_by_itself(desk: Desk, trial: Trial) -> None:
    opened = open_returns(desk, trial, (Device("DX80", 2),))
    assert [(rma.model, rma.quantity) for rma in opened] == [("DX80", 1), ("DX80", 1)]
    packed = advance(desk, opened[1])
    assert (view_return(desk, opened[0].id).rma.step, packed.step) == ("opened", "packed")
    assert [entry.after["device"] for entry in view_trial(desk, trial.id).history[1:3]] == ["DX80:1"] * 2


def test_more_devices_than_anybody_sends_singly_go_back_together(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso", country="DE", devices=f"DX80:{MOST_SINGLY + 1}; SX10:{MOST_SINGLY}")
    opened = open_returns(desk, trial)
    assert [(rma.model, rma.quantity) for rma in opened] == [("DX80", MOST_SINGLY + 1), *[("SX10", 1)] * MOST_SINGLY]


def test_a_return_of_several_devices_goes_its_way_as_one(desk: Desk, trial: Trial) -> None:
    with desk.database.writing() as connection:
        both = rmas.add(connection, Rma(0, trial.id, "DX80", 2, (StepTaken(RmaStep.OPENED, TODAY, ADA),)))
    assert outstanding(desk, trial) == (Device("SX10", 1),)
    waiting = advance(desk, both, RmaStep.WAITING_FOR_LABEL)
    assert "R-000001: 2 × DX80" in request_for_label(desk, trial, waiting)
    assert taken(desk, waiting, "packed labelled pickup_booked picked_up received processed").quantity == 2
    assert [rma.model for rma in open_returns(desk, trial)] == ["SX10"]


def test_nothing_goes_back_before_anything_was_delivered(desk: Desk) -> None:
    coming = a_trial(desk, "Contoso", TODAY + days(3), country="DE", devices="DX80:2")
    parcel = add_shipment(desk, coming, UPS, state=ShipmentState.IN_TRANSIT)
    with pytest.raises(Conflict, match="begins on Wed 25 Nov 2026; by Sun 22 Nov 2026 nothing of it was delivered"):
        open_returns(desk, coming)
    assert outlook(desk, coming)[1].startswith("T-000001 begins on")
    update_shipment(desk, parcel, state=ShipmentState.DELIVERED)
    assert outlook(desk, coming) == ((Device("DX80", 2),), "")
    with pytest.raises(Conflict, match="by Sat 21 Nov 2026 nothing"):
        open_returns(desk, coming, on=TODAY - days(1))
    assert len(open_returns(desk, coming)) == 2
    begun = a_trial(desk, "Fabrikam", TODAY, devices="DX80")
    assert len(open_returns(desk, begun)) == 1


@pytest.mark.parametrize(
    ("device", "failure", "why"),
    [
        (Device("MX300", 1), BadInput, "does not have MX300:1"),
        (Device("DX80", 3), BadInput, "does not have DX80:3"),
        (Device("DX80", 2), Conflict, "take back DX80 already"),
    ],
)
def test_only_devices_that_the_trial_has_can_go_back(
    desk: Desk, trial: Trial, device: Device, failure: type[Exception], why: str
) -> None:
    open_returns(desk, trial, (Device("DX80", 1),))
    with pytest.raises(failure, match=why):
        open_returns(desk, trial, (device,))
    assert list_returns(desk).total == 1


def test_a_cancelled_return_leaves_its_device_to_be_returned(desk: Desk, trial: Trial) -> None:
    [first] = open_returns(desk, trial, (Device("SX10", 1),))
    cancel(desk, first, "The customer keeps trying.")
    assert Device("SX10", 1) in outstanding(desk, trial)
    open_returns(desk, trial, (Device("SX10", 1),))


def test_a_trial_without_devices_returns_none(desk: Desk) -> None:
    with pytest.raises(BadInput, match="has no devices"):
        open_returns(desk, a_trial(desk))


def test_devices_of_a_lost_trial_still_go_back(desk: Desk) -> None:
    lost = a_trial_expiring(desk, "Contoso", TODAY - days(31), devices="DX80")
    assert len(open_returns(desk, lost)) == 1


@pytest.mark.parametrize("steps", HISTORIES)
def test_every_history_of_the_table_can_be_recorded_and_nothing_else(desk: Desk, trial: Trial, steps: str) -> None:
    [rma] = open_returns(desk, trial, (Device("SX10", 1),))
    rma = taken(desk, rma, steps.removeprefix("opened"))
    assert " ".join(done.step for done in view_return(desk, rma.id).rma.steps) == steps
    for step in RmaStep:
        if step.value in allowed(steps):
            pickup = PICKUP if step is RmaStep.PICKUP_BOOKED else {}
            assert advance(desk, rma, step, note="because", dry_run=True, **pickup).step is step
        else:
            with pytest.raises(Refused) as refused:
                advance(desk, rma, step, note="because")
            assert refused.value.verdict.of("RMA-3").level == "block"
    assert view_return(desk, rma.id).rma == rma


def test_without_a_step_the_next_one_is_taken(desk: Desk, trial: Trial) -> None:
    rma = open_returns(desk, trial)[0]
    walked = []
    while rma.next_step:
        rma = advance(desk, rma, **(PICKUP if rma.next_step is RmaStep.PICKUP_BOOKED else {}))
        walked.append(rma.step.value)
    assert walked == ["packed", "labelled", "pickup_booked", "picked_up", "received", "processed"]
    with pytest.raises(Refused, match="is processed and goes no further"):
        advance(desk, rma)


def test_a_cancelled_return_goes_no_further(desk: Desk, trial: Trial) -> None:
    rma = cancel(desk, open_returns(desk, trial)[0], "not needed")
    with pytest.raises(Refused, match="is cancelled and goes no further"):
        advance(desk, rma)
    with pytest.raises(Refused, match="can't be recorded as packed"):
        advance(desk, rma, RmaStep.PACKED)


def test_each_step_says_when_who_and_why(desk: Desk, trial: Trial) -> None:
    rma = open_returns(on(desk, TODAY - days(9)), trial)[0]
    rma = advance(with_operator(desk, BEN), rma, note="in its own box", on=TODAY - days(4))
    last = rma.steps[-1]
    assert (last.step, last.on, last.operator, last.note) == ("packed", TODAY - days(4), BEN, "in its own box")
    entry = view_trial(desk, trial.id).history[0]
    assert (entry.command, entry.before["step"], entry.after["step"]) == ("rma.advance", "opened", "packed")
    assert entry.after["device"] == "DX80:1"


def test_days_that_cannot_be_are_refused(desk: Desk, trial: Trial) -> None:
    rma = open_returns(desk, trial, on=TODAY - days(2))[0]
    for day, why in ((TODAY + days(1), "lies in the future"), (TODAY - days(3), "comes before the last entry")):
        with pytest.raises(BadInput, match=why):
            advance(desk, rma, on=day)
    assert advance(desk, rma, on=TODAY - days(2)).step == "packed"


def test_a_pickup_has_its_carrier_its_reference_and_a_page(desk: Desk, trial: Trial) -> None:
    rma = taken(desk, open_returns(desk, trial)[0], "packed labelled")
    refused: list[tuple[dict[str, Any], str]] = [
        ({}, "needs its carrier"),
        ({"carrier": "ups"}, "needs the carrier's reference"),
        ({"carrier": "ups", "booking": "x" * 101}, "longer than 100"),
        ({"carrier": "u\x1bps", "booking": "1"}, "There is no carrier"),
    ]
    for lacking, why in refused:
        with pytest.raises(BadInput, match=why):
            advance(desk, rma, **lacking)
    booked = advance(desk, rma, **PICKUP)
    line = view_return(desk, booked.id)
    assert (booked.carrier, booked.booking, line.carrier_name) == ("ups", "2929602E9CP", "UPS")
    assert line.page == "https://wwwapps.ups.com/pickup/schedule?loc=de_DE"
    with pytest.raises(BadInput, match="has no carrier"):
        advance(desk, booked, **PICKUP)


def test_a_lost_label_is_asked_for_and_waited_for(desk: Desk, trial: Trial) -> None:
    rma = open_returns(desk, trial)[0]
    waiting = advance(desk, rma, RmaStep.WAITING_FOR_LABEL, note="lost in the move")
    text = request_for_label(desk, trial, waiting)
    assert "R-000001: 1 × DX80" in text
    assert judge_step(desk, trial, waiting).of("RMA-2").detail == text
    assert taken(desk, waiting, "packed waiting_for_label labelled").step == "labelled"
    with pytest.raises(BadInput, match="needs no new label"):
        request_for_label(desk, trial, find_return(desk, "R-1"))


def test_cancelling_needs_a_reason_and_a_device_that_is_still_there(desk: Desk, trial: Trial) -> None:
    rma = open_returns(desk, trial)[0]
    for reason, why in (("  ", "is empty"), ("x" * 1_001, "longer than")):
        with pytest.raises(BadInput, match=why):
            cancel(desk, rma, reason)
    gone = taken(desk, rma, "packed labelled pickup_booked picked_up")
    with pytest.raises(Refused) as refused:
        cancel(desk, gone, "They keep it.")
    assert "picked up already" in refused.value.verdict.of("RMA-3").message


def test_of_two_people_who_move_a_return_one_is_told(desk: Desk, trial: Trial) -> None:
    seen = open_returns(desk, trial)[0]
    advance(with_operator(desk, BEN), seen)
    with pytest.raises(Conflict, match="Somebody else changed R-000001"):
        advance(desk, seen, RmaStep.LABELLED)
    with pytest.raises(Conflict):
        cancel(desk, seen, "no")
    assert view_return(desk, seen.id).rma.step == "packed"


def test_a_dry_run_or_another_day_changes_nothing(desk: Desk, trial: Trial) -> None:
    assert len(open_returns(desk, trial, dry_run=True)) == 3
    assert list_returns(desk).total == 0
    rma = open_returns(desk, trial)[0]
    assert advance(desk, rma, dry_run=True).step == "packed"
    assert cancel(desk, rma, "no", dry_run=True).step == "cancelled"
    for shut in (replace(desk, looking_at=TODAY), a_desk(desk.database.path, read_only=True)):
        with pytest.raises(ReadOnly):
            advance(shut, rma)
        assert view_return(shut, rma.id).rma == rma


def test_who_keeps_devices_follows_from_the_country(desk: Desk, trial: Trial) -> None:
    assert who_keeps(desk, trial).level == "warn"
    assert who_keeps(desk, a_trial(desk, "Fabrikam", country="US", devices="DX80")).level == "info"


@pytest.mark.parametrize(
    ("country", "choice", "goes_back"),
    [
        ("DE", DevicesChoice.RETURN, True),
        ("DE", None, True),
        ("US", DevicesChoice.KEEP, False),
        ("US", None, False),
        ("US", DevicesChoice.RETURN, True),
    ],
)
def test_conversion_opens_returns_where_devices_go_back(
    desk: Desk, country: str, choice: DevicesChoice | None, goes_back: bool
) -> None:
    trial = a_trial(desk, "Contoso", country=country, devices="DX80:2; SX10:1")
    open_returns(desk, trial, (Device("DX80", 1),))
    place_order(desk, trial, devices=choice)
    assert list_returns(desk).total == 1
    conversion.complete(desk, trial, dry_run=True)
    assert list_returns(desk).total == 1
    conversion.complete(desk, trial)
    opened = [(line.rma.model, line.rma.quantity) for line in view_trial(desk, trial.id).returns]
    assert opened == ([("DX80", 1), ("DX80", 1), ("SX10", 1)] if goes_back else [("DX80", 1)])
    assert outstanding(desk, trial) == (() if goes_back else (Device("DX80", 1), Device("SX10", 1)))


def test_those_under_way_come_first_and_the_longest_unmoved_before_them(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso", country="DE", devices="A1; B2; C3; D4; E5")
    earlier = {"A1": 2, "B2": 9, "C3": 5, "D4": 7, "E5": 1}
    for model, ago in earlier.items():
        open_returns(desk, trial, (Device(model, 1),), on=TODAY - days(ago))
    for over in ("R-3", "R-4"):
        cancel(on(desk, TODAY - days(int(over[-1]) - 3)), find_return(desk, over), "no")
    order = ["B2", "A1", "E5", "C3", "D4"]
    assert [line.rma.model for line in list_returns(desk).lines] == order
    for offset in range(6):
        for limit in (1, 2, 5):
            page = list_returns(desk, limit=limit, offset=offset)
            assert [line.rma.model for line in page.lines] == order[offset : offset + limit]
            assert page.total == 5
    under_way = list_returns(desk, open_only=True)
    assert (under_way.total, [line.rma.model for line in under_way.lines]) == (3, order[:3])


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("dx", ["DX80", "DX80"]),
        ("conTOSO", ["DX80", "DX80", "SX10"]),
        ("2929602", ["DX80"]),
        ("", ["DX80", "DX80", "SX10"]),
        ("%", []),
        ("\ud800", []),
        ("x" * 10_000, []),
    ],
)
def test_returns_are_looked_for_by_model_booking_and_customer(
    desk: Desk, trial: Trial, text: str, models: list[str]
) -> None:
    taken(desk, open_returns(desk, trial)[0], "packed labelled pickup_booked")
    page = list_returns(desk, text=text)
    assert sorted(line.rma.model for line in page.lines) == models
    assert page.total == len(models)


def test_a_return_that_stands_still_after_the_trial_is_overdue(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(1), country="DE", devices="DX80")
    open_returns(on(desk, TODAY - days(6)), trial)
    [line] = list_returns(desk).lines
    assert (line.age, line.is_overdue) == (6, False)
    [later] = view_trial(desk, trial.id, TODAY + days(1)).returns
    assert (later.age, later.is_overdue) == (7, True)


def test_a_return_is_named_by_its_number(desk: Desk, trial: Trial) -> None:
    rma = open_returns(desk, trial)[0]
    assert find_return(desk, "r1") == find_return(desk, "1") == rma
    for nothing in ("", "R-9", "Contoso", "\x1b[2J"):
        with pytest.raises(NotFound):
            find_return(desk, nothing)


def test_a_rule_is_explained_with_the_returns_of_a_trial(desk: Desk, trial: Trial) -> None:
    assert explain_rule(desk, trial, BY_ID["RMA-1"]).level == "ok"
    open_returns(desk, trial)
    assert "R-000001 still needs" in explain_rule(desk, trial, BY_ID["RMA-1"]).message


def test_hostile_models_and_notes_are_kept_as_they_are(desk: Desk) -> None:
    hostile = "DX\x1b[2J\u202e80"
    trial = a_trial(desk, "Contoso", country="DE", devices=hostile)
    [rma] = open_returns(desk, trial, note=hostile)
    assert (rma.model, rma.steps[0].note) == (hostile, hostile)
    with pytest.raises(BadInput, match="no characters"):
        advance(desk, rma, note="\ud800")
    assert view_return(desk, rma.id).rma == rma
