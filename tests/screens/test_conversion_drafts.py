"""What is typed is saved while it is typed, resumed where it stood, and never lost to somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.conversion import ConversionState, Order
from sparktui.domain.offer import OfferName
from sparktui.errors import OutsideFailure
from sparktui.screens.customers import CustomersScreen
from sparktui.services import conversion
from sparktui.services.desk import Desk
from sparktui.services.trial_view import view_trial
from sparktui.widgets.findings_view import FindingsView
from tests.driver import NARROW
from tests.portfolio import BEN, an_order, place_order, with_operator
from tests.screens.at_the_wizard import at_the_wizard, contoso, document, documents, typed_in, wizard


@pytest.fixture(autouse=True)
def nobody_looks_for_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app notices other people's changes when the story says so, however slow the machine is."""
    monkeypatch.setattr("sparktui.app.SECONDS_BETWEEN_LOOKS_AT_THE_DATA", 3_600.0)


async def test_a_draft_is_resumed_where_it_stood_with_all_that_was_typed(desk: Desk) -> None:
    trial = contoso(desk, devices="DX80:1")
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("f6", "4", "f2", "enter", "R", "o", "e")
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("Resumed where it stood, saved", "by ada@northwind.example", "● 4 Devices", "draft")
        assert [typed_in(ada, f"contact_{part}") for part in ("when", "whom", "reference")] == ["2026-11-22", "Roe", ""]
        await ada.press("7")
        ada.sees_not("Resumed")
    assert document(desk, trial).order.device_contact == "2026-11-22, Roe, 7"


async def test_a_complete_step_that_is_resumed_is_not_spoiled_by_a_key(desk: Desk) -> None:
    trial = contoso(desk)
    kept = Order(
        offer=OfferName.A_SPK,
        plan="C3",
        deal_id="0042318",
        admin_email="jane.doe@contoso.example",
        webex_url="contoso.webex.com",
    )
    conversion.save_draft(desk, trial, kept, step=3)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("● 3 Order details")
        assert isinstance(ada.app.focused, FindingsView)
        await ada.press("x")
    assert document(desk, trial).order == kept


async def test_a_resumed_step_goes_on_in_the_field_that_is_blocked_at_its_end(desk: Desk) -> None:
    trial = contoso(desk)
    kept = Order(
        offer=OfferName.A_SPK,
        plan="C3",
        deal_id="0042318",
        admin_email="jane.doe@contoso.exampl",
        webex_url="contoso.webex.com",
    )
    conversion.save_draft(desk, trial, kept, step=3)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("e")
        assert typed_in(ada, "admin_email") == "jane.doe@contoso.example"
        assert typed_in(ada, "deal_id") == "0042318"


async def test_a_hundred_keys_in_one_breath_are_all_saved(desk: Desk) -> None:
    trial = contoso(desk, deal_id="")
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("f6", "3", *"0123456789" * 10)
        assert typed_in(ada, "deal_id") == "0123456789" * 10
        assert document(desk, trial).order.deal_id == "0123456789" * 10


async def test_what_is_typed_and_taken_back_at_once_is_not_resumed(desk: Desk) -> None:
    trial = contoso(desk)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("f6", "3", "x", "backspace")
    assert document(desk, trial).order == Order(deal_id="0042318")


async def test_typing_leaves_one_entry_in_the_history_and_each_step_another(desk: Desk) -> None:
    trial = contoso(desk)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("f6", "3", "a", "b", "c", "d")
        await ada.press("ctrl+n")
    commands = [entry.command for entry in view_trial(desk, trial.id).history]
    assert commands == ["convert.draft", "convert.draft", "trials.new"]


async def test_a_ready_order_that_is_changed_is_a_draft_again(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.make_ready(desk, trial, an_order(trial))
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("ready to be placed")
        await ada.press("y", "f6", "3", "9")
        ada.sees("The order was ready; changed, it is a draft again.", "· draft")
        await ada.press("f6", "5")
        assert document(desk, trial).state is ConversionState.DRAFT
        ada.sees_not("[x]", "Order number")


async def test_what_somebody_else_saved_is_shown_while_nothing_is_typed_here(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial), step=3)
    async with at_the_wizard(desk, trial) as ada:
        conversion.save_draft(with_operator(desk, BEN), trial, an_order(trial, deal_id="99"), step=3)
        await ada.press("f4")
        ada.sees("ben@northwind.example changed it in the meantime: this is how it stands now.")
        assert typed_in(ada, "deal_id") == "99"
        assert wizard(ada).theirs is None


