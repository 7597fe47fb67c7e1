"""The weeks ahead, and what one trial could become."""

from __future__ import annotations

import pytest

from sparktui.services import partner
from sparktui.services.desk import Desk
from tests.driver import NARROW, WIDE, at_the_desk
from tests.portfolio import TODAY, a_trial, a_trial_expiring, days


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_weeks_ahead_lead_to_the_trials_behind_a_count(desk: Desk, size: tuple[int, int]) -> None:
    a_trial(desk, "Acme [/] Ltd", "2026-10-01")  # expires on 30 Nov 2026, in the second week
    async with at_the_desk(desk, size) as ada:
        await ada.press("w")
        ada.sees("Expiries", "Last days of grace", "Losses", "Numbers released", "No trial stands behind this count.")
        await ada.press("right")
        ada.sees("Mon 30 Nov · 8 days", "Acme [/] Ltd")
        await ada.press("enter", "enter")
        ada.sees("T-000001", "8 days left")
        await ada.press("escape")
        ada.sees("Last days of grace")
        await ada.press("escape", "escape")
        ada.sees("most urgent first")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_forecast_names_its_keys_and_the_mouse_presses_them(desk: Desk, size: tuple[int, int]) -> None:
    a_trial(desk, "Contoso", "2026-10-01")
    async with at_the_desk(desk, size) as ada:
        await ada.press("w")
        bar = ada.part("KeyBar")[0]
        assert bar.split("  ")[:4] == ["→ week after", "← week before", "↓ next count", "enter its trials"]
        assert ("esc back" in bar) is (size == WIDE)
        await ada.click("KeyBar", offset=(bar.index("week after") + 1, 0))
        ada.sees("Expiries · Sun 29 Nov 2026", "Contoso")
        await ada.click("KeyBar", offset=(bar.index("its trials") + 1, 0))
        assert "Contoso" in ada.here
        await ada.click("KeyBar", offset=(bar.index("its trials") + 1, 0))
        ada.sees("T-000001")


async def test_weeks_are_changed_from_the_trials_behind_a_count_too(desk: Desk) -> None:
    a_trial(desk, "Contoso", "2026-10-01")
    a_trial(desk, "Fabrikam", "2026-10-07")
    async with at_the_desk(desk) as ada:
        await ada.press("w", "right", "enter", "right", "left")
        ada.sees("Expiries · Sun 29 Nov 2026", "Contoso")
        await ada.press("escape", "question_mark")
        ada.sees("week after", "its trials", "count above")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_futures_of_a_trial_stand_side_by_side(desk: Desk, size: tuple[int, int]) -> None:
    a_trial(desk, "Contoso", "2026-10-01", services="messaging; meetings", site_url="contoso.webex.com")
    async with at_the_desk(desk, size) as ada:
        await ada.press("v")
        ada.sees("Contoso · T-000001", "what if it is done on Sun 22 Nov 2026")
        ada.sees("Nothing is done lost for ever on Thu 31 Dec 2026")
        ada.sees("Extended ✓ can be done today")
        if size == NARROW:
            await ada.press("end")
        else:
            ada.sees("loss Sat 30 Jan · 69 days", "Converted, A-SPK", "no loss")
            ada.sees("✓ converts: Messaging, Meetings, Site URL, Site content and settings, Users")
        ada.sees("✓ kept: Messaging, Meetings, Usage data", "✕ lost: Site content and settings")
        ada.sees_not("Calling", "Add-ons")
        await ada.press("escape")
        ada.sees("most urgent first")


async def test_a_future_that_is_closed_says_why(desk: Desk) -> None:
    a_trial(desk, "Contoso", "2026-10-01")
    async with at_the_desk(desk) as ada:
        await ada.press("v", "t")
        await ada.type("+20d")
        await ada.press("enter")
        ada.sees("LOOKING AT", "Extended ✕ The trial expired on Mon 30 Nov 2026 and is in grace")
        ada.sees("Converted, A-SPK ✓ can be done on this day")
        ada.sees_not("loss Sat")


async def test_nothing_is_drawn_of_what_cannot_be_done_with_a_lost_trial(desk: Desk) -> None:
    a_trial_expiring(desk, "Contoso", TODAY - days(40))
    async with at_the_desk(desk) as ada:
        await ada.press("v")
        ada.sees("Nothing is done lost for ever on", "Converted, A-SPK ✕ The trial was lost")
        assert ada.text.count("grace ends") == 1
        ada.sees_not("✓", "≠")


async def test_at_tier_two_the_distributor_is_named_as_the_one_who_converts(desk: Desk) -> None:
    partner.set_partner(desk, tier=2, distributor="orders@distributor.example")
    a_trial(desk, "Contoso", "2026-10-01")
    async with at_the_desk(desk.with_partner_of_record()) as ada:
        await ada.press("v")
        ada.sees("Extended ✓ can be done today", "Converted, A-SPK ✓ can be done today, by the distributor only")
        ada.sees("✓ converts: Messaging, Users")


async def test_the_next_event_of_a_trial_is_one_that_comes(desk: Desk) -> None:
    a_trial(desk, "Contoso", "2026-10-01", converted_on="2026-11-20")
    async with at_the_desk(desk) as ada:
        await ada.press("v", "N")
        assert "Nothing happens after this day." in ada.notices
        assert ada.app.day == TODAY
