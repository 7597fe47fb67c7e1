"""A conversion from the first step to the converted trial, by keyboard alone."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from sparktui.domain.conversion import ConversionState
from sparktui.domain.lifecycle import Phase
from sparktui.domain.trial import Service
from sparktui.screens.customers import CustomersScreen
from sparktui.services import conversion
from sparktui.services.desk import Desk
from sparktui.services.trial_view import view_trial
from tests.driver import NARROW, WIDE
from tests.portfolio import an_order, place_order
from tests.screens.at_the_wizard import (
    at_the_wizard,
    contoso,
    contoso_in_grace,
    document,
    documents,
    rules_say,
    typed_in,
    wizard,
)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_trial_is_converted_under_a_spk_by_keyboard_alone(desk: Desk, size: tuple[int, int]) -> None:
    trial = contoso_in_grace(desk, 3, devices="DX80:1")
    async with at_the_wizard(desk, trial, size) as ada:
        ada.sees("Contoso [EU] Ltd · T-000001 · not begun", "Grace: 3 days left", "jane.doe@contoso.example")
        assert "Warning CNV-3" in rules_say(ada)
        await ada.press("enter")
        ada.sees("( ) A-SPK", "( ) A-WX", "✓ converts", "✕ lost")
        await ada.press("enter", "enter", "down", "down", "down", "down", "down", "enter")
        ada.sees("● 2", "A-SPK C3")
        await ada.press("ctrl+n", "f2", "enter")
        assert typed_in(ada, "deal_id") == "0042318"
        await ada.press("f2", "enter")
        ada.sees("✓ 3", "● 4 Devices")
        await ada.press("f2", "enter")
        await ada.type("J. Roe")
        await ada.press("enter")
        await ada.type("case 6912")
        await ada.press("enter", "enter", "enter")
        ada.sees("● 5 Review", "1 warning", "● draft")
        await ada.press("space")
        ada.sees("nothing in the way")
        await ada.press("enter")
        await ada.press("enter")
        ada.sees("✓ draft ● ready ○ placed ○ converted")
        for _ in range(8):
            await ada.press("y")
        assert ada.app.clipboard == "jane.doe@contoso.example"
        await ada.press("enter")
        await ada.type("81234567")
        await ada.press("enter", "enter")
        ada.sees("order 81234567 placed", "Order 81234567 was placed on Sun 22 Nov 2026.")
        await ada.press("enter", "enter", "enter")
        ada.sees("Converted on Sun 22 Nov 2026 with order 81234567.")
        ada.sees("✓ draft ✓ ready ✓ placed ✓ converted")
        await ada.press("escape")
        assert isinstance(ada.app.screen, CustomersScreen)
    after = view_trial(desk, trial.id)
    assert after.phase is Phase.CONVERTED
    assert after.trial.customer.paid_services == (Service.MESSAGING, Service.MEETINGS, Service.CALLING)
    recorded = document(desk, trial)
    assert (recorded.order.device_contact, recorded.order_number) == ("2026-11-22, J. Roe, case 6912", "81234567")
    assert [seen.rule for seen in recorded.order.acknowledged] == ["CNV-3"]


async def test_a_trial_is_converted_under_a_wx_with_a_new_site(desk: Desk) -> None:
    trial = contoso(desk)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("enter", "right", "enter", "ctrl+n", "f2", "enter")
        await ada.type("contoso-new.webex.com")
        await ada.press("ctrl+n", "ctrl+n", "space", "enter", "enter")
        ada.sees("ready to be placed", "A-WX", "contoso-new.webex.com")
        ada.sees_not("Plan")
        await ada.press("f3", "f3", "up", "enter")
        await ada.type("90/1")
        await ada.press("enter", "enter")
        ada.sees("order 90/1 placed")
    recorded = document(desk, trial)
    assert recorded.order.offer == "A-WX"
    assert [seen.rule for seen in recorded.order.acknowledged] == ["CNV-10"]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_an_order_number_that_is_missing_is_asked_for_and_the_cursor_stays_in_its_field(
    desk: Desk, size: tuple[int, int]
) -> None:
    trial = contoso(desk)
    conversion.make_ready(desk, trial, an_order(trial))
    async with at_the_wizard(desk, trial, size) as ada:
        await ada.press("enter", "enter")
        ada.sees_in("#order-number", "Enter the number that Cisco Commerce gave.")
        ada.sees("Record the order as placed")
        assert ada.app.focused is ada.app.screen.query_one("#order-number Input")
        await ada.press("enter")
        assert ada.app.focused is ada.app.screen.query_one("#order-number Input")
        await ada.press("1", "2", "3")
        ada.sees_not("Enter the number")
        assert (typed_in(ada, "order-number"), wizard(ada).step) == ("123", 5)
        await ada.press("enter", "enter")
        ada.sees("order 123 placed")
        ada.app.screen.query_one("#converted-on Input", Input).value = ""
        await ada.press("enter", "enter")
        ada.sees_in("#converted-on", "Enter the day on which it was converted")
        assert ada.app.focused is ada.app.screen.query_one("#converted-on Input")
        assert document(desk, trial).state is ConversionState.PLACED


async def test_an_order_number_that_is_none_is_refused_beside_its_field(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.make_ready(desk, trial, an_order(trial))
    async with at_the_wizard(desk, trial, NARROW) as ada:
        await ada.press("enter", "8", "number_sign", "enter", "enter")
        ada.sees("'8#' is not an order number.", "up to 40 letters")
        assert document(desk, trial).state is ConversionState.READY
        await ada.press("backspace")
        ada.sees_not("is not an order number")
        await ada.press("enter", "enter")
        ada.sees("order 8 placed")


@pytest.mark.parametrize(
    ("day", "complaint"),
    [
        ("2026-11-23", "Mon 23 Nov 2026 lies in the future."),
        ("2026-02-30", "'2026-02-30' is not a day of the calendar"),
        ("yesterday", "'yesterday' is not a date of the form YYYY-MM-DD"),
        ("2026-11-20", "Fri 20 Nov 2026 comes before the order was placed on Sun 22 Nov 2026."),
    ],
)
async def test_the_day_of_the_conversion_has_to_be_one(desk: Desk, day: str, complaint: str) -> None:
    trial = contoso(desk)
    place_order(desk, trial)
    async with at_the_wizard(desk, trial, NARROW) as ada:
        await ada.press("enter")
        ada.app.screen.query_one("#converted-on Input", Input).value = day
        await ada.press("enter", "enter")
        ada.sees(complaint)
        assert document(desk, trial).state is ConversionState.PLACED
        assert typed_in(ada, "converted-on") == day


async def test_going_back_keeps_everything_and_escape_leaves_from_the_first_step(desk: Desk) -> None:
    trial = contoso(desk)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("f6", "3", "f2", "escape")
        ada.sees("● 2 Offer")
        await ada.press("f7")
        ada.sees("● 1 Eligibility")
        await ada.press("ctrl+n", "ctrl+n")
        ada.sees("● 3 Order details")
        assert typed_in(ada, "admin_email") == "jane.doe@contoso.example"
        await ada.press("escape", "escape", "escape")
        assert isinstance(ada.app.screen, CustomersScreen)
    saved = document(desk, trial)
    assert (saved.state, saved.order.admin_email) == (ConversionState.DRAFT, "jane.doe@contoso.example")


async def test_looking_leaves_no_trace(desk: Desk) -> None:
    trial = contoso(desk)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n", *["escape"] * 5)
        assert isinstance(ada.app.screen, CustomersScreen)
    assert documents(desk, trial) == ()


async def test_steps_are_reached_by_number_by_arrow_and_by_mouse(desk: Desk) -> None:
    async with at_the_wizard(desk, contoso(desk)) as ada:
        await ada.press("f6", "4")
        ada.sees("● 4 Devices", "This trial has none")
        await ada.press("f6", "left", "enter")
        ada.sees("● 3 Order details")
        await ada.click("#steps", offset=(4, 0))
        ada.sees("● 1 Eligibility")
        await ada.press("f8", "ctrl+n")
        assert wizard(ada).step == 3


async def test_numbers_in_a_field_are_typed_and_do_not_leave(desk: Desk) -> None:
    async with at_the_wizard(desk, contoso(desk, deal_id="")) as ada:
        await ada.press("f6", "3")
        await ada.type("1234q?ty")
        assert typed_in(ada, "deal_id") == "1234q?ty"
        assert wizard(ada).step == 3


async def test_keys_that_are_off_say_why(desk: Desk) -> None:
    async with at_the_wizard(desk, contoso(desk)) as ada:
        for key, reason in (
            ("y", "The order is not ready yet"),
            ("f5", "The order is not ready yet"),
            ("f2", "Nothing is on record for what has the focus"),
            ("f7", "This is the first step."),
            ("f9", "no conversion is under way"),
            ("ctrl+g", "Nobody else changed this conversion"),
        ):
            await ada.press(key)
            assert reason in ada.notices


async def test_a_trial_that_is_not_there_is_said_in_words(desk: Desk) -> None:
    trial = contoso(desk)
    async with at_the_wizard(desk, trial) as ada:
        ada.app.pop_screen()
        ada.app.go_convert(99)
        await ada.settle()
        ada.sees("There is no trial with the number 99.")
        await ada.press("ctrl+n", "f9", "y")
        assert "The trial is still being read." in ada.notices
        await ada.press("escape")
        assert isinstance(ada.app.screen, CustomersScreen)
