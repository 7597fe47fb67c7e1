"""What the rules say stands beside the form while one types, and a warning is acknowledged by its name."""

from __future__ import annotations

import pytest

from sparktui.domain.conversion import Acknowledgement, DevicesChoice, Order
from sparktui.domain.offer import OfferName
from sparktui.services import conversion
from sparktui.services.desk import Desk
from sparktui.widgets.choice_list import ChoiceList
from tests.driver import NARROW, WIDE, Driver
from tests.portfolio import an_order
from tests.screens.at_the_wizard import (
    at_the_wizard,
    contoso,
    contoso_in_grace,
    document,
    rules_say,
    typed_in,
    wizard,
)


async def test_an_address_with_a_look_alike_letter_is_shown_where_it_departs_and_mended_with_a_key(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial, admin_email="jane.d0e@contoso.example"), step=3)
    async with at_the_wizard(desk, trial, NARROW) as ada:
        ada.sees("● 3 Details", "1 block", "Digit zero, recorded letter o.")
        recorded, typed, carets = (
            next(line for line in ada.text.splitlines() if words in line) for words in ("recorded  j", "typed   ", " ^")
        )
        assert (typed[carets.index("^")], recorded[carets.index("^")]) == ("0", "o")
        ada.sees("F2 takes jane.doe@contoso.example", "may set up a second management domain")
        await ada.press("f2")
        ada.sees("nothing in the way", "jane.doe@contoso.example")
        assert "CNV-6" not in rules_say(ada)
    assert document(desk, trial).order.admin_email == "jane.doe@contoso.example"


async def test_the_letter_case_of_the_address_counts_as_it_is_typed(desk: Desk) -> None:
    trial = contoso(desk, admin_email="Jo@contoso.example")
    conversion.save_draft(desk, trial, Order(admin_email="Jo@contoso.exampl"), step=3)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("down")
        assert "Block CNV-6" in rules_say(ada)
        await ada.press("e")
        assert "CNV-6" not in rules_say(ada)
        await ada.press("home", "delete", "j")
        assert "Small j, recorded capital J." in rules_say(ada)


async def test_a_wx_with_the_trials_own_site_asks_for_a_ticket(desk: Desk) -> None:
    trial = contoso(desk)
    order = an_order(trial, offer=OfferName.A_WX, plan=None, webex_url="")
    conversion.save_draft(desk, trial, order, step=3)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("a new site; the trial's is")
        ada.sees_not("Ticket to remove the site")
        await ada.press("f2")
        ada.sees("Ticket to remove the site", "1 block")
        assert "Two ways out: file a ticket" in rules_say(ada)
        await ada.press("enter", "S", "R", "1")
        ada.sees("1 warning")
        ada.sees_not("block")
        assert "A ticket to remove the trial's site contoso.webex.com is recorded: SR1." in rules_say(ada)


async def test_what_a_wx_loses_is_read_before_it_is_ordered(desk: Desk) -> None:
    trial = contoso(desk)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("enter", "right", "space")
        said = rules_say(ada)
        assert "Warning CNV-10 A-WX converts the Spark part only" in said
        assert "Note CNV-12 A-SPK is recommended" in said
        assert "[ ] space: I have read this" in said
        ada.sees("Plan: an A-WX order names none", "2 Offer A-WX", "Add-ons: sold under A-SPK only")
        ada.sees_not("( ) M1", "( ) C3", "[ ] WebEx")
        assert ada.app.screen.query_one("#plans", ChoiceList).disabled


async def test_both_offers_stand_side_by_side_with_all_their_words(desk: Desk) -> None:
    trial = contoso(desk)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("enter")
        ada.sees("A-SPK Cisco Spark", "A-WX WebEx", "together with the site", "✕ lost for ever")
        await ada.pilot.resize_terminal(*NARROW)
        await ada.settle()
        ada.sees("Site content ✓ converts ✕ lost together with the site")
        await ada.press("right")
        ada.sees("Site content ✓ converts ✕ lost for ever", "another identity system for the site")


