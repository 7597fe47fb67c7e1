"""The trial's screen and its form, as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sparktui.app import SparktuiApp
from sparktui.services import edit_trial, partner
from sparktui.services.desk import Desk
from tests.driver import NARROW, WIDE, Driver
from tests.portfolio import TODAY, a_trial_expiring, days, on

if TYPE_CHECKING:
    from textual.pilot import Pilot


class Compares(Protocol):
    """What the snapshot plugin offers."""

    def __call__(self, app: SparktuiApp, *, terminal_size: tuple[int, int], run_before: object) -> bool: ...


def the_desk(desk: Desk) -> Desk:
    """Return a named partner's desk with one trial of everything, in its last days of grace."""
    partner.set_partner(desk, name="Northwind Networks", administrators=("ada@northwind.example",))
    trial = a_trial_expiring(
        desk,
        "Contoso [EU] Ltd",
        TODAY - days(27),
        services="messaging:100; meetings:25; calling:40",
        site_url="contoso.webex.com",
        deal_id="0042318",
        devices="DX80:1",
        period_days="90",
    )
    edit_trial.record_contact(on(desk, "2026-11-20"), trial, "Jane wants to buy, and asks for a quote.")
    a_trial_expiring(desk, "Müller & Söhne", TODAY + days(4), country="DE", services="messaging:25; calling:5")
    return desk.with_partner_of_record()


def compare(snap_compare: Compares, desk: Desk, size: tuple[int, int], trial_id: int, *keys: str) -> bool:
    """Return whether the trial's screen looks as before, after ``keys``."""
    app = SparktuiApp(lambda: the_desk(desk), operator="ada@northwind.example")

    async def go(pilot: Pilot[int]) -> None:
        driver = Driver(app, pilot)
        await driver.settle()
        app.go_trial(trial_id)
        await driver.settle()
        await driver.press(*keys)

    return snap_compare(app, terminal_size=size, run_before=go)


def test_the_question_what_becomes_of_it(snap_compare: Compares, desk: Desk) -> None:
    assert compare(snap_compare, desk, NARROW, 1, "down", "space")


def test_a_trial_in_its_last_days_of_grace(snap_compare: Compares, desk: Desk) -> None:
    assert compare(snap_compare, desk, WIDE, 1, "escape")


def test_the_same_on_a_small_terminal(snap_compare: Compares, desk: Desk) -> None:
    assert compare(snap_compare, desk, NARROW, 1, "escape")


def test_adoption_help(snap_compare: Compares, desk: Desk) -> None:
    assert compare(snap_compare, desk, WIDE, 2, "escape", "a")


def test_an_extension_before_it_is_saved(snap_compare: Compares, desk: Desk) -> None:
    assert compare(snap_compare, desk, NARROW, 2, "escape", "e", "down", "space")
