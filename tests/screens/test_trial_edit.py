"""Edit Trial: extend, add services, see what it changes, and lose nothing that was chosen."""

from __future__ import annotations

import pytest

from sparktui.domain.trial import Service, ServiceLine, Trial
from sparktui.screens.edit_trial import EditTrialScreen
from sparktui.screens.trial import TrialScreen
from sparktui.services import edit_trial, trial_view
from sparktui.services.desk import Desk
from tests.driver import NARROW, WIDE, Driver
from tests.portfolio import BEN, TODAY, a_trial, a_trial_expiring, days, place_order, with_operator
from tests.screens.at_the_trial import at_the_trial, said


def now(desk: Desk, trial: Trial) -> Trial:
    """Return the trial as it is on record."""
    return trial_view.view_trial(desk, trial.id).trial


def is_open(ada: Driver) -> bool:
    """Return whether the form is on top."""
    return isinstance(ada.app.screen, EditTrialScreen)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_extending_shows_every_day_that_moves_and_saves_with_a_key(desk: Desk, size: tuple[int, int]) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY + days(4), services="messaging:5; calling:5")
    async with at_the_trial(desk, trial, size) as ada:
        await ada.press("e")
        ada.sees("Edit Trial · Contoso · T-000001", "(•) Keep expires Thu 26 Nov · 4 days")
        await ada.press("down", "space")
        ada.sees("(•) Extend by 30 days", "Expires Thu 26 Nov 2026 → Sat 26 Dec 2026")
        ada.sees("Last day of grace Sat 26 Dec 2026 → Mon 25 Jan 2027", "Numbers released")
        await ada.press("ctrl+o")
        assert isinstance(ada.app.screen, TrialScreen)
        ada.sees("● 34 days left")
    assert now(desk, trial).extended_on == TODAY


async def test_services_are_added_with_their_quantity(desk: Desk) -> None:
    trial = a_trial(desk, services="messaging:25", paid_services="care")
    async with at_the_trial(desk, trial) as ada:
        await ada.press("e")
        ada.sees("messaging on trial already, 25 licences", "care paid for already (EXT-4)")
        ada.sees("meetings (•) leave ( ) add", "room-systems (•) leave")
        await ada.press("tab", "right")
        ada.sees("meetings ( ) leave (•) add 100 licences", "✓ 1 rule holds")
        await ada.press("tab", *["backspace"] * 3)
        ada.sees("meetings has the quantity ''; write a whole number, 1 or more")
        await ada.press("ctrl+o")
        assert is_open(ada)
        await ada.press("1", "2", "ctrl+o")
        assert not is_open(ada)
    assert [(line.service, line.quantity) for line in now(desk, trial).services] == [
        ("messaging", 25),
        ("meetings", 12),
    ]


async def test_a_second_extension_is_refused_and_taught(desk: Desk) -> None:
    trial = a_trial(desk, extended_on="2026-11-20")
    async with at_the_trial(desk, trial) as ada:
        await ada.press("e")
        ada.sees("Extend by 30 days refused", "already extended on Fri 20 Nov 2026; once is all there is.")
        ada.sees("(EXT-1, Extend a Customer's Cisco Spark Trial)")
        await ada.press("down", "space")
        ada.sees("✕ Block EXT-1")
        await ada.press("ctrl+o")
        ada.sees("cannot be extended")
        assert is_open(ada)
    assert now(desk, trial).extended_on != TODAY


async def test_a_placed_order_stands_in_the_way(desk: Desk) -> None:
    trial = a_trial(desk)
    place_order(desk, trial)
    async with at_the_trial(desk, trial) as ada:
        await ada.press("e")
        assert "The order 81234567 is placed" in said(ada, "#effect")


async def test_saving_nothing_says_so(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk)) as ada:
        await ada.press("e", "ctrl+o")
        ada.sees("Nothing is chosen yet.")
        assert is_open(ada)


async def test_escape_asks_only_where_something_would_be_lost(desk: Desk) -> None:
    trial = a_trial(desk)
    async with at_the_trial(desk, trial) as ada:
        await ada.press("e", "escape")
        assert not is_open(ada)
        await ada.press("e", "down", "space", "escape")
        ada.sees("Discard what you typed?")
        await ada.press("enter")
        assert is_open(ada)
        ada.sees("(•) Extend by 30 days")
        await ada.press("escape", "escape")
        assert is_open(ada)
        await ada.press("escape", "d")
        assert not is_open(ada)
    assert now(desk, trial) == trial


async def test_what_somebody_else_changed_is_told_and_nothing_chosen_is_lost(desk: Desk) -> None:
    trial = a_trial(desk)
    async with at_the_trial(desk, trial) as ada:
        await ada.press("e", "tab", "right", "tab", *["backspace"] * 3, "7")
        edit_trial.record_contact(with_operator(desk, BEN), trial, "spoke")
        await ada.press("ctrl+o")
        ada.sees(
            "ben@northwind.example changed this trial in the meantime; nothing was saved.", "contact: Sun 22 Nov 2026"
        )
        ada.sees("meetings ( ) leave (•) add 7")
        await ada.press("ctrl+o")
        assert not is_open(ada)
    assert [line.quantity for line in now(desk, trial).services] == [25, 7]


async def test_a_service_that_somebody_else_added_is_not_added_again(desk: Desk) -> None:
    trial = a_trial(desk)
    async with at_the_trial(desk, trial) as ada:
        await ada.press("e", "tab", "right")
        meetings = (ServiceLine(Service.MEETINGS, 3),)
        edit_trial.edit_trial(with_operator(desk, BEN), trial, extend=False, added=meetings)
        await ada.press("ctrl+o")
        ada.sees("ben@northwind.example changed this trial", "meetings on trial already, 3 licences")
        await ada.press("escape")
        assert not is_open(ada)
    assert [line.quantity for line in now(desk, trial).services] == [25, 3]


async def test_the_mouse_alone_extends(desk: Desk) -> None:
    trial = a_trial(desk)
    async with at_the_trial(desk, trial) as ada:
        await ada.press("e")
        await ada.click("#duration", offset=(8, 1))
        ada.sees("(•) Extend by 30 days")
        await ada.click("#save")
        assert not is_open(ada)
    assert now(desk, trial).extended_on == TODAY


async def test_keyboard_alone_reaches_every_part(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk), NARROW) as ada:
        await ada.press("e", *["down"] * 7)
        assert ada.app.screen.focused is not None
        assert ada.app.screen.focused.id == "cancel"
        await ada.press("enter")
        assert not is_open(ada)
