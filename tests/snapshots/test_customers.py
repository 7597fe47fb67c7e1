"""The customer list, as pictures: with data, filtered, empty, and where the database could not be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sparktui.app import SparktuiApp
from sparktui.errors import OutsideFailure
from sparktui.services.desk import Desk
from tests.driver import NARROW, WIDE, Driver
from tests.portfolio import TODAY, a_trial_expiring, days
from tests.screens.portfolio_of_customers import every_phase
from tests.snapshots.test_trial import Compares

if TYPE_CHECKING:
    from textual.pilot import Pilot

BOTH = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["small", "wide"])


def the_desk(desk: Desk) -> Desk:
    """Return a named partner's desk with a trial in every phase, and names that keep no column straight."""
    every_phase(desk)
    a_trial_expiring(desk, "Contoso [EU] Ltd", TODAY - days(27), services="messaging:25; calling:5")
    a_trial_expiring(desk, "株式会社サンプル", TODAY + days(5), services="messaging:5; meetings:5")
    a_trial_expiring(desk, "Müller & Söhne Vermögensverwaltungsgesellschaft", TODAY + days(6), country="DE")
    return desk.with_partner_of_record()


def compare(snap_compare: Compares, opening: Callable[[], Desk], size: tuple[int, int], *keys: str) -> bool:
    """Return whether the list looks as before, after ``keys``."""
    app = SparktuiApp(opening, operator="ada@northwind.example", sample=opening)

    async def go(pilot: Pilot[int]) -> None:
        driver = Driver(app, pilot)
        await driver.settle()
        await driver.press(*keys)

    return snap_compare(app, terminal_size=size, run_before=go)


@BOTH
def test_a_trial_in_every_phase(snap_compare: Compares, desk: Desk, size: tuple[int, int]) -> None:
    assert compare(snap_compare, lambda: the_desk(desk), size, "down", "space", "down")


@BOTH
def test_one_phase_and_a_search(snap_compare: Compares, desk: Desk, size: tuple[int, int]) -> None:
    assert compare(snap_compare, lambda: the_desk(desk), size, "f", "f", "f", "slash", "e", "u")


@BOTH
def test_a_database_without_trials(
    snap_compare: Compares, desk: Desk, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.database, "path", Path("/home/ada/sparktui.db"))
    assert compare(snap_compare, lambda: desk, size)


@BOTH
def test_a_database_that_cannot_be_opened(snap_compare: Compares, size: tuple[int, int]) -> None:
    def opening() -> Desk:
        raise OutsideFailure("desk.db is being written by somebody else for too long.", "Try again in a moment.")

    assert compare(snap_compare, opening, size)