async def test_a_part_that_the_trial_does_not_have_is_no_loss(desk: Desk) -> None:
    trial = contoso(desk, services="messaging:10", site_url="")
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("enter", "tab")
        for plan in ("M1", "M3", "C1"):
            line = next(line for line in ada.text.splitlines() if f") {plan} " in line)
            assert "covers this trial" in line
        ada.sees_not("loses")
        for part in ("Meetings", "Site URL", "Site content", "Calling", "Devices"):
            (line,) = (line for line in ada.part("#comparison") if line.strip().startswith(part))
            assert line.count("· none") == 2
        ada.sees("Messaging ✓ converts")


async def test_each_plan_says_what_this_trial_would_lose_and_the_rules_say_it_of_the_chosen_one(desk: Desk) -> None:
    trial = contoso(desk)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("enter", "enter", "enter", "enter")
        ada.sees("(•) M1", "loses calling, meetings, the site", "A-SPK M1")
        said = rules_say(ada)
        assert "Warning CNV-16" in said
        assert "M1 does not cover calling and meetings" in said
        assert "Warning CNV-8 Other plans leave the site behind" in said
        await ada.press("ctrl+n")
        await ada.pilot.resize_terminal(*NARROW)
        await ada.settle()
        ada.sees("M1 comes without a WebEx site: not asked for")


async def test_on_a_small_terminal_every_plan_can_be_read_to_its_end(desk: Desk) -> None:
    async with at_the_wizard(desk, contoso(desk), NARROW) as ada:
        await ada.press("enter", "enter", "enter")
        lines = [line.strip("❯ ") for line in ada.part("#plans")]
        assert lines[0] == "MSG MTG SITE CALL"
        assert [line.split(maxsplit=2)[2] for line in lines[1:]] == [
            "M1   ✓   ✕   ✕    ✕  loses 3",
            "M2   ✓   ✓   ✕    ✕  loses 2",
            "M3   ✓   ✓   ✓    ✕  loses 1",
            "C1   ✓   ✕   ✕    ✓  loses 2",
            "C2   ✓   ✓   ✕    ✓  loses 1",
            "C3   ✓   ✓   ✓    ✓  covers it",
        ]


async def test_the_first_step_says_in_which_steps_and_fields_there_is_still_something_to_do(desk: Desk) -> None:
    trial = contoso(desk, country="DE", devices="DX80:1")
    async with at_the_wizard(desk, trial, NARROW) as ada:
        ada.sees("3 blocks in 2-4", "Still to do 2 Offer: an offer; 3 Order details: Management Portal access;")
        ada.sees("4 Devices: contact with Cisco")
        await ada.press("enter", "space", "enter", "enter", "f6", "1")
        ada.sees("2 A-SPK M1", "2 blocks in 3 4", "Still to do 3 Order details: Management Portal access; 4 Devices:")
        await ada.pilot.resize_terminal(*WIDE)
        await ada.settle()
        ada.sees("2 blocks in 3 4 · 3 warnings in 2 4")


async def test_once_nothing_blocks_the_first_step_has_nothing_left_to_say(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial), step=1)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("nothing in the way", "Last day")
        ada.sees_not("Still to do")


async def test_an_acknowledgement_is_void_when_the_warning_says_something_else(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial, plan="M1"), step=2)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("2 warnings")
        await ada.press("f3", "space", "down", "space")
        ada.sees("nothing in the way")
        assert rules_say(ada).count("[x] acknowledged") == 2
        await ada.press("space")
        ada.sees("1 warning")
        await ada.press("space", "f3", "enter", "down", "space")
        ada.sees("A-SPK M2", "2 warnings")
        assert "[ ] space: I have read this" in rules_say(ada)
        assert {seen.rule for seen in document(desk, trial).order.acknowledged} == {"CNV-8", "CNV-16"}
        await ada.press("down", *["down"] * 3, "space")
        ada.sees("A-SPK C3", "nothing in the way")
        await ada.press("f6", "5", "enter")
    assert document(desk, trial).order.acknowledged == ()


