"""The desk with one trial open, in the words of the driver.

One job: open the app on a trial's own screen. Must not: hold anything that is tested.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sparktui.domain.trial import Trial
from sparktui.screens.decide_dialog import DecideDialog
from sparktui.services.desk import Desk
from sparktui.widgets.wrapped_rows import WrappedRows
from tests.driver import WIDE, Driver, at_the_desk


@asynccontextmanager
async def at_the_trial(desk: Desk, trial: Trial, size: tuple[int, int] = WIDE) -> AsyncIterator[Driver]:
    """Open the app on ``desk`` and go to ``trial``; what becomes of it is answered later."""
    async with at_the_desk(desk, size) as driver:
        driver.app.go_trial(trial.id)
        await driver.settle()
        if isinstance(driver.app.screen, DecideDialog):
            await driver.press("escape")
        yield driver


def said(driver: Driver, selector: str) -> str:
    """Return all that the rows which ``selector`` names say, also what is out of sight, without frames and wrapping."""
    rows = driver.app.screen.query_one(selector, WrappedRows)
    return " ".join(" ".join(rows.render_line(y).text for y in range(rows.size.height)).split())
