"""How a trial stands: by whom it can be converted, what no longer comes, what was decided, on which day."""

from __future__ import annotations

import pytest

from sparktui.services import partner
from sparktui.services.decisions import decide
from sparktui.services.desk import Desk
from tests.driver import NARROW, WIDE, at_the_desk
from tests.portfolio import ADA, BEN, TODAY, a_trial, a_trial_expiring, days, on, with_operator
from tests.screens.at_the_trial import at_the_trial, said

LAPSE = "Left to lapse: decided Fri 20 Nov by ben@northwind.example; ada@northwind.example sees to it. They moved on."


def a_trial_left_to_lapse(desk: Desk) -> int:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(8))
    return decide(with_operator(on(desk, "2026-11-20"), BEN), trial, "lapse", ADA, "They moved on.").id


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_at_tier_two_the_head_says_who_can_convert(desk: Desk, size: tuple[int, int]) -> None:
    partner.set_partner(desk, tier=2, distributor="orders@distributor.example")
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(8))
    async with at_the_trial(desk.with_partner_of_record(), trial, size) as ada:
        ada.sees_in("#heading", "Grace: 22 days left · only the distributor converts, until Mon 14 Dec")
        ada.sees_not("convertible until")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_a_conversion_has_taken_away_is_said_not_to_come(desk: Desk, size: tuple[int, int]) -> None:
    trial = a_trial(desk, converted_on="2026-11-20")
    async with at_the_trial(desk, trial, size) as ada:
        ada.sees_in("#life", "no longer comes" if size == NARROW else "none of this comes any more")
        told = said(ada, "#saved")
        assert "What no longer comes: reminder Mon 23 Nov, expiry Mon 30 Nov, grace ends Wed 30 Dec, loss" in told
        assert "Expiry no longer comes; it would have been on Mon 30 Nov" in said(ada, "#tab-rows")


async def test_what_had_come_before_the_conversion_stays(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(8), converted_on="2026-11-20")
    async with at_the_trial(desk, trial) as ada:
        assert "What no longer comes: grace ends Mon 14 Dec, loss Tue 15 Dec." in said(ada, "#saved")
        assert "Expired Sat 14 Nov · 8 days ago" in said(ada, "#tab-rows")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_trial_that_is_left_to_lapse_says_so_and_nothing_advises_to_convert(
    desk: Desk, size: tuple[int, int]
) -> None:
    a_trial_left_to_lapse(desk)
    async with at_the_desk(desk, size) as ada:
        if size == WIDE:
            ada.sees("Left to lapse: decided Fri 20 Nov by", "They moved on.")
        else:
            ada.sees("Left to lapse")
        ada.sees_not("Convert by")
        await ada.press("enter")
        ada.sees_in("#attention", f"{LAPSE} → D decides anew", "22 days of grace left")
        ada.sees_not("Convert by", "Nobody has decided")
        assert LAPSE in said(ada, "#tab-rows")


async def test_who_changes_the_mind_decides_anew(desk: Desk) -> None:
    a_trial_left_to_lapse(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("enter", "D", "space", "tab", "tab")
        await ada.type("Budget found.")
        await ada.press("enter", "escape")
        ada.sees_in("#attention", "To be converted: decided Sun 22 Nov by ada@northwind.example. Budget found.")
        ada.sees_in("#attention", "Convert by Mon 14 Dec 2026")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_only_the_real_today_is_called_today(desk: Desk, size: tuple[int, int]) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY + days(10))
    async with at_the_trial(desk, trial, size) as ada:
        ada.sees_in("#life", "▲ today, 22 Nov")
        await ada.press("t")
        await ada.type("+30d")
        await ada.press("enter")
        ada.sees_in("#life", "◦ today", "on Tue 22 Dec")
        await ada.press("escape")
        ada.sees_in("#life", "▲ today, 22 Nov")


async def test_hostile_words_in_a_decision_are_shown_letter_by_letter(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(8))
    decide(desk, trial, "lapse", "[bold]Eve[/bold]", "[@click=app.quit]bye[/] \x1b[31mred")
    async with at_the_trial(desk, trial) as ada:
        ada.sees_in("#attention", "[bold]Eve[/bold] sees to it. [@click=app.quit]bye[/]")
        assert "\x1b" not in ada.text
