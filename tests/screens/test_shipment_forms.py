"""What a person knows of a shipment or a return is entered as it was: what is in it, how many, and on which day."""

from __future__ import annotations

import pytest

from sparktui.domain.shipment import ShipmentState
from sparktui.domain.trial import Device
from sparktui.services import returns, shipments
from sparktui.services.desk import Desk
from sparktui.services.shipment_changes import add_shipment
from sparktui.services.trial_view import view_trial
from tests.driver import NARROW, WIDE, at_the_desk
from tests.portfolio import D, a_trial, on
from tests.services.mailbox import UPS

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


@pytest.fixture
def contoso(desk: Desk) -> Desk:
    """A desk with Contoso's trial, which has three devices."""
    a_trial(desk, "Contoso", "2026-10-01", country="DE", devices="DX80:2; SX10:1")
    return desk


@SIZES
async def test_a_shipment_is_added_with_what_is_in_it_and_the_day_on_which_that_was_heard(
    contoso: Desk, size: tuple[int, int]
) -> None:
    async with at_the_desk(contoso, size) as ada:
        await ada.press("4", "a")
        await ada.type("contoso")
        await ada.press("down")
        await ada.type(UPS)
        await ada.press("down", "down")
        await ada.type("DX80:two")
        await ada.press("ctrl+o")
        ada.sees("has the quantity 'two'")
        await ada.press(*["backspace"] * 3)
        await ada.type("2")
        await ada.press("down")
        await ada.type("2026-11-23")
        ada.sees("Mon 23 Nov · 1 day: that is still to come.")
        await ada.press("backspace")
        await ada.type("0")
        ada.sees("Fri 20 Nov · 2 days ago")
        await ada.press("ctrl+o")
        ada.sees("[All 1]", UPS)
    added = shipments.find_shipment(contoso, UPS)
    assert added.devices == (Device("DX80", 2),)
    assert added.news_on == D("2026-11-20")


@SIZES
async def test_a_carrier_whose_numbers_look_otherwise_is_kept_with_a_warning(
    contoso: Desk, size: tuple[int, int]
) -> None:
    add_shipment(contoso, a_trial(contoso, "Fabrikam"), "1Z5R89390357567128")
    async with at_the_desk(contoso, size) as ada:
        await ada.press("4", "u", *["tab"] * 3)
        await ada.type("dhl")
        ada.sees("No known kind of DHL number looks like this. Kept with a")
        await ada.press(*["backspace"] * 3)
        await ada.type("UPS")
        ada.sees("The check digit is not that of a UPS number;", "mistyped.")
        await ada.press("ctrl+o")
        ada.sees_in("#details", "! look The check digit is not that of a UPS number")
        await ada.press("u", *["tab"] * 3)
        ada.sees("The check digit is not that of a UPS number;")
        await ada.press(*["backspace"] * 3)
        await ada.type("tnt")
        ada.sees("It is kept as TNT's.")
        await ada.press("ctrl+o")
        ada.sees_not("! look")


@SIZES
async def test_news_of_yesterday_is_recorded_of_yesterday(contoso: Desk, size: tuple[int, int]) -> None:
    add_shipment(on(contoso, "2026-11-20"), a_trial(contoso, "Fabrikam"), UPS)
    async with at_the_desk(contoso, size) as ada:
        await ada.press("4", "u")
        ada.sees("last news: announced, Fri 20 Nov · 2 days ago", "Carrier   ups", "UPS: its check digit holds")
        await ada.press("down", "down", "space", "tab", "tab")
        await ada.type("2026-11-2")
        await ada.press("ctrl+o")
        ada.sees("'2026-11-2' is not a date")
        await ada.type("1")
        ada.sees("Sat 21 Nov · 1 day ago")
        await ada.press("ctrl+o")
        ada.sees("in transit")
        await ada.press("u", "down", "space", "tab", "tab")
        await ada.type("2026-11-20")
        await ada.press("ctrl+o")
        ada.sees("comes before the last entry of Sat 21 Nov 2026")
    known = shipments.find_shipment(contoso, UPS)
    assert (known.state, known.news_on) == (ShipmentState.IN_TRANSIT, D("2026-11-21"))


@SIZES
async def test_what_is_in_a_shipment_is_named_later_and_taken_back(contoso: Desk, size: tuple[int, int]) -> None:
    add_shipment(contoso, a_trial(contoso, "Fabrikam"), UPS)
    async with at_the_desk(contoso, size) as ada:
        await ada.press("4", "u", *["tab"] * 4)
        await ada.type("DX80:1; SX10")
        await ada.press("up", "up")
        await ada.type("2026-11-21")
        await ada.press("ctrl+o")
        ada.sees("The day is that of news")
        await ada.press(*["backspace"] * 10, "ctrl+o")
        assert shipments.find_shipment(contoso, UPS).devices == (Device("DX80", 1), Device("SX10", 1))
        await ada.press("u", *["tab"] * 4)
        ada.sees("DX80:1; SX10:1")
        await ada.press(*["backspace"] * len("DX80:1; SX10:1"), "ctrl+o")
    assert shipments.find_shipment(contoso, UPS).devices == ()
    assert len(shipments.find_shipment(contoso, UPS).news) == 1


