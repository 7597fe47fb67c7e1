"""Looking at another day: everything shows it, nothing can be changed on it, and escape comes back."""

from __future__ import annotations

from datetime import date
from threading import Event

import pytest

from sparktui.domain.listing import ListQuery
from sparktui.screens import customer_reading
from sparktui.screens.customer_reading import FirstView
from sparktui.services import edit_trial
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from tests.driver import NARROW, WIDE, at_the_desk
from tests.portfolio import a_desk, a_trial


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_person_looks_a_month_ahead_and_comes_back(desk: Desk, size: tuple[int, int]) -> None:
    a_trial(desk, "Contoso", "2026-10-01")  # expires on 30 Nov 2026
    async with at_the_desk(desk, size) as ada:
        ada.sees("Sun 22 Nov 2026", "8 days left")
        await ada.press("t")
        await ada.type("+30d")
        ada.sees("Tue 22 Dec 2026")
        await ada.press("enter")
        ada.sees("LOOKING AT Tue 22 Dec 2026, 30 days ahead · read-only · esc back to today", "Grace: 8 days left")
        ada.sees_in("Banner", "By then, if nobody does anything: 1 reminder due, 1 expiry")
        await ada.press("escape")
        ada.sees_not("LOOKING AT")
        ada.sees("8 days left")


async def test_days_weeks_and_events_are_one_key_away(desk: Desk) -> None:
    a_trial(desk, "Contoso", "2026-10-01")
    async with at_the_desk(desk) as ada:
        await ada.press("full_stop")
        assert ada.app.day == date(2026, 11, 23)
        await ada.press("greater_than_sign", "comma")
        assert ada.app.day == date(2026, 11, 29)
        await ada.press("n")
        assert ada.app.day == date(2026, 11, 30)
        await ada.press("n")
        assert ada.app.day == date(2026, 12, 30)
        await ada.press("n")
        ada.sees("1 lost for ever", "Lost on 2026-12-31")
        await ada.press(*["less_than_sign"] * 9)
        assert ada.app.day == date(2026, 11, 22)
        ada.sees_not("LOOKING AT")


async def test_the_same_step_again_is_shown_before_anything_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_trial(desk, "Contoso", "2026-10-01")
    go_on, read = Event(), customer_reading.first_view

    def slow(desk: Desk, query: ListQuery, keep: int | None, room: int) -> FirstView:
        go_on.wait(timeout=10)
        return read(desk, query, keep, room)

    async with at_the_desk(desk) as ada:
        await ada.press("greater_than_sign")
        ada.sees("1 day left")
        monkeypatch.setattr(customer_reading, "first_view", slow)
        await ada.pilot.press("greater_than_sign")
        await ada.until(lambda: "Grace: 24 days left" in ada.text)
        go_on.set()
        await ada.settle()
        ada.sees("Sun 06 Dec 2026", "Grace: 24 days left")


async def test_a_step_shows_what_a_colleague_changed_since_the_last(desk: Desk) -> None:
    a_trial(desk, "Contoso", "2026-10-01")
    async with at_the_desk(desk) as ada:
        await ada.press("full_stop")
        ada.sees("7 days left")
        colleague = a_desk(desk.database.path)
        edit_trial.edit_trial(colleague, find_trial(colleague, "Contoso"), extend=True)
        colleague.database.close()
        ada.app.look_for_changes()
        await ada.settle()
        ada.sees("37 days left")
        await ada.press("full_stop")
        ada.sees("36 days left")


async def test_a_step_goes_from_the_trial_to_which_the_cursor_was_moved(desk: Desk) -> None:
    for number in range(60):
        a_trial(desk, f"Contoso {number:02}", "2026-10-01")
    async with at_the_desk(desk) as ada:
        await ada.press("full_stop", "end")
        assert "Contoso 59" in ada.here
        await ada.press("full_stop")
        assert "Contoso 59" in ada.here


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_is_lost_and_owed_by_then_is_said_in_whole_and_the_mouse_comes_back(
    desk: Desk, size: tuple[int, int]
) -> None:
    a_trial(desk, "Contoso", "2026-10-01", services="calling:5")
    a_trial(desk, "Fabrikam", "2026-10-01")
    async with at_the_desk(desk, size) as ada:
        await ada.press("t")
        await ada.type("+60d")
        await ada.press("enter")
        owed = "2 reminders due, 2 expiries, 2 ends of access"
        ada.sees_in("Banner", f"By then, if nobody does anything: 2 lost for ever · {owed} · numbers of 1 released")
        await ada.click("Banner")
        assert ada.app.day == date(2026, 11, 22)
        ada.sees_not("LOOKING AT")


async def test_nothing_can_be_changed_on_another_day(desk: Desk) -> None:
    a_trial(desk, "Contoso", "2026-10-01")
    async with at_the_desk(desk) as ada:
        await ada.press("full_stop", "e")
        assert "read-only" in ada.notices or "today" in ada.notices
        ada.sees("LOOKING AT")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2020-01-01", "is past"),
        ("soon", "write +30d"),
        ("2026-02-30", "not a day of the calendar"),
        ("+9999y", "beyond"),
    ],
)
async def test_a_day_that_cannot_be_looked_at_is_refused_in_words(desk: Desk, typed: str, said: str) -> None:
    async with at_the_desk(desk) as ada:
        await ada.press("t")
        await ada.type(typed)
        await ada.press("enter")
        ada.sees(said)
        await ada.press("escape")
        assert ada.app.day == date(2026, 11, 22)
