"""Going to and fro between the screens: each is there once, and nothing unsaved is left without a warning."""

from __future__ import annotations

from dataclasses import replace

from sparktui.domain.conversion import Order
from sparktui.domain.offer import OfferName
from sparktui.screens.conversion_wizard import ConversionWizard
from sparktui.screens.customers import CustomersScreen
from sparktui.screens.new_trial import NewTrialScreen
from sparktui.screens.shipments import ShipmentsScreen
from sparktui.screens.what_if import WhatIfScreen
from sparktui.services import conversion
from sparktui.services.desk import Desk
from tests.driver import Driver, at_the_desk
from tests.portfolio import TODAY, a_trial, a_trial_expiring, days
from tests.screens.at_the_wizard import at_the_wizard, contoso


def stack(ada: Driver) -> list[str]:
    """Return the names of the screens that lie on each other."""
    return [type(screen).__name__ for screen in ada.app.screen_stack]


async def test_each_screen_lies_in_the_stack_once(desk: Desk) -> None:
    async with at_the_wizard(desk, contoso(desk)) as ada:
        await ada.press("4")
        assert isinstance(ada.app.screen, ShipmentsScreen)
        await ada.press("3")
        assert isinstance(ada.app.screen, ConversionWizard)
        assert stack(ada).count("ConversionWizard") == 1
        for _ in range(2):
            for key in ("v", "w", "b", "4", "2"):
                await ada.press(key)
        assert sorted(set(stack(ada))) == sorted(stack(ada))
        await ada.press("1")
        assert isinstance(ada.app.screen, CustomersScreen)


async def test_the_futures_of_another_trial_take_the_place_of_the_first_ones(desk: Desk) -> None:
    first, second = contoso(desk), a_trial_expiring(desk, "Fabrikam", TODAY + days(40))
    async with at_the_desk(desk) as ada:
        ada.app.go_what_if(first.id)
        ada.app.go_what_if(second.id)
        await ada.settle()
        assert isinstance(ada.app.screen, WhatIfScreen)
        ada.sees("Fabrikam")
        assert stack(ada) == ["CustomersScreen", "WhatIfScreen"]


async def test_a_detour_does_not_lose_what_somebody_else_overtook(desk: Desk) -> None:
    trial = contoso(desk)
    async with at_the_wizard(desk, trial) as ada:
        conversion.save_draft(replace(desk, operator="ben@northwind.example"), trial, Order(offer=OfferName.A_WX))
        await ada.press("f6", "3", "f2")
        ada.sees("ben@northwind.example changed this conversion")
        ada.app.go_shipments()
        await ada.settle()
        for key in ("1", "q"):
            wizard = next(screen for screen in ada.app.screen_stack if isinstance(screen, ConversionWizard))
            wizard.is_warned = False
            await ada.press(key)
            assert "Not saved; again leaves without it" in ada.notices
            assert isinstance(ada.app.screen, ShipmentsScreen)
        await ada.press("1")
        assert stack(ada) == ["CustomersScreen"]


async def test_leaving_the_app_from_a_form_warns_of_what_was_typed(desk: Desk) -> None:
    async with at_the_desk(desk) as ada:
        await ada.press("n")
        assert isinstance(ada.app.screen, NewTrialScreen)
        await ada.type("Contoso")
        await ada.press("ctrl+q")
        assert "What you typed here is not saved." in ada.notices
        assert ada.app.return_code is None
        await ada.press("ctrl+q")
    assert ada.app.return_code == 0


async def test_where_nothing_is_typed_the_app_is_left_at_once(desk: Desk) -> None:
    async with at_the_desk(desk) as ada:
        await ada.press("q")
    assert ada.app.return_code == 0


async def test_what_was_to_be_done_once_a_screen_is_drawn_is_not_done_after_it_was_left(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    async with at_the_desk(desk) as ada:
        await ada.press("3")
        done: list[str] = []
        wizard = ada.app.screen
        assert isinstance(wizard, ConversionWizard)
        wizard.once_drawn(done.append, "drawn")
        await ada.settle()
        wizard.once_drawn(done.append, "left")
        ada.app.pop_screen()
        await ada.settle()
        assert done == ["drawn"]
