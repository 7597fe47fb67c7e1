"""The conversion, as pictures: two offers side by side, an address that is not the recorded one, the order sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sparktui.app import SparktuiApp
from sparktui.domain.offer import OfferName
from sparktui.services import conversion, partner
from sparktui.services.desk import Desk
from sparktui.widgets.top_bar import TopBar
from tests.driver import NARROW, WIDE, Driver
from tests.portfolio import an_order
from tests.screens.at_the_wizard import contoso_in_grace
from tests.snapshots.test_trial import Compares

if TYPE_CHECKING:
    from textual.pilot import Pilot


def compare(snap_compare: Compares, desk: Desk, size: tuple[int, int], *keys: str, **changes: object) -> bool:
    """Return whether the conversion looks as before, after ``keys``, with an order that has ``changes``."""
    partner.set_partner(desk, name="Northwind Networks", administrators=("ada@northwind.example",))
    trial = contoso_in_grace(desk, 3, devices="DX80:1")
    conversion.save_draft(desk, trial, an_order(trial, **changes), step=1)
    app = SparktuiApp(lambda: desk.with_partner_of_record(), operator="ada@northwind.example")

    async def go(pilot: Pilot[int]) -> None:
        driver = Driver(app, pilot)
        await driver.settle()
        app.go_convert(trial.id)
        await driver.settle()
        await driver.press(*keys)
        app.clear_notifications()
        # What the desk owes is told at the top of every screen, and is no part of this one.
        app.screen.query_one(TopBar).display = False
        await driver.settle()

    return snap_compare(app, terminal_size=size, run_before=go)


def test_two_offers_side_by_side(snap_compare: Compares, desk: Desk) -> None:
    assert compare(snap_compare, desk, WIDE, "f6", "2", offer=OfferName.A_WX, plan=None)


def test_an_address_that_is_not_the_recorded_one_on_a_small_terminal(snap_compare: Compares, desk: Desk) -> None:
    assert compare(snap_compare, desk, NARROW, "f6", "3", admin_email="jane.d0e@contoso.example")


def test_an_order_sheet_half_done(snap_compare: Compares, desk: Desk) -> None:
    keys = ("space", "f6", "5", "enter", *"yyyy")
    assert compare(snap_compare, desk, WIDE, *keys)
