"""The desk with one conversion open, in the words of the driver.

One job: open the app on a trial's conversion, and read what stands in it. Must not: hold anything that is tested.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.widgets import Input

from sparktui.domain.conversion import Conversion
from sparktui.domain.trial import Trial
from sparktui.screens.conversion_wizard import ConversionWizard
from sparktui.services.desk import Desk
from sparktui.services.trial_view import view_trial
from sparktui.widgets.findings_view import FindingsView
from tests.driver import WIDE, Driver, at_the_desk
from tests.portfolio import TODAY, a_trial_expiring, days

EVERYTHING = {
    "services": "messaging:100; meetings:25; calling:10",
    "site_url": "contoso.webex.com",
    "deal_id": "0042318",
    "admin_email": "jane.doe@contoso.example",
}


def contoso(desk: Desk, days_left: int = 30, **facts: str) -> Trial:
    """Return Contoso's trial of messaging, meetings with a site, and calling; it expires in ``days_left`` days."""
    return a_trial_expiring(desk, "Contoso [EU] Ltd", TODAY + days(days_left), **{**EVERYTHING, **facts})


def contoso_in_grace(desk: Desk, days_left: int, **facts: str) -> Trial:
    """Return the same trial, expired, with ``days_left`` days of grace left."""
    return contoso(desk, days_left - 30, **facts)


@asynccontextmanager
async def at_the_wizard(desk: Desk, trial: Trial, size: tuple[int, int] = WIDE) -> AsyncIterator[Driver]:
    """Open the app on ``desk`` and go to the conversion of ``trial``."""
    async with at_the_desk(desk, size) as driver:
        driver.app.go_convert(trial.id)
        await driver.settle()
        yield driver


def wizard(driver: Driver) -> ConversionWizard:
    """Return the wizard on the screen."""
    screen = driver.app.screen
    assert isinstance(screen, ConversionWizard)
    return screen


def rules_say(driver: Driver) -> str:
    """Return all that stands beside the form, also what is out of sight, without wrapping."""
    view = driver.app.screen.query_one(FindingsView)
    return " ".join(" ".join(piece.text for line in view._lines for piece in line.pieces).split())


def typed_in(driver: Driver, field: str) -> str:
    """Return what stands in the field with that ID."""
    return driver.app.screen.query_one(f"#{field} Input", Input).value


def documents(desk: Desk, trial: Trial) -> tuple[Conversion, ...]:
    """Return the trial's conversion documents as they are recorded, the latest first."""
    return view_trial(desk, trial.id).conversions


def document(desk: Desk, trial: Trial) -> Conversion:
    """Return the trial's only document."""
    (found,) = documents(desk, trial)
    return found


async def order_everything(driver: Driver) -> None:
    """From the first step, take A-SPK as C3 with the recorded address and site, up to the devices."""
    await driver.press("f6", "2", "space", "enter", *["down"] * 5, "space", "ctrl+n")
    await driver.press("f2", "enter", "f2", "enter")
