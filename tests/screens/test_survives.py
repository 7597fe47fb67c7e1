"""Keys faster than the app, and slips in a part of it, do not end it."""

from __future__ import annotations

from random import Random

import pytest

from sparktui.services.desk import Desk
from tests.driver import NARROW, WIDE, Driver, at_the_desk
from tests.screens.portfolio_of_customers import every_phase

KEYS = (
    *"1234wvbtnfsoecaurixDpmydkz8",
    *("slash", "full_stop", "comma", "space", "question_mark", "ctrl+p", "ctrl+o", "f2", "f5", "tab"),
    *("escape", "escape", "enter", "up", "down", "left", "right", "pageup", "pagedown", "home", "end"),
)


def goes_on(ada: Driver) -> bool:
    return ada.app.is_running and not ada.app.last_words and ada.app.return_code is None


async def test_turning_pages_where_the_palette_finds_nothing_is_told_and_not_the_end(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("ctrl+p")
        await ada.type("zzzz")
        await ada.press("pageup", "pagedown", "escape")
        assert goes_on(ada)


async def test_the_first_screen_stays_when_something_above_it_is_closed_twice(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("ctrl+p")
        palette = ada.app.screen
        ada.app.pop_screen()
        palette.dismiss()
        await ada.settle()
        assert goes_on(ada)
        ada.sees("[All 9]")


async def test_the_outbox_is_filtered_before_it_has_been_read(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press_fast("b", "f", "f")
        assert goes_on(ada)
        assert "Something went wrong" not in ada.notices


@pytest.mark.parametrize(("seed", "size"), [(1, WIDE), (2, NARROW)])
async def test_whatever_is_pressed_however_fast_the_app_goes_on(desk: Desk, seed: int, size: tuple[int, int]) -> None:
    every_phase(desk)
    pressed = Random(seed)
    async with at_the_desk(desk, size, sample=lambda: desk) as ada:
        for _ in range(8):
            await ada.press_fast(*pressed.choices(KEYS, k=10))
            assert goes_on(ada)
