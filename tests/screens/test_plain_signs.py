"""A terminal that shows ASCII only: no screen draws anything else, its frames included; names stay as they are."""

from __future__ import annotations

import pytest

from sparktui.services import partner
from sparktui.services.desk import Desk
from tests.driver import NARROW, WIDE, Driver, at_the_desk
from tests.portfolio import ADA, TODAY, a_trial_expiring, days, on
from tests.services.owed_work import tick_on, with_users

# From the list through every screen and dialog: the keys, and what then stands there.
WALK = (
    ((), "+- Customers - most urgent first"),
    (("question_mark",), "+- Keys of this screen"),
    (("escape", "ctrl+p"), "Search for commands"),
    (("escape", "slash", "c"), "Contoso"),
    (("escape", "escape", "n"), "+- New Trial"),
    (("escape", "t"), "+- Look at another day"),
    (("escape", "w"), "+- Expiries - Sun 22 Nov 2026"),
    (("escape", "b"), "Queued"),
    (("escape", "v"), "what if it is done on"),
    (("escape", "4"), "No shipment and no return"),
    (("1", "enter"), "what becomes of the trial?"),
    (("escape",), "| v c Convert"),
    (("a",), "Getting started"),
    (("e",), "+- Edit"),
    (("escape", "c"), "Eligibility"),
)


@pytest.fixture(autouse=True)
def _ascii_terminal(unicode_terminal: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARKTUI_ASCII", "1")


def strangers(ada: Driver) -> set[str]:
    """Return what stands on the screen and is not ASCII."""
    return {char for char in ada.text if not char.isascii()}


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_screen_is_drawn_in_ascii(desk: Desk, size: tuple[int, int]) -> None:
    partner.set_partner(desk, name="Northwind", administrators=(ADA,))
    trial = a_trial_expiring(
        on(desk, "2026-10-01"),
        "Contoso",
        TODAY + days(3),
        services="messaging:5; meetings:5; calling:1",
        devices="DX80:1",
    )
    with_users(desk, trial, "u1@contoso.example")
    tick_on(desk, TODAY)
    async with at_the_desk(desk.with_partner_of_record(), size) as ada:
        for keys, seen in WALK:
            await ada.press(*keys)
            ada.sees(seen)
            assert not strangers(ada), ada.text


async def test_arrow_keys_are_named(desk: Desk) -> None:
    async with at_the_desk(desk) as ada:
        await ada.press("w")
        ada.sees_in("KeyBar", "right week after left week before down next count")


async def test_names_stay_as_they_are_written(desk: Desk) -> None:
    a_trial_expiring(desk, "Müller & Söhne", TODAY + days(20))
    async with at_the_desk(desk, NARROW) as ada:
        ada.sees("Müller & Söhne")
        assert strangers(ada) == {"ü", "ö"}
