"""Searching while typing: what is found, how escape takes it back, and that late answers never show."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from textual.events import Key

from sparktui.domain.listing import ListQuery
from sparktui.screens import customer_reading
from sparktui.screens.customer_reading import FirstView
from sparktui.screens.customers import CustomersScreen
from sparktui.services.customer_list import OpenList
from sparktui.services.desk import Desk
from sparktui.store import trial_search
from tests.driver import NARROW, WIDE, at_the_desk
from tests.portfolio import TODAY, a_trial_expiring, days
from tests.screens.portfolio_of_customers import every_phase


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_letter_narrows_the_list_and_says_how_many_are_left(desk: Desk, size: tuple[int, int]) -> None:
    every_phase(desk)
    async with at_the_desk(desk, size) as ada:
        await ada.press("slash")
        await ada.type("gr")
        ada.sees("/ gr", "Grace Inc", "1 of 9")
        ada.sees_not("Lastday AG", "Lost Ltd")
        await ada.type("zz")
        ada.sees("0 of 9", "Nothing matches “grzz”.", "esc clears the search.")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jane.doe@active", "Active BV"),
        ("grace.webex", "Grace Inc"),
        ("0042318", "Active BV"),
        ("LAST", "Lastday AG"),
    ],
)
async def test_name_address_site_and_deal_id_are_searched(desk: Desk, typed: str, found: str) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("slash")
        await ada.type(typed)
        ada.sees("1 of 9")
        assert found in ada.here


async def test_letters_typed_at_once_go_into_the_search_and_give_no_commands(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        for key in ("slash", "n", "e", "x"):
            await ada.pilot.press(key)
        await ada.settle()
        assert isinstance(ada.app.screen, CustomersScreen)
        ada.sees("/ nex")


async def test_a_search_that_comes_in_one_burst_gives_no_commands(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        for key in ("slash", "n", "e", "x", "slash"):
            ada.app.post_message(Key(key, "/" if key == "slash" else key))
        await ada.settle()
        assert isinstance(ada.app.screen, CustomersScreen)
        ada.sees("/ nex/")


async def test_escape_shows_all_again_with_the_cursor_on_what_was_found(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("f", "f", "f")
        await ada.press("slash")
        await ada.type("grace")
        await ada.press("escape")
        ada.sees("[▲ Grace 2]", "2 of 9")
        assert "Grace Inc" in ada.here
        await ada.press("escape")
        ada.sees("[All 9]")
        assert "Grace Inc" in ada.here
        await ada.press("escape", "escape")
        assert ada.app.is_running


async def test_the_search_remembers_what_was_typed(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("slash")
        await ada.type("grace")
        await ada.press("escape", "slash")
        ada.sees("/ grace", "1 of 9")
        await ada.type("lost")
        ada.sees("/ lost", "1 of 9")
        assert "Lost Ltd" in ada.here


async def test_the_list_is_walked_while_the_search_is_typed_and_enter_goes_on_in_it(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("slash")
        await ada.type("example")
        await ada.press("down")
        assert "Lastday AG" in ada.here
        await ada.press("slash", "enter", "s")
        ada.sees("/ example", "by customer")


async def test_an_answer_that_comes_late_is_never_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    every_phase(desk)
    asked: list[str] = []
    go_on = Event()
    read = customer_reading.first_view

    def slow(desk: Desk, query: ListQuery, keep: int | None, room: int) -> FirstView:
        asked.append(query.text)
        if query.text == "l":
            go_on.wait(timeout=10)
        return read(desk, query, keep, room)

    monkeypatch.setattr(customer_reading, "first_view", slow)
    async with at_the_desk(desk) as ada:
        shown: list[int] = []
        table = ada.app.screen.query_one("#list")
        monkeypatch.setattr(table, "reset", lambda total, **_: shown.append(total))
        for key in ("slash", "l", "o", "s", "t"):
            await ada.pilot.press(key)
        go_on.set()
        await ada.settle()
        assert asked[-2:] == ["l", "lost"], "what was typed while the first answer was on its way is asked once"
        assert shown[-1] == 1
        assert 2 not in shown, "the answer for the first letter is not shown"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_of_a_search_that_finds_much_the_first_are_there_at_once_and_then_all(
    desk: Desk, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(150):
        a_trial_expiring(desk, f"Contoso {number:03}", TODAY + days(5))
    for name, figure in (("FIRST", 64), ("WALKED", 100), ("FEW", 10)):
        monkeypatch.setattr(trial_search, name, figure)
    go_on, read_on = Event(), customer_reading.whole_list

    def slowly(*wanted: Any) -> OpenList:
        go_on.wait(timeout=10)
        return read_on(*wanted)

    monkeypatch.setattr(customer_reading, "whole_list", slowly)
    async with at_the_desk(desk, size) as ada:
        await ada.pilot.press("slash", "c", "o")
        await ada.until(lambda: "64+ of 150" in ada.text)
        await ada.pilot.press("enter", "end")
        await ada.until(lambda: "Contoso 063" in ada.here)
        go_on.set()
        await ada.settle()
        ada.sees("150 of 150")
        assert "Contoso 063" in ada.here
        await ada.press("end")
        assert "Contoso 149" in ada.here
