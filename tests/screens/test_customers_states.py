"""The list when there is nothing to list: opening, new, broken, read-only; and when the world changes around it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from sparktui.clock import Clock
from sparktui.errors import OutsideFailure
from sparktui.screens.import_dialog import ImportDialog
from sparktui.screens.new_trial import NewTrialScreen
from sparktui.services.desk import Desk
from sparktui.services.freshness import Freshness
from tests.driver import NARROW, WIDE, at_the_desk
from tests.portfolio import TODAY, a_desk, a_trial, a_trial_expiring, days
from tests.screens.portfolio_of_customers import every_phase

BOTH = pytest.mark.parametrize("size", [NARROW, WIDE])


@BOTH
async def test_the_frame_is_drawn_before_the_database_is_open(desk: Desk, size: tuple[int, int]) -> None:
    every_phase(desk)
    may_open = Event()

    def opening() -> Desk:
        may_open.wait(timeout=10)
        return desk

    async with at_the_desk(opening, size, settled=False) as ada:
        await ada.pilot.pause()
        ada.sees("Customers · most urgent first", "Customer", "State", "opening…", "All ·")
        await ada.pilot.press("enter", "n")
        assert "not open yet" in ada.notices
        may_open.set()
        await ada.settle()
        ada.sees("[All 9]", "Asked Co")


@BOTH
async def test_a_new_database_offers_ways_to_begin(desk: Desk, size: tuple[int, int]) -> None:
    async with at_the_desk(desk, size, sample=lambda: desk) as ada:
        ada.sees("No trials yet", "How do you want to begin?", "sample data", "import a customer file", "first trial")
        await ada.press("i")
        assert isinstance(ada.app.screen, ImportDialog)
        await ada.press("escape", "n")
        assert isinstance(ada.app.screen, NewTrialScreen)


async def test_sample_data_are_looked_at_in_a_database_of_their_own(desk: Desk, tmp_path: Path) -> None:
    sample = a_desk(tmp_path / "sample.db")
    every_phase(sample)
    async with at_the_desk(desk, sample=lambda: sample.with_partner_of_record()) as ada:
        await ada.press("d")
        ada.sees("sample data · Northwind Networks", "[All 9]")
        await ada.press("d")
        assert "where there are no trials yet" in ada.notices
    async with at_the_desk(desk) as ada:
        ada.sees("No trials yet")


async def test_an_offer_is_clicked(desk: Desk) -> None:
    async with at_the_desk(desk) as ada:
        at = next(row for row, line in enumerate(ada.text.split("\n")) if "first trial" in line)
        column = ada.text.split("\n")[at].index("start")
        await ada.pilot.click(offset=(column, at))
        await ada.settle()
        assert isinstance(ada.app.screen, NewTrialScreen)


async def test_the_first_trial_replaces_the_welcome(desk: Desk) -> None:
    async with at_the_desk(desk) as ada:
        ada.sees("No trials yet")
        a_trial(desk, "Contoso")
        await ada.press("f4")
        ada.sees("[All 1]", "Contoso")
        assert "Contoso" in ada.here
        await ada.press("space")
        ada.sees("1 marked")


@BOTH
async def test_a_database_that_cannot_be_opened_says_why_and_is_tried_again(desk: Desk, size: tuple[int, int]) -> None:
    every_phase(desk)
    tries: list[int] = []

    def opening() -> Desk:
        tries.append(1)
        if len(tries) == 1:
            raise OutsideFailure("desk.db is being written by somebody else.", "Try again in a moment.")
        return desk

    async with at_the_desk(opening, size) as ada:
        ada.sees("The database could not be opened", "desk.db is being written by somebody else.")
        ada.sees("Try again in a moment.", "F4", "try again")
        await ada.press("n")
        assert "F4 tries again" in ada.notices
        await ada.press("f4")
        ada.sees("[All 9]", "Asked Co")
        assert "Asked Co" in ada.here


@BOTH
async def test_read_only_is_said_and_everything_that_changes_is_off(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    every_phase(desk)
    async with at_the_desk(a_desk(desk.database.path, read_only=True), size) as ada:
        ada.sees("read-only · Northwind")
        for key in ("n", "i", "p", "o"):
            await ada.press(key)
        assert ada.notices.count("open for reading only") == 4
        await ada.press("down", "s", "f")
        ada.sees("Asked")


@dataclass(frozen=True)
class TurnedCalendar(Clock):
    """A clock on which the day is turned by hand."""

    leaves: list[date] = field(default_factory=lambda: [TODAY])

    def today(self, timezone: str) -> date:
        return self.leaves[-1]


async def test_at_midnight_every_day_that_is_left_is_counted_anew(desk: Desk) -> None:
    every_phase(desk)
    clock = TurnedCalendar()
    async with at_the_desk(replace(desk, clock=clock)) as ada:
        await ada.press("down", "down")
        assert "Grace: 2 days left" in ada.here
        clock.leaves.append(TODAY + days(1))
        ada.app.look_at_the_clock()
        await ada.settle()
        ada.sees("Mon 23 Nov 2026", "✕ Lost 2")
        assert "Grace Inc" in ada.here
        assert "Grace: 1 day left" in ada.here


async def test_what_others_write_shows_and_the_cursor_stays(desk: Desk) -> None:
    every_phase(desk)
    colleague = a_desk(desk.database.path)
    async with at_the_desk(desk) as ada:
        await ada.press("down", "down", "space")
        a_trial_expiring(colleague, "Sooner GmbH", TODAY - days(29))
        ada.app.look_for_changes()
        await ada.settle()
        ada.sees("[All 10]", "Sooner GmbH", "1 marked")
        assert "Grace Inc" in ada.here
        assert "•" in ada.here


async def test_what_has_not_changed_is_not_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        read: list[int] = []
        monkeypatch.setattr(ada.app.screen, "reload", lambda: read.append(1))
        for _ in range(3):
            ada.app.look_for_changes()
            await ada.settle()
        assert not read
        a_trial(a_desk(desk.database.path), "Contoso")
        ada.app.look_for_changes()
        await ada.settle()
        assert read


async def test_when_the_trial_under_the_cursor_leaves_the_filter_the_cursor_stays_on_its_line(desk: Desk) -> None:
    for number in range(4):
        a_trial_expiring(desk, f"Asked {number}", TODAY + days(10 + number))
    async with at_the_desk(desk) as ada:
        for _ in range(4):
            await ada.press("r", "enter", "down")
        await ada.press("f", "home", "down")
        assert "Asked 1" in ada.here
        await ada.press("r", "enter")
        ada.sees("3 of 4")
        assert "Asked 2" in ada.here


async def test_what_others_write_does_not_end_the_look_at_another_day(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    every_phase(desk)
    go_on, changed = Event(), Freshness.changed

    def slowly(freshness: Freshness, asked: Desk) -> object:
        go_on.wait(timeout=10)
        return changed(freshness, asked)

    monkeypatch.setattr(Freshness, "changed", slowly)
    async with at_the_desk(desk) as ada:
        a_trial(a_desk(desk.database.path), "Contoso")
        ada.app.look_for_changes()
        await ada.pilot.press("full_stop")
        go_on.set()
        await ada.settle()
        ada.sees("LOOKING AT Mon 23 Nov 2026", "[All 10]")
        await ada.pilot.press("escape")


async def test_at_midnight_a_look_at_tomorrow_has_become_today(desk: Desk) -> None:
    every_phase(desk)
    clock = TurnedCalendar()
    async with at_the_desk(replace(desk, clock=clock)) as ada:
        await ada.press("full_stop")
        ada.sees("LOOKING AT Mon 23 Nov 2026, 1 day ahead")
        clock.leaves.append(TODAY + days(1))
        ada.app.look_at_the_clock()
        await ada.settle()
        ada.sees("Mon 23 Nov 2026")
        ada.sees_not("LOOKING AT")
        await ada.press("n")
        assert isinstance(ada.app.screen, NewTrialScreen)


async def test_data_that_cannot_be_looked_at_are_told_once_and_found_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    every_phase(desk)
    is_broken, record = [True], Desk.with_partner_of_record

    def read(asked: Desk) -> Desk:
        if is_broken:
            raise OutsideFailure("The disk is gone.", "Put it back.")
        return record(asked)

    async with at_the_desk(desk) as ada:
        a_trial(a_desk(desk.database.path), "Contoso")
        monkeypatch.setattr(Desk, "with_partner_of_record", read)
        for _ in range(3):
            ada.app.look_for_changes()
            await ada.settle()
        assert ada.notices.count("The disk is gone.") == 1
        is_broken.clear()
        ada.app.look_for_changes()
        await ada.settle()
        ada.sees("[All 10]")
