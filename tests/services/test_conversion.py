"""A conversion on its way: drafted, made ready and placed, and what is refused at each step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.conversion import ConversionState, DevicesChoice, Order
from sparktui.domain.lifecycle import Phase
from sparktui.domain.offer import OfferName
from sparktui.domain.trial import Trial
from sparktui.errors import BadInput, Conflict, Refused
from sparktui.services import conversion
from sparktui.services.conversion import acknowledge, cancel, check_order, complete, make_ready, place, save_draft
from sparktui.services.desk import Desk
from sparktui.services.trial_view import view_trial
from tests.portfolio import (
    TODAY,
    a_trial,
    a_trial_expiring,
    a_trial_with_a_site,
    acknowledged,
    an_order,
    days,
    on,
    open_document,
    place_order,
)

DRAFT = ConversionState.DRAFT
READY = ConversionState.READY
PLACED = ConversionState.PLACED
CONVERTED = ConversionState.CONVERTED


@pytest.fixture
def trial(desk: Desk) -> Trial:
    """A trial of messaging and meetings with a site, which expires on 30 November 2026."""
    return a_trial_with_a_site(desk)


def under_a_wx(trial: Trial, **changes: object) -> Order:
    """An order under A-WX for a new site: it brings the warning of CNV-10."""
    return an_order(trial, **{"offer": OfferName.A_WX, "plan": None, "webex_url": "contoso-new.webex.com", **changes})


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
    (document,) = view_trial(desk, trial.id).conversions
    assert document.state is CONVERTED
    commands = [entry.command for entry in reversed(view_trial(desk, trial.id).history)]
    assert commands == ["trials.new", "convert.draft", "convert.order", "convert.place", "convert.complete"]


def test_before_its_day_a_converted_trial_is_still_what_it_was(desk: Desk, trial: Trial) -> None:
    place_order(desk, trial)
    converted = complete(desk, trial).lifecycle(desk.policy)
    assert converted.phase(TODAY) is Phase.CONVERTED
    assert converted.phase(TODAY - days(1)) is Phase.ACTIVE


def test_checking_an_order_changes_nothing(desk: Desk, trial: Trial) -> None:
    before = view_trial(desk, trial.id)
    checked = check_order(desk, trial, an_order(trial))
    assert checked.is_ready
    assert view_trial(desk, trial.id) == before


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
    commands = [entry.command for entry in view_trial(desk, trial.id).history]
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
    before = view_trial(desk, trial.id)
    with pytest.raises(Conflict, match="The order 81234567 of T-000001 is placed"):
        save_draft(desk, trial, Order())
    with pytest.raises(Conflict, match="is placed, so it cannot be made ready"):
        make_ready(desk, trial, an_order(trial))
    assert view_trial(desk, trial.id) == before


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
    before = view_trial(desk, trial.id)
    with pytest.raises(Refused, match="is blocked") as refused:
        make_ready(desk, trial, an_order(trial, **changes))
    assert [finding.rule for finding in refused.value.verdict.blocks] == [rule]
    assert view_trial(desk, trial.id) == before


def test_a_warning_has_to_be_acknowledged_by_its_name(desk: Desk, trial: Trial) -> None:
    order = under_a_wx(trial)
    with pytest.raises(Refused, match=r"nobody has acknowledged: CNV-10\.") as refused:
        make_ready(desk, trial, order)
    ready = make_ready(desk, trial, acknowledge(order, refused.value.verdict, ("CNV-10",)))
    assert ready.state is READY
    assert view_trial(desk, trial.id).history[0].acknowledged == ("CNV-10",)


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
    with pytest.raises(BadInput, match="is not an order number" if number.strip() else "is empty"):
        place(desk, trial, number)
    assert open_document(desk, trial).state is READY


def test_nothing_is_placed_completed_or_cancelled_that_was_not_begun(desk: Desk, trial: Trial) -> None:
    before = view_trial(desk, trial.id)
    with pytest.raises(Conflict, match="so it cannot be placed"):
        place(desk, trial, "81234567")
    with pytest.raises(Conflict, match="so it cannot be completed"):
        complete(desk, trial)
    with pytest.raises(Conflict, match="so it cannot be cancelled"):
        cancel(desk, trial, "Changed their mind.")
    assert view_trial(desk, trial.id) == before


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
