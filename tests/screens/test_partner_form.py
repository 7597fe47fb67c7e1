"""The partner's own facts: read, changed, refused with a reason, and never lost by a slip of the fingers."""

from __future__ import annotations

import pytest

from sparktui.screens.customers import CustomersScreen
from sparktui.screens.partner_form import PartnerForm
from sparktui.services import partner
from sparktui.services.desk import Desk
from sparktui.widgets.text_field import TextField
from tests.driver import NARROW, WIDE, Driver, at_the_desk
from tests.portfolio import a_trial


def fill(ada: Driver, **texts: str) -> None:
    """Write ``texts`` into the fields that they are named after."""
    for name, text in texts.items():
        ada.app.screen.query_one(f"#{name}", TextField).take(text)


@pytest.fixture
def northwind(desk: Desk) -> Desk:
    """The desk of a named partner of tier 1 with a trial."""
    partner.set_partner(desk, name="Northwind Networks", administrators=("ada@northwind.example",))
    a_trial(desk)
    return desk.with_partner_of_record()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_facts_are_changed_by_keyboard_alone(northwind: Desk, size: tuple[int, int]) -> None:
    async with at_the_desk(northwind, size) as ada:
        await ada.press("p")
        ada.sees("Northwind Networks", "(•) tier 1", "Etc/UTC", "ada@northwind.example")
        await ada.press("end")
        await ada.type(" [EU]")
        await ada.press("down", "right", "down")
        await ada.type("Dora, +1 555 0100")
        await ada.press("ctrl+o")
        assert isinstance(ada.app.screen, CustomersScreen)
        ada.sees("Northwind Networks [EU] · ")
        await ada.press("p")
        ada.sees("Northwind Networks [EU]", "(•) tier 2", "Dora, +1 555 0100")
    recorded = northwind.with_partner_of_record().partner
    assert (recorded.name, recorded.tier, recorded.distributor) == ("Northwind Networks [EU]", 2, "Dora, +1 555 0100")
    assert recorded.administrators == ("ada@northwind.example",)


async def test_the_time_zone_decides_at_once_what_today_is(northwind: Desk) -> None:
    async with at_the_desk(northwind) as ada:
        await ada.press("p")
        fill(ada, timezone="Pacific/Auckland", admins="ada@northwind.example; ben@northwind.example")
        await ada.press("ctrl+o")
        assert ada.app.desk.partner.timezone == "Pacific/Auckland"
    administrators = northwind.with_partner_of_record().partner.administrators
    assert administrators == ("ada@northwind.example", "ben@northwind.example")


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("timezone", "Mars/Olympus", "Mars/Olympus"),
        ("admins", "ada at northwind", "ada at northwind"),
    ],
)
async def test_what_cannot_be_is_refused_and_stays_typed(northwind: Desk, name: str, typed: str, said: str) -> None:
    async with at_the_desk(northwind) as ada:
        await ada.press("p")
        fill(ada, **{name: typed})
        await ada.press("ctrl+o")
        assert isinstance(ada.app.screen, PartnerForm)
        assert said in " ".join(ada.part("#notice"))
        assert ada.app.screen.query_one(f"#{name}", TextField).value == typed
    assert northwind.with_partner_of_record().partner == northwind.partner


async def test_escape_asks_before_it_discards_and_leaves_at_once_where_nothing_changed(northwind: Desk) -> None:
    async with at_the_desk(northwind) as ada:
        await ada.press("p", "escape")
        assert isinstance(ada.app.screen, CustomersScreen)
        await ada.press("p")
        await ada.type("x")
        await ada.press("escape")
        ada.sees("Discard what you typed?")
        await ada.press("escape")
        assert isinstance(ada.app.screen, PartnerForm)
        await ada.press("escape", "d")
        assert isinstance(ada.app.screen, CustomersScreen)
    assert northwind.with_partner_of_record().partner.name == "Northwind Networks"