@SIZES
async def test_a_shipment_of_the_wrong_trial_is_moved_and_both_histories_tell(
    contoso: Desk, size: tuple[int, int]
) -> None:
    add_shipment(contoso, a_trial(contoso, "Fabrikam"), UPS)
    async with at_the_desk(contoso, size) as ada:
        await ada.press("4", "w")
        ada.sees(f"Whose is {UPS}?", "It is recorded of Fabrikam, T-000002.")
        await ada.type("nobody")
        ada.sees("There is no trial 'nobody'.")
        await ada.press(*["backspace"] * 6)
        await ada.type("fabrikam")
        ada.sees("It is recorded of that trial already.")
        await ada.press("ctrl+o")
        ada.sees("name another trial.")
        await ada.press(*["backspace"] * 8)
        await ada.type("contoso")
        ada.sees("It leaves Fabrikam, T-000002 for Contoso, T-000001;")
        await ada.press("down")
        await ada.type("typed wrong")
        await ada.press("ctrl+o")
        assert "It is of T-000001 now." in ada.notices
        ada.sees("[All 1]", "Contoso")
        ada.sees_not("Fabrikam")
    moved = shipments.find_shipment(contoso, UPS)
    assert (moved.trial_id, moved.news[-1].note) == (1, "typed wrong")
    for trial_id in (1, 2):
        entry = view_trial(contoso, trial_id).history[0]
        assert (entry.before["trial"], entry.after["trial"]) == ("T-000002", "T-000001")


async def test_a_return_stays_with_its_trial(contoso: Desk) -> None:
    async with at_the_desk(contoso) as ada:
        await ada.press("4", "w")
        assert "No shipment and no return is under the cursor." in ada.notices
        await ada.press("r")
        await ada.type("contoso")
        await ada.press("ctrl+o", "w")
        assert "it stays with the trial whose device it takes back" in ada.notices


@SIZES
async def test_some_of_a_trials_devices_go_back_and_the_others_stay(contoso: Desk, size: tuple[int, int]) -> None:
    async with at_the_desk(contoso, size) as ada:
        await ada.press("4", "r")
        await ada.type("contoso")
        ada.sees("DX80:2; SX10:1", "Take out what stays, or write how many go back.", "CNV-15")
        await ada.press("down", *["backspace"] * len("2; SX10:1"))
        await ada.type("5")
        await ada.press("ctrl+o")
        ada.sees("does not have DX80:5", "It has DX80:2; SX10:1.")
        await ada.press(*["backspace"] * 6, "ctrl+o")
        ada.sees("No device is named that goes back.")
        await ada.type("DX80:1")
        await ada.press("ctrl+o")
        ada.sees("Returns 1")
        await ada.press("r")
        ada.sees("Next step of R-000001")
    (opened,) = returns.list_returns(contoso).lines
    assert (opened.rma.model, opened.rma.quantity) == ("DX80", 1)
    assert returns.outstanding(contoso, opened.trial) == (Device("DX80", 1), Device("SX10", 1))


async def test_what_was_typed_stays_when_another_trial_is_named(contoso: Desk) -> None:
    a_trial(contoso, "Fabrikam", "2026-10-01", devices="SX20:1")
    async with at_the_desk(contoso) as ada:
        await ada.press("4", "r")
        await ada.type("fabrikam")
        ada.sees("Devices   SX20:1")
        await ada.press(*["backspace"] * 8)
        await ada.type("contoso")
        ada.sees("Devices   DX80:2; SX10:1")
        await ada.press("down", *["backspace"] * len("; SX10:1"), "up", *["backspace"] * 7)
        await ada.type("fabrikam")
        ada.sees("Devices   DX80:2", "T-000002, Fabrikam: SX20:1.")


async def test_a_step_of_a_return_is_recorded_of_the_day_on_which_it_was_taken(contoso: Desk) -> None:
    async with at_the_desk(contoso) as ada:
        await ada.press("4", "r")
        await ada.type("contoso")
        await ada.press("down", "down")
        await ada.type("2026-11-18")
        await ada.press("ctrl+o", "f", "f", "f", "r", "tab")
        await ada.type("2026-11-19")
        await ada.press("ctrl+o")
        ada.sees("Thu 19 Nov")
    taken = returns.find_return(contoso, "R-1").steps
    assert [(step.step, step.on) for step in taken] == [("opened", D("2026-11-18")), ("packed", D("2026-11-19"))]
