"""The customer list as a person meets it: what needs somebody first, filters, orders, marks, and what is off."""

from __future__ import annotations

import pytest

from sparktui.screens.customers import CustomersScreen
from sparktui.screens.edit_trial import EditTrialScreen
from sparktui.services.desk import Desk
from tests.driver import NARROW, WIDE, Driver, at_the_desk
from tests.portfolio import TODAY, a_trial_expiring, days
from tests.screens.portfolio_of_customers import IN_ORDER, every_phase

VERY_WIDE = (170, 40)


def the_list(driver: Driver) -> CustomersScreen:
    """Return the screen with the list."""
    assert isinstance(driver.app.screen, CustomersScreen)
    return driver.app.screen


@pytest.mark.parametrize("size", [NARROW, WIDE, VERY_WIDE])
async def test_what_needs_somebody_stands_first_and_says_so_in_words(desk: Desk, size: tuple[int, int]) -> None:
    every_phase(desk)
    async with at_the_desk(desk.with_partner_of_record(), size) as ada:
        ada.sees_in_order("#list", *IN_ORDER)
        ada.sees("Northwind Networks", "Sun 22 Nov 2026", "Customers · most urgent first")
        ada.sees("Grace: last day", "Grace: 2 days left", "Expires today", "3 days left", "20 days left")
        ada.sees("Starts in 5 days", "Converted on 2026-11-17", "Lost on 2026-11-13", "MSG MTG CALL", "25 Oct")
        assert "Asked Co" in ada.here


async def test_a_very_wide_terminal_names_the_next_thing_to_do(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk, VERY_WIDE) as ada:
        ada.sees("Next", "Answer request", "by 24 Nov", "28 days ago", "Sun 25 Oct")


