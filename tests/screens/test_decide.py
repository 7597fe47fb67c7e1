"""The question at the end of a trial, asked until somebody answers it."""

from __future__ import annotations

import pytest

from sparktui.domain.decision import Choice
from sparktui.screens.conversion_wizard import ConversionWizard
from sparktui.screens.customers import CustomersScreen
from sparktui.screens.decide_dialog import DecideDialog
from sparktui.screens.edit_trial import EditTrialScreen
from sparktui.screens.trial import TrialScreen
from sparktui.services.desk import Desk
from sparktui.services.edit_trial import edit_trial
from sparktui.services.partner import set_partner
from sparktui.services.trial_view import view_trial
from tests.driver import NARROW, WIDE, at_the_desk
from tests.portfolio import ADA, BEN, TODAY, a_desk, a_trial, a_trial_expiring, days

QUESTION = "what becomes of the trial?"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_question_is_put_when_the_trial_is_opened_and_answered_with_the_keyboard(
    desk: Desk, size: tuple[int, int]
) -> None:
    trial = a_trial_expiring(desk, "Contoso [EU]", TODAY + days(5))
    async with at_the_desk(desk, size) as driver:
        driver.sees("1 to decide", "Decide by 27 Nov")
        assert driver.here.split("❯")[1].split()[0] == "?"
        await driver.press("enter")
        driver.sees(f"Contoso [EU]: {QUESTION}", "It expires on Fri 27 Nov · 5 days.", "Convert it", "Let it lapse")
        await driver.press("down", "down", "space", "tab", "tab")
        await driver.type("No money")
        await driver.press("enter")
        assert isinstance(driver.app.screen, TrialScreen)
        driver.sees_not("to decide", "Nobody has decided")
        made = view_trial(desk, trial.id).decision
        assert made is not None
        assert (made.choice, made.owner, made.note) == (Choice.LAPSE, ADA, "No money")
        await driver.press("escape")
        driver.sees_not("to decide", "Decide by")
        assert driver.here.split("❯")[1].split()[0] == "◆"


async def test_later_leaves_the_trial_to_be_read_and_asks_at_the_next_visit(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(3))
    async with at_the_desk(desk) as driver:
        await driver.press("enter", "escape")
        assert isinstance(driver.app.screen, TrialScreen)
        driver.sees("1 to decide", "Nobody has decided what becomes of it", "D decides")
        await driver.press("f4")
        driver.sees_not(QUESTION)
        await driver.press("escape", "enter")
        driver.sees(QUESTION)
        assert view_trial(desk, trial.id).decision is None


async def test_convert_leads_on_to_the_wizard_and_somebody_else_can_own_it(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY + days(5))
    async with at_the_desk(desk) as driver:
        await driver.press("enter", "enter", "tab", "ctrl+u")
        await driver.type(BEN)
        await driver.press("ctrl+o")
        assert isinstance(driver.app.screen, ConversionWizard)
    made = view_trial(desk, trial.id).decision
    assert made is not None
    assert (made.choice, made.owner, made.operator) == (Choice.CONVERT, BEN, ADA)


async def test_extend_leads_on_to_the_form_from_the_list(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY + days(5))
    async with at_the_desk(desk) as driver:
        await driver.press("f", "f")
        driver.sees("Customers · To decide")
        await driver.press("D", "down", "space", "ctrl+o")
        assert isinstance(driver.app.screen, EditTrialScreen)
        await driver.press("escape")
        driver.sees("There is no trial among the trials of “To decide” today.")
    made = view_trial(desk, trial.id).decision
    assert made is not None
    assert made.choice is Choice.EXTEND


async def test_what_the_rules_forbid_is_said_and_the_question_stays(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(1))
    async with at_the_desk(desk) as driver:
        await driver.press("enter", "ctrl+o")
        driver.sees("Choose one of the three first.")
        driver.sees("    Extend it  The trial expired")
        await driver.press("down", "space")
        driver.sees_not("(•)")
        await driver.press("down", "space", "tab", "ctrl+u", "ctrl+o")
        driver.sees("The decision has no owner.")
        assert isinstance(driver.app.screen, DecideDialog)
    assert view_trial(desk, trial.id).decision is None


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_tier_2_partner_asks_the_distributor(desk: Desk, size: tuple[int, int]) -> None:
    a_trial_expiring(desk, "Contoso", TODAY + days(5))
    set_partner(desk, tier=2)
    async with at_the_desk(desk.with_partner_of_record(), size) as driver:
        await driver.press("enter")
        driver.sees("( ) Ask the distributor", "( ) Extend it  once, while it runs")
        driver.sees_not("Convert it")


async def test_whoever_types_another_owner_replaces_the_one_who_is_proposed(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY + days(5))
    async with at_the_desk(desk) as driver:
        await driver.press("enter", "down", "down", "space", "tab")
        await driver.type(BEN)
        await driver.press("ctrl+o")
    made = view_trial(desk, trial.id).decision
    assert made is not None
    assert made.owner == BEN


async def test_a_typed_note_is_not_lost_silently(desk: Desk) -> None:
    a_trial_expiring(desk, "Contoso", TODAY + days(5))
    async with at_the_desk(desk) as driver:
        await driver.press("enter", "tab", "tab")
        await driver.type("They")
        await driver.press("escape")
        driver.sees("Discard what you typed?")


async def test_nothing_is_asked_before_the_reminder_on_another_day_or_where_nothing_can_be_written(desk: Desk) -> None:
    a_trial(desk, "Fabrikam", TODAY)
    expiring = a_trial_expiring(desk, "Contoso", TODAY + days(8))
    async with at_the_desk(desk) as driver:
        await driver.press("enter")
        driver.sees_not(QUESTION, "to decide")
        await driver.press("escape", "t")
        await driver.type("+1d")
        await driver.press("enter", "enter")
        assert isinstance(driver.app.screen, TrialScreen)
        driver.sees("Nobody has decided")
        driver.sees_not(QUESTION)
        await driver.press("D")
        assert "decide: not now" in driver.notices
    edit_trial(desk, expiring, extend=True)
    a_trial_expiring(desk, "Litware", TODAY)
    reading = a_desk(desk.database.path, read_only=True)
    async with at_the_desk(reading) as driver:
        await driver.press("enter")
        assert isinstance(driver.app.screen, TrialScreen)
        await driver.press("escape", "D")
        assert isinstance(driver.app.screen, CustomersScreen)
        assert "decide: not now" in driver.notices
    reading.database.close()