async def test_devices_outside_the_united_states_go_back_and_cisco_is_asked_first(desk: Desk) -> None:
    trial = contoso(desk, country="DE", devices="DX80:1; SX10:2")
    conversion.save_draft(desk, trial, an_order(trial, device_contact="", devices=None), step=4)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("DX80 × 1, SX10 × 2. Ask Cisco", "F2 enters 2026-11-22, today", "1 block in 4 · 1 warning in 4")
        await ada.press("f2", "enter", "R", "enter")
        assert "not complete; still to come: the reference." in rules_say(ada)
        await ada.press("7", "enter")
        ada.sees("1 warning")
        await ada.press("down", "space")
        assert "Block CNV-15" in rules_say(ada)
        assert "Only customers in the United States keep devices; this one is in DE." in rules_say(ada)
        await ada.press("up", "enter", "f3", "space")
        ada.sees("nothing in the way")
    order = document(desk, trial).order
    assert (order.device_contact, order.devices) == ("2026-11-22, R, 7", DevicesChoice.RETURN)
    assert [seen.rule for seen in order.acknowledged] == ["CNV-15"]


@pytest.mark.parametrize(("country", "fate"), [("US", "Devices ✓ kept ✓ kept"), ("DE", "Devices returned returned")])
async def test_what_becomes_of_devices_is_seen_beside_the_offers(desk: Desk, country: str, fate: str) -> None:
    async with at_the_wizard(desk, contoso(desk, country=country, devices="DX80:1"), NARROW) as ada:
        await ada.press("enter")
        ada.sees(fate)


async def test_an_american_customer_may_keep_them(desk: Desk) -> None:
    trial = contoso(desk, devices="DX80:1")
    conversion.save_draft(desk, trial, an_order(trial, devices=DevicesChoice.KEEP), step=4)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("(•) The customer keeps them", "nothing in the way")
        assert "may keep the devices" in rules_say(ada)


async def test_the_last_days_of_grace_are_a_warning_of_their_own(desk: Desk) -> None:
    trial = contoso_in_grace(desk, 0)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("Grace: last day", "convertible until Sun 22 Nov 2026")
        assert "must be complete, not only ordered, by Sun 22 Nov 2026" in rules_say(ada)
        await ada.press("space")
        assert "[x] acknowledged" in rules_say(ada)
        assert document(desk, trial).order.acknowledged[0].rule == "CNV-3"


async def test_add_ons_are_toggled_and_can_be_taken_back_under_an_offer_that_does_not_sell_them(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial), step=2)
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("tab", "tab", "space", "down", "down", "space")
        ada.sees("[x] Cisco Spark Room Device", "[x] WebEx Event Center 1000")
        await ada.press("shift+tab", "shift+tab", "right", "space")
        assert "Sold under A-SPK only: spark-room-device, webex-event-center-1000." in rules_say(ada)
        await ada.press("tab", "space", "up", "up", "space")
        assert "CNV-13" not in rules_say(ada)
    assert document(desk, trial).order.addons == ()


async def test_enter_on_a_block_in_the_review_goes_to_the_field_that_mends_it(desk: Desk) -> None:
    trial = contoso(desk, devices="DX80:1")
    broken = an_order(trial, admin_email="x@contoso.example", webex_url="", device_contact="", plan="C3")
    conversion.save_draft(desk, trial, broken, step=5)
    async with at_the_wizard(desk, trial) as ada:
        for rule, field in (("CNV-4", "contact_when"), ("CNV-6", "admin_email"), ("CNV-7", "webex_url")):
            await ada.press("f6", "5")
            while f"✕ Block {rule}" not in _under_the_cursor(ada):
                await ada.press("down")
            await ada.press("enter")
            focused = ada.app.focused
            assert focused is not None
            assert focused is ada.app.screen.query_one(f"#{field} Input")
        assert wizard(ada).step == 3


async def test_what_was_acknowledged_in_other_words_waits_again(desk: Desk) -> None:
    trial = contoso_in_grace(desk, 2)
    stale = (Acknowledgement("CNV-3", "The conversion must be complete by some other day."),)
    conversion.save_draft(desk, trial, an_order(trial, acknowledged=stale), step=5)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("1 warning waits for somebody to read")
        assert "[ ] space: I have read this" in rules_say(ada)
        await ada.press("space")
        ada.sees("nothing in the way")
        assert typed_in(ada, "order-number") == ""


def _under_the_cursor(ada: Driver) -> str:
    return next((line for line in ada.text.splitlines() if "❯" in line), "")
