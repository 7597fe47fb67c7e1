"""A conversion's life: drafted, made ready, placed, converted or cancelled, and what is refused on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.conversion import Conversion, ConversionState, DevicesChoice, Order
from sparktui.domain.lifecycle import Phase
from sparktui.domain.offer import OfferName
from sparktui.domain.trial import Service, Trial
from sparktui.errors import BadInput, Conflict, Refused
from sparktui.services import conversion, edit_trial, requests
from sparktui.services.conversion import acknowledge, cancel, check_order, complete, make_ready, place, save_draft
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.services.trial_view import TrialView, view_trial
from tests.portfolio import (
    BEN,
    TODAY,
    a_trial,
    a_trial_expiring,
    acknowledged,
    an_order,
    days,
    on,
    place_order,
    with_operator,
)

DRAFT, READY, PLACED = ConversionState.DRAFT, ConversionState.READY, ConversionState.PLACED
CONVERTED, CANCELLED = ConversionState.CONVERTED, ConversionState.CANCELLED


@pytest.fixture
def trial(desk: Desk) -> Trial:
    """A trial of messaging and meetings with a site, which expires on 30 November 2026."""
    return a_trial(
        desk,
        "Contoso",
        "2026-10-01",
        services="messaging:25; meetings:25",
        site_url="contoso.webex.com",
        deal_id="0042318",
    )


def open_document(desk: Desk, trial: Trial) -> Conversion:
    found = conversion.open_conversion(desk, trial)
    assert found is not None
    return found


def under_a_wx(trial: Trial, **changes: object) -> Order:
    """An order under A-WX for a new site: it brings the warning of CNV-10."""
    return an_order(trial, **{"offer": OfferName.A_WX, "plan": None, "webex_url": "contoso-new.webex.com", **changes})


def everything(desk: Desk, trial: Trial) -> TrialView:
    """All that the database says of the trial, to be compared before and after a refusal."""
    return view_trial(desk, trial.id)


# The whole way


def test_from_the_first_word_to_the_converted_trial(desk: Desk, trial: Trial) -> None:
    save_draft(desk, trial, Order(offer=OfferName.A_SPK), step=2)
    assert open_document(desk, trial).state is DRAFT
    make_ready(desk, trial, an_order(trial))
    assert open_document(desk, trial).state is READY
    place(on(desk, "2026-11-24"), trial, " 81234567 ")
    placed = open_document(desk, trial)
    assert (placed.state, placed.order_number, str(placed.placed_on)) == (PLACED, "81234567", "2026-11-24")
    converted = complete(on(desk, "2026-11-26"), trial)
    assert str(converted.converted_on) == "2026-11-26"
    assert conversion.open_conversion(desk, trial) is None
    (document,) = everything(desk, trial).conversions
    assert document.state is CONVERTED
    commands = [entry.command for entry in reversed(everything(desk, trial).history)]
    assert commands == ["trials.new", "convert.draft", "convert.order", "convert.place", "convert.complete"]


def test_before_its_day_a_converted_trial_is_still_what_it_was(desk: Desk, trial: Trial) -> None:
    place_order(desk, trial)
    converted = complete(desk, trial).lifecycle(desk.policy)
    assert converted.phase(TODAY) is Phase.CONVERTED
    assert converted.phase(TODAY - days(1)) is Phase.ACTIVE


def test_checking_an_order_changes_nothing(desk: Desk, trial: Trial) -> None:
    before = everything(desk, trial)
    checked = check_order(desk, trial, an_order(trial))
    assert checked.is_ready
    assert everything(desk, trial) == before


def test_an_order_can_be_checked_for_another_day(desk: Desk, trial: Trial) -> None:
    assert check_order(desk, trial, an_order(trial), TODAY).verdict.allowed
    too_late = check_order(desk, trial, an_order(trial), TODAY + days(60)).verdict
    assert [finding.rule for finding in too_late.blocks] == ["CNV-2"]


# The draft


def test_a_draft_gives_back_what_was_typed_to_the_character(desk: Desk, trial: Trial) -> None:
    typed = Order(
        OfferName.A_WX,
        "Z9",
        ("spark-room-device", "unheard-of"),
        " 42",
        "  Jane.DOE@contoso\t",
        "HTTPS://[bold]",
        "2026-11-20, J. Roe, ",
        "\x1b[31m",
        DevicesChoice.KEEP,
    )
    save_draft(desk, trial, typed, step=4)
    found = open_document(desk, trial)
    assert (found.order, found.step, found.state) == (typed, 4, DRAFT)


def test_saving_while_typing_is_not_told_to_the_audit_each_time(desk: Desk, trial: Trial) -> None:
    for length in range(1, 6):
        save_draft(desk, trial, an_order(trial, deal_id="0042318"[:length]), while_typing=True)
    save_draft(desk, trial, an_order(trial), step=3)
    commands = [entry.command for entry in everything(desk, trial).history]
    assert commands == ["convert.draft", "convert.draft", "trials.new"]
    assert open_document(desk, trial).order == an_order(trial)


def test_a_ready_order_that_is_changed_is_a_draft_again(desk: Desk, trial: Trial) -> None:
    make_ready(desk, trial, an_order(trial))
    save_draft(desk, trial, an_order(trial), step=5)
    assert open_document(desk, trial).state is READY
    save_draft(desk, trial, an_order(trial, deal_id="0042319"))
    assert open_document(desk, trial).state is DRAFT
    with pytest.raises(Conflict, match="is draft, so it cannot be placed"):
        place(desk, trial, "81234567")


def test_an_order_that_is_placed_can_no_longer_be_drafted(desk: Desk, trial: Trial) -> None:
    place_order(desk, trial)
    before = everything(desk, trial)
    with pytest.raises(Conflict, match="The order 81234567 of T-000001 is placed"):
        save_draft(desk, trial, Order())
    with pytest.raises(Conflict, match="is placed, so it cannot be made ready"):
        make_ready(desk, trial, an_order(trial))
    assert everything(desk, trial) == before


# Ready


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"offer": None}, "CNV-9"),
        ({"plan": None}, "CNV-16"),
        ({"deal_id": ""}, "CNV-5"),
        ({"admin_email": "Jane.doe@contoso.example"}, "CNV-6"),
        ({"webex_url": "contoso2.webex.com"}, "CNV-7"),
    ],
)
def test_a_blocked_order_does_not_become_ready(desk: Desk, trial: Trial, changes: dict[str, object], rule: str) -> None:
    before = everything(desk, trial)
    with pytest.raises(Refused, match="is blocked") as refused:
        make_ready(desk, trial, an_order(trial, **changes))
    assert [finding.rule for finding in refused.value.verdict.blocks] == [rule]
    assert everything(desk, trial) == before


def test_a_warning_has_to_be_acknowledged_by_its_name(desk: Desk, trial: Trial) -> None:
    order = under_a_wx(trial)
    with pytest.raises(Refused, match=r"nobody has acknowledged: CNV-10\.") as refused:
        make_ready(desk, trial, order)
    ready = make_ready(desk, trial, acknowledge(order, refused.value.verdict, ("CNV-10",)))
    assert ready.state is READY
    assert everything(desk, trial).history[0].acknowledged == ("CNV-10",)


def test_acknowledging_what_does_not_warn_changes_nothing(desk: Desk, trial: Trial) -> None:
    verdict = check_order(desk, trial, an_order(trial)).verdict
    assert acknowledge(an_order(trial), verdict, ("CNV-10", "CNV-14")) == an_order(trial)


def test_a_rule_that_there_is_not_cannot_be_acknowledged(desk: Desk, trial: Trial) -> None:
    with pytest.raises(BadInput, match="There is no rule 'CNV-99'"):
        acknowledge(an_order(trial), check_order(desk, trial, an_order(trial)).verdict, ("CNV-99",))


def test_a_warning_that_says_something_else_asks_again(desk: Desk, trial: Trial) -> None:
    another_deal = acknowledged(desk, trial, an_order(trial, deal_id="0042319"))
    assert check_order(desk, trial, another_deal).is_ready
    yet_another = replace(another_deal, deal_id="0042320")
    assert [finding.rule for finding in check_order(desk, trial, yet_another).unacknowledged] == ["CNV-5"]
    with pytest.raises(Refused, match="CNV-5"):
        make_ready(desk, trial, yet_another)


# Placed


@pytest.mark.parametrize("number", ["", "   ", "81 234\x1b[0m", "x" * 41, "-1", "№ 5", "8123\n4567"])
def test_an_order_number_has_a_form(desk: Desk, trial: Trial, number: str) -> None:
    make_ready(desk, trial, an_order(trial))
    with pytest.raises(BadInput, match="is not an order number"):
        place(desk, trial, number)
    assert open_document(desk, trial).state is READY


def test_nothing_is_placed_completed_or_cancelled_that_was_not_begun(desk: Desk, trial: Trial) -> None:
    before = everything(desk, trial)
    with pytest.raises(Conflict, match="so it cannot be placed"):
        place(desk, trial, "81234567")
    with pytest.raises(Conflict, match="so it cannot be completed"):
        complete(desk, trial)
    with pytest.raises(Conflict, match="so it cannot be cancelled"):
        cancel(desk, trial, "Changed their mind.")
    assert everything(desk, trial) == before


def test_an_order_that_waited_is_checked_anew_when_it_is_placed(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(22))
    make_ready(desk, trial, an_order(trial))
    two_days_later = on(desk, TODAY + days(2))
    with pytest.raises(Refused, match=r"acknowledged: CNV-3\."):
        place(two_days_later, trial, "81234567")
    make_ready(two_days_later, trial, acknowledged(two_days_later, trial, an_order(trial)))
    assert place(two_days_later, trial, "81234567").state is PLACED


def test_that_devices_go_back_from_abroad_has_to_be_acknowledged(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso", "2026-10-01", country="DE", devices="DX80:1")
    order = an_order(trial)
    with pytest.raises(Refused, match="CNV-15"):
        make_ready(desk, trial, order)
    assert make_ready(desk, trial, acknowledged(desk, trial, order)).state is READY


# Completed


def test_the_customer_owns_what_was_ordered(desk: Desk) -> None:
    trial = a_trial(desk, services="messaging:5; calling:5", paid_services="care")
    place_order(desk, trial, plan="C2", addons=("spark-room-device",))
    owned = complete(desk, trial).customer.paid_services
    assert owned == (Service.MESSAGING, Service.MEETINGS, Service.CALLING, Service.CARE, Service.ROOM_SYSTEMS)


def test_under_a_wx_the_customer_owns_messaging_and_meetings(desk: Desk, trial: Trial) -> None:
    make_ready(desk, trial, acknowledged(desk, trial, under_a_wx(trial)))
    place(desk, trial, "81234567")
    assert complete(desk, trial).customer.paid_services == (Service.MESSAGING, Service.MEETINGS)


def test_a_conversion_answers_the_purchase_requests(desk: Desk, trial: Trial) -> None:
    requests.add_request(desk, trial, "We want to buy.")
    place_order(desk, trial)
    assert complete(desk, trial).purchase_requested_on is None
    assert requests.waiting_requests(desk) == (0, ())
    (request,) = everything(desk, trial).requests
    assert (request.handled_on, request.outcome) == (TODAY, "converted")


def test_a_conversion_that_happened_earlier_is_recorded_with_its_day(desk: Desk, trial: Trial) -> None:
    place_order(on(desk, "2026-11-15"), trial)
    converted = complete(desk, trial, TODAY - days(3))
    assert converted.converted_on == TODAY - days(3)


def test_a_conversion_is_recorded_neither_ahead_nor_before_its_order(desk: Desk, trial: Trial) -> None:
    place_order(desk, trial)
    before = everything(desk, trial)
    with pytest.raises(BadInput, match="lies in the future"):
        complete(desk, trial, TODAY + days(1))
    with pytest.raises(BadInput, match="comes before the order was placed"):
        complete(desk, trial, TODAY - days(1))
    assert everything(desk, trial) == before


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
        before = everything(desk, ended)
        with pytest.raises(Refused):
            save_draft(desk, ended, Order())
        with pytest.raises(Refused):
            make_ready(desk, ended, an_order(ended))
        assert everything(desk, ended) == before


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
    assert [document.state for document in everything(desk, trial).conversions] == [DRAFT, CANCELLED]


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
    before = everything(desk, trial)
    save_draft(desk, trial, an_order(trial), dry_run=True)
    make_ready(desk, trial, an_order(trial), dry_run=True)
    assert everything(desk, trial) == before
    place_order(desk, trial)
    placed = everything(desk, trial)
    assert complete(desk, trial, dry_run=True).converted_on == TODAY
    assert cancel(desk, trial, "Only trying.", dry_run=True).state is CANCELLED
    assert everything(desk, trial) == placed


def test_a_tier_two_partner_drafts_but_does_not_order(desk: Desk, trial: Trial) -> None:
    tier_2 = replace(desk, partner=replace(desk.partner, tier=2, distributor="orders@distributor.example"))
    save_draft(tier_2, trial, an_order(trial))
    with pytest.raises(Refused) as refused:
        make_ready(tier_2, trial, an_order(trial))
    assert "orders@distributor.example" in refused.value.verdict.of("CNV-1").message
