"""The tabs of a trial: with the arrow keys and the mouse, narrow and wide."""

from __future__ import annotations

import pytest

from sparktui.domain.trial import Device
from sparktui.services import conversion, edit_trial, partner
from sparktui.services.desk import Desk
from sparktui.services.return_changes import open_returns
from sparktui.services.shipment_changes import add_shipment
from tests.driver import NARROW, WIDE
from tests.portfolio import BEN, TODAY, D, a_trial, a_trial_expiring, an_order, days, with_operator
from tests.screens.at_the_trial import at_the_trial

NAMES = ["[Facts]", "[Services]", "[Notices]", "[Shipments", "[Adoption", "[Conversion]", "[History]"]


@pytest.mark.parametrize("size", [NARROW, WIDE, (100, 30)])
async def test_left_and_right_go_round(desk: Desk, size: tuple[int, int]) -> None:
    async with at_the_trial(desk, a_trial(desk), size) as ada:
        for name in [*NAMES[1:], NAMES[0]]:
            await ada.press("right")
            ada.sees(name)
        await ada.press("left")
        ada.sees("[History]")


async def test_a_click_chooses_a_tab(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk)) as ada:
        line = ada.app.screen.query_one("TabStrip").render_line(0).text
        await ada.click("TabStrip", offset=(line.index("History") + 1, 0))
        ada.sees("[History]", "Trial started")


async def test_services_tell_what_is_there_and_what_can_come(desk: Desk) -> None:
    trial = a_trial(desk, services="messaging:1000; calling:5", paid_services="care")
    async with at_the_trial(desk, trial) as ada:
        await ada.press("right")
        ada.sees("messaging 1,000 on trial", "calling 5 on trial", "care paid for")
        ada.sees("meetings can be added until Mon 30 Nov: key e")


async def test_devices_and_no_shipments_yet(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk, devices="DX80:2")) as ada:
        await ada.press("right", "right", "right")
        ada.sees("Devices DX80:2", "Shipments none is recorded", "Returns none is recorded")


async def test_shipments_and_returns_stand_on_their_trial_with_what_is_worrying(desk: Desk) -> None:
    trial = a_trial(desk, starts="2026-10-20", devices="DX80:2")
    add_shipment(desk, trial, "1Z5R89390357567127", on=D("2026-11-02"), devices=(Device("DX80", 2),))
    open_returns(desk, trial)
    async with at_the_trial(desk, trial) as ada:
        await ada.press("right", "right", "right")
        ada.sees("! announced", "1Z5R89390357567127 · UPS · DX80:2 · 20 days", "No news for 20 days.")
        ada.sees("opened", "R-000001 · 1 x DX80 · today", "R-000002 · 1 x DX80 · today")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_adoption_help_has_five_topics_each_with_a_message(desk: Desk, size: tuple[int, int]) -> None:
    async with at_the_trial(desk, a_trial(desk, "Contoso [EU] Ltd"), size) as ada:
        await ada.press("m")
        assert "Choose a topic" in ada.notices
        await ada.press("a")
        copied = []
        for title in ("Getting started", "Adding users", "Choosing service", "Usage reports", "Support"):
            ada.sees(title)
            await ada.press("m", "down")
            copied.append(ada.app.clipboard)
        assert len(set(copied)) == 5
        assert all("Contoso [EU] Ltd" in text and "ada@northwind.example" in text for text in copied)


async def test_the_message_is_also_copied_by_enter_and_by_a_click(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk)) as ada:
        await ada.press("a", "down", "enter")
        assert "Bringing your colleagues in" in ada.app.clipboard
        place = next(y for y, line in enumerate(ada.text.splitlines()) if "m copies a message" in line)
        await ada.pilot.click(offset=(60, place))
        await ada.settle()
        assert "Your first days" in ada.app.clipboard


async def test_no_adoption_help_where_nobody_is_left(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial_expiring(desk, "Contoso", TODAY - days(40))) as ada:
        await ada.press("a")
        ada.sees("[Adoption]", "The organisation is gone, so there is nobody left to help.")
        ada.sees_not("Getting started")


async def test_conversion_documents_with_their_states(desk: Desk) -> None:
    trial = a_trial(desk)
    async with at_the_trial(desk, trial) as ada:
        await ada.press("left", "left")
        ada.sees("No conversion has been begun; c begins one.")
        conversion.save_draft(desk, trial, an_order(trial), step=3)
        conversion.cancel(desk, trial, "wrong deal")
        conversion.save_draft(desk, trial, an_order(trial, deal_id="0815"), step=2)
        await ada.press("f4")
        ada.sees("Conversion draft · step 2 of 5 · c resumes it", "Deal ID 0815", "Conversion cancelled")
        ada.sees("Reason wrong deal")


async def test_the_history_tells_who_did_what_in_the_partners_time(desk: Desk) -> None:
    partner.set_partner(desk, timezone="Pacific/Kiritimati")
    trial = a_trial(desk)
    edit_trial.edit_trial(with_operator(desk, BEN), trial, extend=True)
    kiritimati = desk.with_partner_of_record()
    async with at_the_trial(kiritimati, trial) as ada:
        await ada.press("left")
        ada.sees("Trial extended · ben@northwind.example", "extended: Sun 22 Nov 2026")
        ada.sees("Trial started · ada@northwind.example", "services: messaging:25", "as of Sun 22 Nov 2026")


async def test_a_long_history_is_scrolled_by_keyboard(desk: Desk) -> None:
    trial = a_trial(desk)
    for number in range(30):
        trial = edit_trial.record_contact(desk, trial, f"call {number}")
    for size in (NARROW, WIDE):
        async with at_the_trial(desk, trial, size) as ada:
            await ada.press("left")
            ada.sees("call 29")
            ada.sees_not("Trial started")
            await ada.press("end")
            ada.sees("Trial started")