@pytest.mark.parametrize("mine", [True, False])
async def test_of_two_people_nobody_is_overwritten_until_one_decides(desk: Desk, mine: bool) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial, deal_id="1"), step=3)
    async with at_the_wizard(desk, trial, NARROW) as ada:
        bens = an_order(trial, deal_id="1", plan="M3")
        conversion.save_draft(with_operator(desk, BEN), trial, bens, step=2)
        await ada.press("f3", "7", "8")
        ada.sees("ben@northwind.example changed this conversion", "What is typed here is not saved. ^g compares.")
        assert typed_in(ada, "deal_id") == "178"
        assert document(desk, trial).order == bens
        await ada.press("ctrl+g")
        ada.sees("Somebody else changed this conversion", "Plan C3 M3", "Deal ID 178 1")
        await ada.press("enter")
        ada.sees("^g compares")
        await ada.press("9")
        assert document(desk, trial).order == bens
        await ada.press("ctrl+g", "m" if mine else "t")
        expected = replace(bens, deal_id="1789", plan="C3") if mine else bens
        assert document(desk, trial).order == expected
        assert typed_in(ada, "deal_id") == expected.deal_id
        ada.sees("A-SPK C3" if mine else "A-SPK M3")
        ada.sees_not("^g compares")
        await ada.press("0")
        assert document(desk, trial).order.deal_id == expected.deal_id + "0"


async def test_a_draft_that_somebody_else_began_meanwhile_is_not_overwritten(desk: Desk) -> None:
    trial = contoso(desk)
    async with at_the_wizard(desk, trial) as ada:
        bens = Order(offer=OfferName.A_WX, deal_id="1")
        conversion.save_draft(with_operator(desk, BEN), trial, bens)
        await ada.press("f6", "3", "f2")
        ada.sees("ben@northwind.example changed this conversion")
        assert document(desk, trial).order == bens
        await ada.press("ctrl+g", "m")
    assert document(desk, trial).order.admin_email == "jane.doe@contoso.example"


async def test_over_an_order_that_somebody_else_placed_nothing_can_be_kept(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial), step=3)
    async with at_the_wizard(desk, trial) as ada:
        place_order(with_operator(desk, BEN), trial)
        await ada.press("f3", "1")
        await ada.press("ctrl+g")
        ada.sees("The order is placed already")
        await ada.press("m")
        ada.sees("The order is placed already")
        await ada.press("t")
        ada.sees("order 81234567 placed", "The order is placed as 81234567")
        assert typed_in(ada, "deal_id") == "0042318"
    assert document(desk, trial).state is ConversionState.PLACED


async def test_after_somebody_else_cancelled_mine_becomes_another_conversion(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial), step=3)
    async with at_the_wizard(desk, trial) as ada:
        conversion.cancel(with_operator(desk, BEN), trial, "by mistake")
        await ada.press("f3", "1")
        ada.sees("ben@northwind.example changed this conversion, which is cancelled now")
        await ada.press("ctrl+g", "m")
        ada.sees("· draft")
    latest, cancelled = documents(desk, trial)
    assert (latest.order.deal_id, latest.state) == ("00423181", ConversionState.DRAFT)
    assert cancelled.state is ConversionState.CANCELLED


async def test_what_cannot_be_saved_is_said_and_not_left_by_mistake(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial = contoso(desk)
    real = conversion.save_draft

    def full(*_arguments: object, **_options: object) -> None:
        raise OutsideFailure("The disk is full; nothing was changed.", "Free some room.")

    async with at_the_wizard(desk, trial) as ada:
        monkeypatch.setattr(conversion, "save_draft", full)
        await ada.press("f6", "3", "f2")
        ada.sees("Not saved: The disk is full; nothing was changed. Free some room.")
        await ada.press("escape", "escape", "escape")
        assert "Not saved; again leaves without it" in ada.notices
        assert wizard(ada).step == 1
        monkeypatch.setattr(conversion, "save_draft", real)
        await ada.press("f6", "3", "f2")
        ada.sees_not("Not saved")
        await ada.press("escape", "escape", "escape")
        assert isinstance(ada.app.screen, CustomersScreen)
    assert document(desk, trial).order.admin_email == "jane.doe@contoso.example"


async def test_an_order_number_that_is_typed_and_not_recorded_is_not_left_by_mistake(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.make_ready(desk, trial, an_order(trial))
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("enter", "8", "1", "tab", "1")
        assert "The order number 81 is typed, but not recorded." in ada.notices
        assert wizard(ada).trial_id == trial.id
        await ada.press("1")
        assert isinstance(ada.app.screen, CustomersScreen)
