"""Names, notes and pastes that try to be more than text are only letters in the wizard."""

from __future__ import annotations

import pytest
from textual.events import Paste

from sparktui.domain.conversion import ConversionState
from sparktui.services import conversion
from sparktui.services.desk import Desk
from tests.driver import NARROW
from tests.portfolio import an_order, place_order
from tests.screens.at_the_wizard import at_the_wizard, contoso, document, rules_say, typed_in, wizard

NAMES = [
    "Acme [/weird] Ltd",
    "[@click=app.quit]press me[/]",
    "red \x1b[31m alert \x1b]0;title\x07",
    "\u202eevil.exe",
    "株式会社サンプル" * 10,
    "👩\u200d👩\u200d👧 family",
]


@pytest.mark.parametrize("name", NAMES)
async def test_a_hostile_name_goes_through_every_step(desk: Desk, name: str) -> None:
    trial = contoso(desk, devices="DX[/]80:1")
    with desk.database.writing() as connection:
        connection.exec_driver_sql("UPDATE customers SET name = ?", (name,))
    conversion.save_draft(desk, trial, an_order(trial, deal_id="[b]1\x1b[2J"), step=1)
    async with at_the_wizard(desk, trial, NARROW) as ada:
        for step in "12345":
            await ada.press("f6", step)
            assert wizard(ada).step == int(step)
            assert "\x1b" not in ada.text
        await ada.press("f9")
        ada.sees("Cancel this conversion?")
        assert "\x1b" not in ada.text
        await ada.press("[", "/", "]", "enter", "x")
        ada.sees("Reason: [/]")
    assert document(desk, trial).state is ConversionState.CANCELLED


async def test_a_paste_of_several_lines_brings_its_first_one(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial, admin_email="", webex_url=""), step=3)
    async with at_the_wizard(desk, trial) as ada:
        ada.app.screen.post_message(Paste("\r\n  jane.doe@contoso.example \t\r\nJane Doe\r\n"))
        await ada.settle()
        assert typed_in(ada, "admin_email") == "jane.doe@contoso.example"
        assert "CNV-6" not in rules_say(ada)
        await ada.press("down")
        ada.app.screen.post_message(Paste("contoso\x00.webex\x1b.com\n"))
        await ada.settle()
        assert typed_in(ada, "webex_url") == "contoso.webex.com"
        ada.app.screen.post_message(Paste("x" * 100_000))
        await ada.settle()
        assert len(typed_in(ada, "webex_url")) <= 500
    assert document(desk, trial).order.admin_email == "jane.doe@contoso.example"


async def test_what_cannot_be_seen_in_a_pasted_address_is_shown(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial, admin_email=""), step=3)
    async with at_the_wizard(desk, trial) as ada:
        ada.app.screen.post_message(Paste("jane\u200b.doe@contoso.example\u202e"))
        await ada.settle()
        ada.sees("jane�.doe@contoso.example�")
        assert "Block CNV-6" in rules_say(ada)
        assert "\u202e" not in ada.text


async def test_an_order_of_strange_letters_is_shown_when_it_is_placed(desk: Desk) -> None:
    trial = contoso(desk, services="messaging:1", site_url="", deal_id="")
    place_order(desk, trial, number="8.1/2 [b]"[:6])
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("Order 8.1/2")
