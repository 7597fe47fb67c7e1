"""Where there is no order to be made, or it can no longer change, the wizard says so and shows what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparktui.domain.conversion import ConversionState
from sparktui.screens.customers import CustomersScreen
from sparktui.services import conversion
from sparktui.services.desk import Desk
from sparktui.services.partner import set_partner
from tests.driver import NARROW, at_the_desk
from tests.portfolio import TODAY, a_desk, a_trial, a_trial_expiring, an_order, days, on, place_order
from tests.screens.at_the_wizard import (
    EVERYTHING,
    at_the_wizard,
    contoso,
    contoso_in_grace,
    document,
    documents,
    rules_say,
    typed_in,
    wizard,
)


def tier_two(desk: Desk) -> Desk:
    """Return the desk of a tier 2 partner."""
    set_partner(desk, name="Northwind", tier=2, distributor="Distri GmbH, order@distri.example", timezone="UTC")
    return desk.with_partner_of_record()


async def test_a_tier_two_partner_gets_a_text_for_the_distributor_and_no_form(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    trial = contoso(desk)
    async with at_the_wizard(tier_two(desk), trial, NARROW) as ada:
        ada.sees("○ 5 Review no order", "Please convert this Cisco Spark trial to a paid order:")
        ada.sees("distributor, until Thu 21 Jan")
        assert "the distributor does: Distri GmbH, order@distri.example." in rules_say(ada)
        await ada.press("y")
        copied = ada.app.clipboard.splitlines()
        assert copied[2] == "Customer administrator (exactly as written): jane.doe@contoso.example"
        await ada.press("enter")
        assert "A tier 2 partner does not convert" in ada.notices
        assert "y copies the text for it. If the tier is wrong: 1, then p." in ada.notices
        await ada.press("ctrl+n", "f6", "5")
        assert wizard(ada).step == 1
        await ada.press("f5")
        assert (tmp_path / "hand-off-T-000001.txt").read_text(encoding="utf-8").splitlines() == copied
    assert documents(desk, trial) == ()


async def test_a_tier_two_partner_is_told_that_only_the_distributor_converts(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial))
    async with at_the_wizard(tier_two(desk), trial) as ada:
        ada.sees("only the distributor converts, until Thu 21 Jan 2027")
        await ada.press("f9")
        ada.sees("The trial can still be converted by the distributor until Thu 21 Jan 2027.")
        await ada.press("n", "o", "enter", "x")
        ada.sees("Reason: no", "The trial can still be converted by the distributor until Thu 21 Jan 2027.")
        ada.sees_not("convertible until", "Begin a new conversion")


async def test_the_list_tells_a_tier_two_partner_with_which_keys_the_conversion_is_handed_over(desk: Desk) -> None:
    contoso(desk)
    async with at_the_desk(tier_two(desk), NARROW) as ada:
        await ada.press("c")
        assert "with the ready text: key 2, then m." in ada.notices
        await ada.press("2", "m")
        assert ada.app.clipboard.startswith("Please convert this Cisco Spark trial to a paid order:")


async def test_before_its_start_there_is_nothing_to_send_to_the_distributor_yet(desk: Desk) -> None:
    trial = a_trial(desk, starts="2026-12-01")
    async with at_the_wizard(tier_two(desk), trial) as ada:
        assert "Come back on Tue 01 Dec 2026." in rules_say(ada)
        ada.sees_not("Please convert")
        await ada.press("y")
        assert ada.app.clipboard == ""
        assert "A tier 2 partner does not convert" in ada.notices


async def test_a_lost_trial_shows_what_is_gone_for_ever_and_has_no_form(desk: Desk) -> None:
    trial = contoso_in_grace(desk, 3)
    conversion.save_draft(desk, trial, an_order(trial), step=4)
    async with at_the_wizard(on(desk, TODAY + days(4)), trial, NARROW) as ada:
        ada.sees("Lost on 2026-11-26", "Gone for ever", "✕ Administrator roles", "✕ WebEx site contoso.webex.com")
        ada.sees("Phone numbers: held until Thu 10 Dec", "A new order is a new start; it brings none of this back.")
        await ada.press("enter", "ctrl+n", "y", "f5")
        assert wizard(ada).step == 1
        await ada.press("f9", "g", "o", "n", "e", "enter", "x")
        assert document(desk, trial).state is ConversionState.CANCELLED
        ada.sees("Cancelled on Thu 26 Nov 2026", "Reason: gone")
        ada.sees_not("Begin a new conversion", "can still be converted")


async def test_what_is_longer_than_a_small_terminal_is_read_with_f3_and_down(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso " + "of the long name " * 11, TODAY, devices="DX80:1", **EVERYTHING)
    async with at_the_wizard(desk, trial, NARROW) as ada:
        ada.sees_not("the conversion has to be complete")
        await ada.press("f3", *["down"] * 9)
        ada.sees("the conversion has to be complete")
        await ada.press("f3", "enter")
        assert wizard(ada).step == 2


async def test_before_its_start_a_trial_can_be_prepared_but_not_ordered(desk: Desk) -> None:
    trial = a_trial(desk, starts="2026-12-01")
    async with at_the_wizard(desk, trial) as ada:
        assert "Block CNV-2" in rules_say(ada)
        assert "Come back on Tue 01 Dec 2026." in rules_say(ada)
        ada.sees("convertible from Tue 01 Dec 2026")
        ada.sees_not("convertible until")
        await ada.press("enter", "enter")
        ada.sees("2 Offer A-SPK")
    assert document(desk, trial).order.offer == "A-SPK"


async def test_a_converted_trial_shows_how_it_was_ordered(desk: Desk) -> None:
    trial = contoso(desk)
    place_order(desk, trial)
    conversion.complete(desk, trial)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("Converted on 2026-11-22", "Converted on Sun 22 Nov 2026 with order 81234567.")
        ada.sees("owns now: messaging, meetings, calling", "✓ draft ✓ ready ✓ placed ✓ converted")
        ada.sees_not("What the rules say", "[ ]")
        await ada.press("f6", "3")
        assert typed_in(ada, "admin_email") == "jane.doe@contoso.example"
        await ada.press("right", "right", "enter", "escape")
        assert isinstance(ada.app.screen, CustomersScreen)
    assert document(desk, trial).order.plan == "C3"


async def test_a_trial_that_came_in_converted_has_no_form_either(desk: Desk) -> None:
    trial = contoso(desk)
    place_order(desk, trial)
    converted = conversion.complete(desk, trial)
    with desk.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM conversions")
    async with at_the_wizard(desk, converted) as ada:
        ada.sees("no order can be made", "converted")
        assert "Block CNV-2" in rules_say(ada)
        await ada.press("ctrl+n")
        assert wizard(ada).step == 1


async def test_a_placed_order_opens_at_its_completion_and_cannot_change(desk: Desk) -> None:
    trial = contoso_in_grace(desk, 3)
    place_order(desk, trial)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("order 81234567 placed", "Order 81234567 was placed on Sun 22 Nov 2026.", "Sun 22 Nov 2026")
        assert "Warning CNV-3" in rules_say(ada)
        assert "CNV-9" not in rules_say(ada)
        await ada.press("f6", "3")
        ada.sees("The order is placed as 81234567; complete it, or cancel it. It cannot change.")
        await ada.press("x", "x")
        assert typed_in(ada, "admin_email") == "jane.doe@contoso.example"
        await ada.press("f6", "2", "space")
        assert document(desk, trial).order == an_order(trial, acknowledged=document(desk, trial).order.acknowledged)
        await ada.press("escape")
        assert isinstance(ada.app.screen, CustomersScreen)


async def test_cancelling_asks_for_a_reason_and_for_another_key(desk: Desk) -> None:
    trial = contoso(desk)
    place_order(desk, trial)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("f9")
        ada.sees("Cancel this conversion?", "In Cisco Commerce, order 81234567 goes on: cancel it there as well.")
        await ada.press("enter", "x")
        ada.sees("Say why first; the reason stays in the history.")
        await ada.type("too dear")
        await ada.press("enter", "enter")
        ada.sees_not("Cancel this conversion?")
        assert document(desk, trial).state is ConversionState.PLACED
        await ada.press("f9")
        ada.sees("too dear")
        await ada.press("enter", "x")
        ada.sees("Cancelled on Sun 22 Nov 2026 by ada@northwind.example.", "Reason: too dear", "✕ cancelled")
    assert document(desk, trial).cancel_reason == "too dear"


async def test_after_a_cancelled_conversion_another_one_can_begin(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial))
    conversion.cancel(desk, trial, "typed into the wrong trial")
    async with at_the_wizard(desk, trial) as ada:
        ada.sees(
            "○ 2 Offer A-SPK C3",
            "Reason: typed into the wrong trial",
            "The trial can still be converted until Thu 21 Jan 2027.",
        )
        await ada.press("enter")
        ada.sees("● 1 Eligibility", "not begun")
        await ada.press("f4", "f6", "3")
        assert (typed_in(ada, "deal_id"), typed_in(ada, "admin_email")) == ("0042318", "")
        await ada.press("f2")
    assert [found.state for found in documents(desk, trial)] == [ConversionState.DRAFT, ConversionState.CANCELLED]


async def test_a_read_only_desk_shows_everything_and_takes_nothing(desk: Desk, tmp_path: Path) -> None:
    trial = contoso(desk, devices="DX80:1")
    conversion.save_draft(desk, trial, an_order(trial, admin_email="x"), step=3)
    looking = a_desk(desk.database.path, read_only=True)
    async with at_the_wizard(looking, trial) as ada:
        ada.sees("The database is open for reading only", "● 3 Order details", "on record: jane.doe@contoso.example")
        ada.sees_not("F2 takes")
        await ada.press("y", "f2", "ctrl+n", "z")
        ada.sees_not("F2 enters")
        await ada.press("f6", "2", "space", "f6", "5")
        ada.sees("DX80", "Deal ID", "1 block")
        await ada.press("f9")
        assert "reading only" in ada.notices
        assert "Block CNV-6" in rules_say(ada)
    assert document(desk, trial).order == an_order(trial, admin_email="x")
    looking.database.close()


async def test_another_day_is_looked_at_with_its_own_findings_and_nothing_typed(desk: Desk) -> None:
    trial = contoso_in_grace(desk, 10)
    conversion.save_draft(desk, trial, an_order(trial), step=3)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("nothing in the way")
        ada.app.travel(TODAY + days(8))
        await ada.settle()
        ada.sees("LOOKING AT Mon 30 Nov 2026", "Another day is looked at", "1 warning", "Grace: 2 days left")
        await ada.press("f6", "3", "z")
        assert typed_in(ada, "deal_id") == "0042318"
        await ada.press("escape")
        ada.sees("Grace: 10 days left", "nothing in the way")
        await ada.press("f6", "3", "end", "9")
        assert "9" in typed_in(ada, "deal_id")
