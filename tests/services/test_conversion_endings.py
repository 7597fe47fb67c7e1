"""How a conversion ends: completed in time, or cancelled; and two people at the same one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.conversion import ConversionState, Order
from sparktui.domain.offer import OfferName
from sparktui.domain.trial import Service, Trial
from sparktui.errors import BadInput, Conflict, Refused
from sparktui.services import conversion, edit_trial, requests
from sparktui.services.conversion import cancel, complete, make_ready, place, save_draft
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.services.trial_view import view_trial
from tests.portfolio import (
    BEN,
    TODAY,
    a_trial,
    a_trial_expiring,
    a_trial_with_a_site,
    an_order,
    days,
    on,
    open_document,
    place_order,
    with_operator,
)

DRAFT = ConversionState.DRAFT
PLACED = ConversionState.PLACED
CANCELLED = ConversionState.CANCELLED


@pytest.fixture
def trial(desk: Desk) -> Trial:
    """A trial of messaging and meetings with a site, which expires on 30 November 2026."""
    return a_trial_with_a_site(desk)


# Completed


def test_the_customer_owns_what_was_ordered(desk: Desk) -> None:
    trial = a_trial(desk, services="messaging:5; calling:5", paid_services="care")
    place_order(desk, trial, plan="C2", addons=("spark-room-device",))
    owned = complete(desk, trial).customer.paid_services
    assert owned == (Service.MESSAGING, Service.MEETINGS, Service.CALLING, Service.CARE, Service.ROOM_SYSTEMS)


def test_under_a_wx_the_customer_owns_messaging_and_meetings(desk: Desk, trial: Trial) -> None:
    place_order(desk, trial, offer=OfferName.A_WX, plan=None, webex_url="contoso-new.webex.com")
    assert complete(desk, trial).customer.paid_services == (Service.MESSAGING, Service.MEETINGS)


def test_a_conversion_answers_the_purchase_requests(desk: Desk, trial: Trial) -> None:
    requests.add_request(desk, trial, "We want to buy.")
    place_order(desk, trial)
    assert complete(desk, trial).purchase_requested_on is None
    assert requests.waiting_requests(desk) == (0, ())
    (request,) = view_trial(desk, trial.id).requests
    assert (request.handled_on, request.outcome) == (TODAY, "converted")


def test_the_history_says_what_a_conversion_brought_with_it(desk: Desk) -> None:
    trial = a_trial(desk, services="messaging:5", paid_services="care")
    requests.add_request(desk, trial, "We want to buy.")
    place_order(desk, trial, plan="M1")
    complete(desk, trial)
    entry = next(entry for entry in view_trial(desk, trial.id).history if entry.command == "convert.complete")
    changed = ("conversion", "paid_services", "converted_on", "purchase_requested_on")
    assert [entry.before[name] for name in changed] == ["placed", ["care"], None, str(TODAY)]
    assert [entry.after[name] for name in changed] == ["converted", ["messaging", "care"], str(TODAY), None]


def test_a_conversion_that_happened_earlier_is_recorded_with_its_day(desk: Desk, trial: Trial) -> None:
    place_order(on(desk, "2026-11-15"), trial)
    converted = complete(desk, trial, TODAY - days(3))
    assert converted.converted_on == TODAY - days(3)


def test_a_conversion_is_recorded_neither_ahead_nor_before_its_order(desk: Desk, trial: Trial) -> None:
    place_order(desk, trial)
    before = view_trial(desk, trial.id)
    with pytest.raises(BadInput, match="lies in the future"):
        complete(desk, trial, TODAY + days(1))
    with pytest.raises(BadInput, match="comes before the order was placed"):
        complete(desk, trial, TODAY - days(1))
    assert view_trial(desk, trial.id) == before


def test_the_last_day_of_grace_is_the_last_day_to_complete(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(29))
    place_order(desk, trial)
    last_day = on(desk, TODAY + days(1))
    assert complete(last_day, trial, dry_run=True).converted_on == last_day.today
    too_late = on(desk, TODAY + days(2))
    with pytest.raises(Refused, match="cannot be converted") as refused:
        complete(too_late, trial)
    assert refused.value.verdict.of("CNV-2") in refused.value.verdict.blocks
    with pytest.raises(Refused):
        complete(too_late, trial, TODAY + days(1))
    assert find_trial(desk, "Contoso").converted_on is None
    assert open_document(desk, trial).state is PLACED


def test_nothing_is_begun_for_a_lost_or_a_converted_trial(desk: Desk, trial: Trial) -> None:
    lost = a_trial_expiring(desk, "Fabrikam", TODAY - days(31))
    place_order(desk, trial)
    complete(desk, trial)
    for ended in (lost, trial):
        before = view_trial(desk, ended.id)
        with pytest.raises(Refused):
            save_draft(desk, ended, Order())
        with pytest.raises(Refused):
            make_ready(desk, ended, an_order(ended))
        assert view_trial(desk, ended.id) == before


# Cancelled


@pytest.mark.parametrize("placed", [False, True], ids=["a draft", "a placed order"])
def test_a_conversion_is_cancelled_with_its_reason_and_can_be_begun_anew(
    desk: Desk, trial: Trial, placed: bool
) -> None:
    if placed:
        place_order(desk, trial)
    else:
        save_draft(desk, trial, Order())
    cancelled = cancel(desk, trial, " The wrong deal. ")
    assert (cancelled.state, cancelled.cancel_reason, cancelled.cancelled_on) == (CANCELLED, "The wrong deal.", TODAY)
    assert conversion.open_conversion(desk, trial) is None
    save_draft(desk, trial, an_order(trial))
    assert [document.state for document in view_trial(desk, trial.id).conversions] == [DRAFT, CANCELLED]


def test_a_cancellation_needs_a_reason(desk: Desk, trial: Trial) -> None:
    save_draft(desk, trial, Order())
    with pytest.raises(BadInput, match="reason is empty"):
        cancel(desk, trial, " \n ")
    assert open_document(desk, trial).state is DRAFT


def test_an_order_under_way_blocks_the_extension_until_it_is_cancelled(desk: Desk, trial: Trial) -> None:
    place_order(desk, trial)
    with pytest.raises(Refused) as refused:
        edit_trial.edit_trial(desk, trial, extend=True)
    assert [finding.rule for finding in refused.value.verdict.blocks] == ["EXT-3"]
    cancel(desk, trial, "They want more time.")
    assert edit_trial.edit_trial(desk, trial, extend=True).extended_on == TODAY


# Two people


def test_of_two_people_at_one_draft_the_second_is_told_and_overwrites_nothing(desk: Desk, trial: Trial) -> None:
    save_draft(desk, trial, Order())
    seen_by_both = open_document(desk, trial)
    ben = with_operator(desk, BEN)
    save_draft(ben, trial, an_order(trial, plan="M1"), seen=seen_by_both)
    with pytest.raises(Conflict, match=f"{BEN} changed the conversion of T-000001 in the meantime: it is draft now"):
        save_draft(desk, trial, an_order(trial), seen=seen_by_both)
    assert open_document(desk, trial).order.plan == "M1"


def test_of_two_people_who_begin_at_once_the_second_is_told(desk: Desk, trial: Trial) -> None:
    save_draft(with_operator(desk, BEN), trial, an_order(trial), begins=True)
    with pytest.raises(Conflict, match=BEN):
        save_draft(desk, trial, Order(), begins=True)
    assert open_document(desk, trial).order == an_order(trial)


def test_what_somebody_else_has_finished_is_not_continued(desk: Desk, trial: Trial) -> None:
    make_ready(desk, trial, an_order(trial))
    seen = open_document(desk, trial)
    ben = with_operator(desk, BEN)
    cancel(ben, trial, "The customer called.")
    for step in (
        lambda: save_draft(desk, trial, an_order(trial), seen=seen),
        lambda: make_ready(desk, trial, an_order(trial), seen=seen),
        lambda: place(desk, trial, "81234567", seen=seen),
        lambda: complete(desk, trial, seen=seen),
        lambda: cancel(desk, trial, "Me too.", seen=seen),
    ):
        with pytest.raises(Conflict, match="is no longer under way"):
            step()


def test_a_document_tells_who_saved_it_last(desk: Desk, trial: Trial) -> None:
    save_draft(with_operator(desk, BEN), trial, Order())
    assert open_document(desk, trial).saved_by == BEN
    assert open_document(desk, trial).saved_at is not None


# Trying without doing


def test_a_dry_run_takes_every_step_and_keeps_none(desk: Desk, trial: Trial) -> None:
    before = view_trial(desk, trial.id)
    save_draft(desk, trial, an_order(trial), dry_run=True)
    make_ready(desk, trial, an_order(trial), dry_run=True)
    assert view_trial(desk, trial.id) == before
    place_order(desk, trial)
    placed = view_trial(desk, trial.id)
    assert complete(desk, trial, dry_run=True).converted_on == TODAY
    assert cancel(desk, trial, "Only trying.", dry_run=True).state is CANCELLED
    assert view_trial(desk, trial.id) == placed


def test_a_tier_two_partner_drafts_but_does_not_order(desk: Desk, trial: Trial) -> None:
    tier_2 = replace(desk, partner=replace(desk.partner, tier=2, distributor="orders@distributor.example"))
    save_draft(tier_2, trial, an_order(trial))
    with pytest.raises(Refused) as refused:
        make_ready(tier_2, trial, an_order(trial))
    assert "orders@distributor.example" in refused.value.verdict.of("CNV-1").message
