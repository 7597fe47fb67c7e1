"""What all screens share: ways between them, leaving, help, the palette, colours, and the day that goes by."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from sparktui.clock import Clock
from sparktui.errors import OutsideFailure
from sparktui.screens.commands import CUSTOMERS, EVERYWHERE, commands_of
from sparktui.screens.conversion_wizard import ConversionWizard
from sparktui.screens.customers import CustomersScreen
from sparktui.screens.forecast import ForecastScreen
from sparktui.screens.help import HelpScreen
from sparktui.screens.outbox import OutboxScreen
from sparktui.screens.shipments import ShipmentsScreen
from sparktui.screens.trial import TrialScreen
from sparktui.services.desk import Desk
from tests.driver import NARROW, WIDE, Driver, at_the_desk
from tests.portfolio import TODAY, a_desk, a_trial, a_trial_expiring, days

BY_KEY = {
    "2": TrialScreen,
    "3": ConversionWizard,
    "4": ShipmentsScreen,
    "w": ForecastScreen,
    "b": OutboxScreen,
}
"""The screens that lie one key away from the list."""


def stands_at(ada: Driver, kind: type) -> bool:
    """Return whether a screen of that kind is on top."""
    return isinstance(ada.app.screen, kind)


async def test_number_keys_lead_to_every_screen_and_back(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    async with at_the_desk(desk, NARROW) as ada:
        for key in ("2", "3", "4", "2", "4", "3", "1"):
            await ada.press(key)
            assert stands_at(ada, CustomersScreen if key == "1" else BY_KEY[key]), key
        await ada.press("3")
        ada.sees("Contoso · T-000001")


async def test_escape_leads_back_step_by_step_and_never_out(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    async with at_the_desk(desk, NARROW) as ada:
        for key, kind in BY_KEY.items():
            await ada.press(key)
            assert stands_at(ada, kind), key
            for _ in range(4):
                await ada.press("escape")
            assert stands_at(ada, CustomersScreen), key
            assert ada.app.is_running
        assert len(ada.app.screen_stack) == 1


@pytest.mark.parametrize(("way", "key"), [("1", "q"), ("2", "q"), ("4", "q"), ("3", "ctrl+q"), ("slash", "ctrl+q")])
async def test_q_leaves_from_a_screen_and_ctrl_q_from_where_letters_are_typed(desk: Desk, way: str, key: str) -> None:
    a_trial(desk, "Contoso")
    async with at_the_desk(desk) as ada:
        await ada.press(way)
        await ada.pilot.press(key)
        assert not ada.app.is_running
    assert ada.app.return_code == 0


async def test_a_q_that_is_typed_is_a_letter(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    async with at_the_desk(desk) as ada:
        await ada.press("slash")
        await ada.type("q")
        ada.sees("/ q")
        await ada.press("escape", "n")
        await ada.type("q")
        assert ada.app.is_running


async def test_help_shows_every_key_of_the_screen_and_any_of_its_keys_closes_it(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    async with at_the_desk(desk, (120, 60)) as ada:
        await ada.press("question_mark")
        assert stands_at(ada, HelpScreen)
        for command in commands_of(CUSTOMERS):
            ada.sees(f"{command.key} {command.title}")
        await ada.press("escape", "4", "f1")
        ada.sees(*(f"{command.key} {command.title}" for command in commands_of("shipments")))
        ada.sees_not("Start a new trial.")
        await ada.press("question_mark")
        assert stands_at(ada, ShipmentsScreen)


async def test_help_is_scrolled_where_it_does_not_fit(desk: Desk) -> None:
    async with at_the_desk(desk, NARROW) as ada:
        await ada.press("question_mark")
        last = [command for command in commands_of(CUSTOMERS) if command.scopes == EVERYWHERE][-1]
        ada.sees_not(last.help)
        await ada.press("end")
        ada.sees(last.help)


async def test_the_palette_finds_a_command_by_its_name_and_gives_it(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    async with at_the_desk(desk, NARROW) as ada:
        await ada.press("ctrl+p")
        ada.sees("Record a purchase request")
        await ada.type("weeks ahead")
        await ada.press("enter")
        assert stands_at(ada, ForecastScreen)
        await ada.press("escape", "ctrl+p")
        await ada.type("sample")
        await ada.press("enter")
        assert "where there are no trials yet" in ada.notices, "a command that is off says why"


async def test_a_theme_is_chosen_in_the_palette_and_remembered(desk: Desk) -> None:
    remembered: list[str] = []
    async with at_the_desk(desk, remember=remembered.append) as ada:
        await ada.press("ctrl+p")
        await ada.type("theme")
        await ada.press("enter")
        await ada.type("nord")
        await ada.press("enter")
        assert ada.app.theme == "nord"
    assert remembered == ["nord"]


async def test_a_theme_that_cannot_be_remembered_is_told_and_stays(desk: Desk) -> None:
    def cannot(_name: str) -> None:
        raise OutsideFailure("The colours cannot be remembered.", "They stay until the end.")

    async with at_the_desk(desk, remember=cannot) as ada:
        ada.app.theme = "nord"
        await ada.settle()
        assert "They stay until the end." in ada.notices
        assert ada.app.theme == "nord"


@dataclass(frozen=True)
class TurnedCalendar(Clock):
    """A clock on which the day is turned by hand."""

    leaves: list[date] = field(default_factory=lambda: [TODAY])

    def today(self, timezone: str) -> date:
        return self.leaves[-1]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_midnight_passes_on_whatever_screen_and_for_those_below(desk: Desk, size: tuple[int, int]) -> None:
    a_trial_expiring(desk, "Contoso", TODAY)
    clock = TurnedCalendar()
    async with at_the_desk(replace(desk, clock=clock), size) as ada:
        await ada.press("2")
        ada.sees("Expires today")
        clock.leaves.append(TODAY + days(1))
        ada.app.look_at_the_clock()
        await ada.settle()
        ada.sees("Mon 23 Nov 2026", "Grace: 29 days left")
        await ada.press("1")
        ada.sees("Mon 23 Nov 2026", "Grace: 29 days left")


async def test_what_others_write_shows_on_the_trial_that_is_open(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    async with at_the_desk(desk) as ada:
        await ada.press("2")
        ada.sees_not("T-000002")
        a_trial(a_desk(desk.database.path), "Fabrikam")
        ada.app.look_for_changes()
        await ada.settle()
        assert stands_at(ada, TrialScreen)
        await ada.press("1")
        ada.sees("[All 2]", "Fabrikam")