async def test_the_counts_filter_one_after_the_other_and_escape_shows_all_again(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        ada.sees("[All 9]", "! Asked 1", "▲ Grace 2", "◆ Expiring 2", "● Active 2", "✓ Converted 1", "✕ Lost 1")
        await ada.press("f")
        ada.sees("[! Asked 1]", "Customers · Asked · most urgent first", "1 of 9")
        await ada.press("f", "f")
        ada.sees("[▲ Grace 2]", "Lastday AG", "Grace Inc", "2 of 9")
        ada.sees_not("Today SA", "Lost Ltd")
        await ada.press("F", "F", "F", "F")
        ada.sees("[✕ Lost 1]")
        await ada.press("escape")
        ada.sees("[All 9]")
        assert "Lost Ltd" in ada.here, "the cursor stays on the trial that was looked at"


async def test_a_count_is_clicked_to_filter_and_clicked_again_for_all(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        at = ada.text.split("\n")[1].index("Expiring") - 1
        await ada.click("#filters", offset=(at, 0))
        ada.sees("[◆ Expiring 2]", "2 of 9")
        await ada.click("#filters", offset=(at, 0))
        ada.sees("[All 9]")


async def test_an_empty_filter_says_so_and_the_way_out(desk: Desk) -> None:
    a_trial_expiring(desk, "Active BV", TODAY + days(20))
    async with at_the_desk(desk) as ada:
        await ada.press("f")
        ada.sees("There is no trial among the trials of “Asked” today.", "esc shows all trials", "0 of 1")
        await ada.press("enter", "c")
        assert "no trial under the cursor" in ada.notices
        await ada.press("escape")
        ada.sees("Active BV")


async def test_another_order_keeps_the_cursor_on_its_trial(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("down", "down")
        assert "Grace Inc" in ada.here
        for title in ("by customer", "by expiry", "latest start first", "most urgent first"):
            await ada.press("s")
            ada.sees(f"Customers · {title}")
            assert "Grace Inc" in ada.here
        await ada.press("s")
        ada.sees_in_order("#list", *sorted(IN_ORDER))


async def test_a_click_on_a_title_orders_by_that_column(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        titles = ada.text.split("\n")[3]
        await ada.click("#list", offset=(titles.index("Customer") - 1, 0))
        ada.sees("Customers · by customer")
        await ada.click("#list", offset=(titles.index("Expires") - 1, 0))
        ada.sees("Customers · by expiry")
        await ada.click("#list", offset=(titles.index("Services") - 1, 0))
        ada.sees("Customers · by expiry")
        await ada.click("#list", offset=(titles.index("State") - 1, 0))
        ada.sees("Customers · most urgent first")


async def test_marks_stay_on_their_trials_until_escape_takes_them_back(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("space", "end", "space")
        ada.sees("2 marked · 9")
        await ada.press("s")
        marked = [line for line in ada.text.split("\n") if "•" in line.split("●")[0][:4]]
        assert ["Asked Co" in marked[0], "Lost Ltd" in marked[1]] == [True, True]
        await ada.press("escape")
        ada.sees_not("marked")
        await ada.press("escape", "escape")
        assert ada.app.is_running


async def test_enter_opens_the_trial_and_escape_comes_back_to_it(desk: Desk) -> None:
    trials = every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("down", "down", "enter")
        ada.sees(f"Grace Inc · {trials['Grace Inc'].reference}")
        assert not isinstance(ada.app.screen, CustomersScreen)
        while not isinstance(ada.app.screen, CustomersScreen):
            await ada.press("escape")
        assert "Grace Inc" in ada.here


async def test_a_double_click_opens_a_row(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.click("#list", offset=(10, 4))
        assert "Today SA" in ada.here
        await ada.double_click("#list", offset=(10, 2))
        assert not isinstance(ada.app.screen, CustomersScreen)
        ada.sees("Lastday AG")


async def test_beside_the_list_stands_what_is_at_stake_and_until_when(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("down", "down")
        ada.sees_in("#preview", "Grace: 2 days left", "Lost for ever on Wed 25 Nov unless converted:")
        ada.sees_in("#preview", "Licences: messaging, meetings, calling", "WebEx site grace.webex.com")
        ada.sees_in("#preview", "jane.doe@grace-inc.example", "convert until Tue 24 Nov")
        ada.sees_in("#preview", "in grace: only conversion is left")
        await ada.press("end")
        ada.sees_in("#preview", "Lost on Fri 13 Nov:")


async def test_on_a_small_terminal_the_same_folds_into_two_lines(desk: Desk) -> None:
    trials = every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("down", "down")
        await ada.resize(NARROW)
        ada.sees(f"{trials['Grace Inc'].reference} · ")
        ada.sees("convertible until Tue 24 Nov")
        ada.sees("Lost for ever on Wed 25 Nov unless converted: licences,")
        ada.sees_not("jane.doe@grace-inc.example")
        assert "Grace Inc" in ada.here
        await ada.resize(WIDE)
        ada.sees_in("#preview", "jane.doe@grace-inc.example")


async def test_a_key_of_the_preview_is_clicked(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        lines = ada.text.split("\n")
        at = next(row for row, line in enumerate(lines) if "extend until" in line)
        preview = ada.app.screen.query_one("#preview").region
        await ada.click("#preview", offset=(4, at - preview.y))
        assert isinstance(ada.app.screen, EditTrialScreen)


async def test_a_command_that_is_off_says_why_and_what_to_do_instead(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("down", "down", "e")
        assert "only conversion is left" in ada.notices
        assert isinstance(ada.app.screen, CustomersScreen)
        await ada.press("end", "c")
        assert "Lost on" in ada.notices or "lost on" in ada.notices


async def test_a_command_given_faster_than_its_trial_is_read_waits_for_it(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        for key in ("down", "down", "down", "e"):
            await ada.pilot.press(key)
        await ada.settle()
        assert isinstance(ada.app.screen, EditTrialScreen)
        ada.sees("Edit Trial · Today SA")


async def test_a_contact_and_a_request_are_recorded_from_the_list(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk, VERY_WIDE) as ada:
        await ada.press("r")
        ada.sees("Purchase request of Asked Co: handled")
        await ada.type("quote sent")
        await ada.press("enter")
        ada.sees("! Asked 0")
        assert "Asked Co" in ada.here, "the cursor goes with its trial to its new place"
        await ada.press("o")
        await ada.type("spoke with Jane")
        await ada.press("enter")
        ada.sees("contact   Sun 22 Nov · today")


async def test_thousands_of_trials_are_paged_through_without_reading_them_all(desk: Desk) -> None:
    for number in range(150):
        a_trial_expiring(desk, f"Customer {number:03}", TODAY + days(number % 50 + 1))
    async with at_the_desk(desk) as ada:
        ada.sees("[All 150]")
        await ada.press("end")
        assert the_list(ada).customers.table.cursor_row == 149
        assert "50 days left" in ada.here
        await ada.press("pageup", "pageup")
        assert the_list(ada).customers.table.cursor_row < 149 - 60
        await ada.press("home")
        assert "1 day left" in ada.here
