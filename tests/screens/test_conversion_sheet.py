"""The order sheet is worked through line by line: copied, ticked off, written to a file; by key and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparktui.domain.conversion import DevicesChoice
from sparktui.services import conversion
from sparktui.services.desk import Desk
from sparktui.widgets.order_sheet import OrderSheet
from tests.driver import NARROW
from tests.portfolio import an_order
from tests.screens.at_the_wizard import at_the_wizard, contoso, wizard


async def test_each_line_is_copied_exactly_and_ticked_off_in_the_order_of_cisco_commerce(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.make_ready(desk, trial, an_order(trial, addons=("webex-event-center-1000",)))
    async with at_the_wizard(desk, trial) as ada:
        sheet = ada.app.screen.query_one(OrderSheet)
        ada.sees("[ ] Sign in to Cisco Commerce", "[ ] Choose Order, then Create Order.")
        await ada.press("y", "y")
        assert ada.app.clipboard == ""
        copied = []
        for _ in range(6):
            await ada.press("y")
            copied.append(ada.app.clipboard)
        assert copied == [
            "0042318",
            "A-SPK",
            "C3",
            "WebEx Event Center 1000",
            "contoso.webex.com",
            "jane.doe@contoso.example",
        ]
        assert sheet.is_done
        ada.sees("[x] Management Portal access")
        assert "copied Management Portal access: jane.doe@contoso.example" in ada.notices
        await ada.press("space")
        ada.sees("[ ] Management Portal access")
        await ada.press("up", "up", "y")
        assert ada.app.clipboard == "WebEx Event Center 1000"


async def test_the_mouse_copies_a_value_and_ticks_a_box(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.make_ready(desk, trial, an_order(trial))
    async with at_the_wizard(desk, trial) as ada:
        await ada.click("#sheet", offset=(40, 6))
        assert ada.app.clipboard == "jane.doe@contoso.example"
        ada.sees("[x] Management Portal access")
        await ada.click("#sheet", offset=(3, 0))
        ada.sees("[x] Sign in")


async def test_a_draft_shows_its_sheet_but_nothing_can_be_taken_from_it(desk: Desk) -> None:
    trial = contoso(desk)
    conversion.save_draft(desk, trial, an_order(trial), step=5)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("Management Portal access jane.doe@contoso.example")
        ada.sees_not("[ ]")
        await ada.click("#sheet", offset=(40, 6))
        await ada.press("y", "f5")
        assert ada.app.clipboard == ""
        assert "The order is not ready yet" in ada.notices


async def test_the_sheet_is_written_to_a_new_file_each_time(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    trial = contoso(desk)
    conversion.make_ready(desk, trial, an_order(trial))
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("ctrl+e", "f5")
        assert "order-T-000001.txt" in ada.notices
    first, second = sorted(tmp_path.glob("order-*.txt"))
    assert first.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")
    lines = first.read_text(encoding="utf-8").splitlines()
    assert "Contoso [EU] Ltd (US), T-000001" in lines
    assert "The conversion has to be complete by Thu 21 Jan 2027." in lines
    assert [line for line in lines if line.startswith("[ ]")] == [
        "[ ] Sign in to Cisco Commerce with the partner's account.",
        "[ ] Choose Order, then Create Order.",
        "[ ] Deal ID                   0042318",
        "[ ] Offer                     A-SPK",
        "[ ] Plan                      C3",
        "[ ] WebEx URL                 contoso.webex.com",
        "[ ] Management Portal access  jane.doe@contoso.example",
    ]


async def test_what_becomes_of_devices_is_the_first_thing_to_tick_off_and_stands_in_the_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    trial = contoso(desk, devices="DX80:1; SX10:2")
    conversion.make_ready(desk, trial, an_order(trial, devices=DevicesChoice.KEEP))
    settled = "[ ] Settle the devices with Cisco: DX80:1; SX10:2, the customer keeps them."
    async with at_the_wizard(desk, trial, NARROW) as ada:
        ada.sees_in_order("#sheet", settled, "[ ] Sign in to Cisco Commerce")
        await ada.press("f5", "y")
        ada.sees("[x] Settle the devices with Cisco")
        assert ada.app.clipboard == ""
    (written,) = tmp_path.glob("order-*.txt")
    lines = written.read_text(encoding="utf-8").splitlines()
    assert next(line for line in lines if line.startswith("[ ]")) == settled


async def test_a_folder_that_takes_no_file_is_said(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = contoso(desk)
    conversion.make_ready(desk, trial, an_order(trial))
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path / "gone")
    async with at_the_wizard(desk, trial) as ada:
        await ada.press("f5")
        assert "was not written" in ada.notices


async def test_a_line_with_nothing_to_enter_says_so(desk: Desk) -> None:
    trial = contoso(desk, site_url="")
    conversion.make_ready(desk, trial, an_order(trial, plan="C3"))
    async with at_the_wizard(desk, trial, NARROW) as ada:
        ada.sees("[ ] WebEx URL: nothing to enter")
        await ada.press("down", "down", "down", "down", "down", "y")
        assert ada.app.clipboard == ""
        ada.sees("[x] WebEx URL: nothing to enter")
        assert wizard(ada).step == 5
