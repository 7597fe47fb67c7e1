"""Shipments and returns on the screen: followed, added, kept up to date, brought in by mail, and sent back."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from sparktui.domain.rma import RmaStep
from sparktui.domain.shipment import ShipmentState
from sparktui.domain.trial import Device
from sparktui.screens import carrier_page, shipment_commands
from sparktui.screens.shipments import ShipmentsScreen
from sparktui.services import needs_attention, returns, shipments, shipping_list
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.services.mail_intake import record_mail
from sparktui.services.return_changes import advance, open_returns
from sparktui.services.shipment_changes import add_shipment, update_shipment
from tests.driver import NARROW, WIDE, at_the_desk
from tests.portfolio import a_desk, a_trial, on
from tests.services.mailbox import SEVERAL, UPS, a_mail

HOSTILE = "Status Shipped [/] [bold]x \x1b[31m red \u202e"


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """A desk with a shipment without news for long, one whose carrier is open, one that arrived, and a return."""
    earlier = on(desk, "2026-11-02")
    contoso = a_trial(earlier, "Contoso", "2026-10-01", country="DE", devices="DX80:2")
    a_trial(earlier, "Fabrikam", "2026-10-20", services="messaging:10")
    add_shipment(earlier, contoso, UPS, state=ShipmentState.IN_TRANSIT, devices=(Device("DX80", 2),))
    add_shipment(desk, contoso, SEVERAL)
    arrived = add_shipment(earlier, contoso, "9400111202555842332669")
    update_shipment(desk, arrived, state=ShipmentState.DELIVERED)
    open_returns(desk, contoso, (Device("DX80", 1),))
    return desk


def the_return(desk: Desk) -> RmaStep:
    return returns.find_return(desk, "R-1").step


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_everything_under_way_stands_in_one_list_with_what_is_worrying(
    stocked: Desk, size: tuple[int, int]
) -> None:
    async with at_the_desk(stocked, size) as ada:
        await ada.press("4")
        ada.sees("[All 4]", "On the way 2", "Arrived 1", "Returns 1", "Waiting mail 0")
        ada.sees("! in transit", UPS, "Contoso", "20 days", "No news for", "return opened", "delivered")
        await ada.press("down")
        ada.sees("! announced", "Several carriers")
        await ada.press("f")
        ada.sees("[On the way 2]")
        ada.sees_not("return opened", "delivered")
        await ada.press("f")
        ada.sees("[Arrived 1]", "94001112025558423", "delivered")
        await ada.press("f")
        ada.sees("[Returns 1]", "R-000001", "return opened")
        await ada.press("escape")
        ada.sees("[All 4]")
        await ada.press("enter")
        ada.sees("T-000001", "What now")


def test_what_a_key_may_do_can_be_asked_before_anything_is_laid_out() -> None:
    screen = ShipmentsScreen()
    assert (screen.line, screen.mail) == (None, None)


async def test_a_search_finds_by_number_and_escape_takes_it_back(stocked: Desk) -> None:
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "slash")
        await ada.type("78045")
        ada.sees("All 1", SEVERAL)
        ada.sees_not("in transit")
        await ada.press("enter", "escape")
        ada.sees("All 4", "in transit")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_search_leads_to_the_mail_that_waits_with_the_number(stocked: Desk, size: tuple[int, int]) -> None:
    record_mail(stocked, a_mail(numbers=("986578788855",)))
    record_mail(stocked, a_mail(text="for fabrikam", numbers=("1Z5R89390357567128",)))
    async with at_the_desk(stocked, size) as ada:
        await ada.press("4", "slash")
        await ada.type("1z5r8 939-0357567128")
        ada.sees("[All 0]", "Waiting mail 1", "Needs attention · M-000002 · has this number")
        ada.sees("No shipment has “1z5r8 939-0357567128” in it.", "1 waiting mail has this number; it stands above.")
        await ada.press("enter", "f", "f", "f", "f")
        ada.sees("[Waiting mail 1]", "M-000002")
        ada.sees_not("M-000001")
        await ada.press("c", "f")
        ada.sees("[All 1]", "1Z5R89390357567128", "Fabrikam", "Waiting mail 1", "Needs attention · M-000001")
        ada.sees_not("has this number")
    assert shipments.find_shipment(stocked, "1Z5R89390357567128").trial_id == 2


async def test_a_search_that_fits_no_waiting_mail_hides_none(stocked: Desk) -> None:
    for number in ("986578788855", "986578788856"):
        record_mail(stocked, a_mail(numbers=(number,)))
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "slash")
        await ada.type("98657878885")
        ada.sees("2 waiting mails have this number; the first stands above.", "Needs attention · M-000001 · has this")
        await ada.type("7")
        ada.sees("Nothing has “986578788857” in it.", "Waiting mail 2", "Needs attention · M-000001")
        ada.sees_not("has this number")


async def test_the_customer_list_leads_to_the_mail_that_waits_with_the_number(stocked: Desk) -> None:
    record_mail(stocked, a_mail(numbers=("986578788855",)))
    record_mail(stocked, a_mail(numbers=(UPS, "780457683930")))
    async with at_the_desk(stocked) as ada:
        await ada.press("slash")
        await ada.type(SEVERAL)
        ada.sees("1 of 2 · 1 waiting mail has this number: enter, then 4")
        await ada.type("0")
        ada.sees("Nothing matches", "1 waiting mail has this number: enter, then 4", "esc clears the search.")
        await ada.press("enter", "4")
        ada.sees("/ 780457683930", "Needs attention · M-000002 · has this number", "[All 0]")
        await ada.press("m", "escape", "escape")
        ada.sees("[All 4]", "Waiting mail 2", "Needs attention · M-000001")
        await ada.press("escape", "escape")
        ada.sees_not("waiting mail")
        await ada.press("4")
        ada.sees("[All 4]", "Waiting mail 2")


async def test_the_number_is_copied_and_over_ssh_the_address_is_shown_and_copied(
    stocked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "somewhere")
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "y")
        assert ada.app.clipboard == UPS
        await ada.press("o")
        page = f"https://www.ups.com/track?loc=de_DE&tracknum={UPS}"
        ada.sees("The address is copied", page)
        assert ada.app.clipboard == page
        await ada.press("escape", "down")
        ada.sees_in("#details", "Can be DHL unproven: https://www", "Old Dominion", "o asks whose to try")
        await ada.press("o")
        ada.sees(f"Whose page for {SEVERAL}?", "Unproven", "DHL its check digit holds · https://www.dhl.com/de-de")
        await ada.press("down", "enter")
        page = f"https://www.odfl.com/us/en/tools/trace-track-ltl-freight/trace.html?proNumbers={SEVERAL}"
        ada.sees("The address is copied")
        assert ada.app.clipboard == page
        await ada.press("escape", "o", "escape")
        ada.sees_not("Whose page")
    assert shipments.find_shipment(stocked, SEVERAL).carrier == ""


async def test_a_number_that_nobody_has_leads_nowhere(desk: Desk) -> None:
    add_shipment(desk, a_trial(desk, "Contoso"), "NOBODY1")
    async with at_the_desk(desk) as ada:
        await ada.press("4", "o")
        assert "No page is known on which this number is followed" in ada.notices


async def test_a_browser_opens_where_one_is_seen(stocked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_page(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(shipment_commands, "has_browser", lambda: True)
    monkeypatch.setattr(shipment_commands, "open_page", open_page)
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "o")
        assert "Opened in the browser" in ada.notices
    assert opened == [f"https://www.ups.com/track?loc=de_DE&tracknum={UPS}"]


def test_only_pages_of_the_web_open_and_only_where_somebody_sits() -> None:
    assert carrier_page.has_browser({"DISPLAY": ":0"}, "linux")
    assert carrier_page.has_browser({}, "darwin")
    assert not carrier_page.has_browser({}, "linux")
    assert not carrier_page.has_browser({"DISPLAY": ":10", "SSH_TTY": "/dev/pts/1"}, "linux")
    assert carrier_page.is_web_page("https://carrier.example/1")
    for url in ("file:///etc/passwd", "javascript:alert(1)", "", None):
        assert not carrier_page.is_web_page(url)
    assert not carrier_page.open_page("file:///etc/passwd")


async def test_a_shipment_is_added_and_its_number_says_who_carries_it(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    async with at_the_desk(desk) as ada:
        await ada.press("4")
        ada.sees("No shipment and no return is recorded.")
        await ada.press("a")
        await ada.type("contoso")
        await ada.press("down")
        await ada.type("1z5r-8939 0357567128")
        ada.sees("No carrier is known that has such numbers.")
        await ada.press("backspace", "7")
        ada.sees("UPS: its check digit holds")
        await ada.press("ctrl+o")
        ada.sees("[All 1]", UPS)
        await ada.press("a", "down")
        ada.sees("T-000001")
        await ada.press("ctrl+o")
        ada.sees("is no tracking number")
    assert shipments.find_shipment(desk, UPS).carrier == "ups"


async def test_where_several_carriers_are_possible_a_person_chooses(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    async with at_the_desk(desk) as ada:
        await ada.press("4", "a")
        await ada.type("contoso")
        await ada.press("down")
        await ada.type(SEVERAL)
        ada.sees("Several carriers have such numbers", "DHL", "Old Dominion")
        await ada.press("down", "down", "down", "space", "ctrl+o")
        ada.sees("[All 1]", "Old Dominion")
    assert shipments.find_shipment(desk, SEVERAL).carrier == "old_dominion"


async def test_news_is_recorded_and_a_carrier_chosen_by_hand(stocked: Desk) -> None:
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "u", "ctrl+o")
        ada.sees("Nothing is new yet")
        await ada.press("down", "space", "down")
        await ada.type("x")
        await ada.press("escape")
        ada.sees("Discard what you typed?")
        await ada.press("enter", "ctrl+o")
        ada.sees("out for delivery")
        await ada.press("end", "home", "down")
    assert shipments.find_shipment(stocked, UPS).state is ShipmentState.OUT_FOR_DELIVERY


async def test_a_return_goes_step_by_step_and_the_rules_refuse_what_is_too_early(
    stocked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "f", "f", "f", "r")
        ada.sees("Next step of R-000001", "packed", "waiting for label", "RMA-1")
        await ada.press("ctrl+o")
        assert the_return(stocked) is RmaStep.PACKED
        await ada.press("r", "ctrl+o", "r", "ctrl+o")
        ada.sees("A booked pickup needs its carrier.")
        await ada.press("tab")
        await ada.type("ups")
        ada.sees("Pickups: https://wwwapps.ups.com/pickup/schedule?loc=de_DE")
        await ada.press("enter")
        await ada.type("ABC 1")
        await ada.press("ctrl+o")
        ada.sees("pickup booked", "UPS", "booking ABC 1")
        await ada.press("r", "ctrl+o", "x")
        assert "it can no longer be cancelled" in ada.notices
    assert the_return(stocked) is RmaStep.PICKED_UP


async def test_a_booking_is_none_of_the_carriers_numbers_and_leads_to_where_its_pickups_are(
    stocked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "somewhere")
    rma = returns.find_return(stocked, "R-1")
    for step in (RmaStep.PACKED, RmaStep.LABELLED):
        rma = advance(stocked, rma, step)
    rma = advance(stocked, rma, carrier="ups", booking=UPS)
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "f", "f", "f")
        ada.sees_in("#details", "Pickup UPS, booking", UPS, "Its page https://wwwapps.ups")
        await ada.press("y")
        assert "The pickup's booking is copied" in ada.notices
        await ada.press("o")
        ada.sees("The address is copied", "https://wwwapps.ups.com/pickup/schedule?loc=de_DE")
        ada.sees_not("tracknum")
        await ada.press("escape", "enter", *["right"] * 3)
        ada.sees("pickup by UPS, booking")


async def test_a_carrier_without_a_pickup_page_says_so(stocked: Desk) -> None:
    rma = returns.find_return(stocked, "R-1")
    for step in (RmaStep.PACKED, RmaStep.LABELLED):
        rma = advance(stocked, rma, step)
    advance(stocked, rma, carrier="gls", booking="7")
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "f", "f", "f")
        ada.sees_in("#details", "GLS, booking 7", "none is known; ask the carrier")
        await ada.press("o")
        assert "No page is known on which GLS looks after pickups; y copies the booking." in ada.notices


async def test_a_lost_label_is_asked_for_with_a_text_that_is_copied(stocked: Desk) -> None:
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "f", "f", "f", "r", "up", "space", "ctrl+o")
        ada.sees("Send this to partner help", "R-000001: 1 × DX80", "Customer: Contoso (DE)")
        assert "new return labels" in ada.app.clipboard
        await ada.press("escape")
        ada.sees("awaits label")
    assert the_return(stocked) is RmaStep.WAITING_FOR_LABEL


async def test_the_step_under_the_cursor_is_the_one_that_is_recorded(stocked: Desk) -> None:
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "f", "f", "f", "r", "ctrl+o", "r")
        ada.sees("❯ (•) label")
        await ada.press("up")
        ada.sees("❯ (•) waiting for label")
        await ada.press("ctrl+o")
    assert the_return(stocked) is RmaStep.WAITING_FOR_LABEL


async def test_a_return_is_opened_for_what_is_left_and_cancelled_for_a_reason(stocked: Desk) -> None:
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "r")
        ada.sees("Open the return of a trial's devices", "T-000001, Contoso: DX80:1.", "CNV-15")
        await ada.press("ctrl+o")
        ada.sees("Returns 2")
        await ada.press("f", "f", "f", "x", "ctrl+o")
        ada.sees("Say why, in a sentence.")
        await ada.type("lost")
        await ada.press("enter")
        await ada.type("2026-11-23")
        ada.sees("that is still to come")
        await ada.press("ctrl+o")
        ada.sees("lies in the future")
        await ada.press(*["backspace"] * 10)
        await ada.type("2026-11-21")
        await ada.press("ctrl+o")
        ada.sees("comes before the last entry of Sun 22 Nov 2026")
        await ada.press(*["backspace"] * 10, "ctrl+o")
        ada.sees("return cancelled")
    assert RmaStep.CANCELLED in {line.rma.step for line in returns.list_returns(stocked).lines}


async def test_a_return_is_cancelled_on_the_day_that_it_was(stocked: Desk) -> None:
    contoso = find_trial(stocked, "Contoso")
    (earlier,) = open_returns(on(stocked, "2026-11-10"), contoso, (Device("DX80", 1),))
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "f", "f", "f", "x")
        ada.sees("Cancel R-000002?", "1 x DX80 of Contoso does not go back then.")
        await ada.type("They keep it.")
        await ada.press("enter")
        await ada.type("2026-11-12")
        await ada.press("ctrl+o")
        ada.sees("return cancelled")
    last = returns.view_return(stocked, earlier.id).rma.steps[-1]
    assert (last.step, str(last.on), last.note) == (RmaStep.CANCELLED, "2026-11-12", "They keep it.")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_mail_that_waits_is_read_and_accepted(stocked: Desk, size: tuple[int, int]) -> None:
    number = "1Z5R89390357567128"
    text = "\x1b]0;x\x07 for fabrikam [link=file:///x]y[/link]"
    record_mail(stocked, a_mail(subject=HOSTILE, sender="[red]\x9b2J@evil.example", text=text, numbers=(number,)))
    async with at_the_desk(stocked, size) as ada:
        await ada.press("4")
        ada.sees("Needs attention · M-000001", "[/] [bold]x", "c accept about T-000002, Fabrikam")
        await ada.press("m")
        ada.sees("[link=file:///x]y[/link]")
        assert "\x1b" not in ada.text
        assert "\x9b" not in ada.text
        await ada.press("escape", "c")
        ada.sees("Waiting mail 0", "[All 5]")
        ada.sees_not("Needs attention")
    assert shipments.find_shipment(stocked, number).trial_id == 2


async def test_mail_is_assigned_and_rejected_one_by_one(stocked: Desk) -> None:
    for number in ("1Z5R89390357567128", "1Z5R89390357567129"):
        record_mail(stocked, a_mail(numbers=(number,)))
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "c")
        assert "s says which it is about" in ada.notices
        await ada.press("f", "f", "f", "f", "down")
        ada.sees("[Waiting mail 2]", "Needs attention · M-000002", "no trial for sure")
        await ada.press("s")
        await ada.type("nobody")
        await ada.press("ctrl+o")
        ada.sees("There is no trial 'nobody'.")
        await ada.press(*["backspace"] * 6)
        await ada.type("fabrikam")
        await ada.press("ctrl+o")
        ada.sees("[Waiting mail 1]", "Needs attention · M-000001")
        await ada.press("d", "enter")
        ada.sees("Reject M-000001?", "Say why, in a sentence.")
        await ada.type("spam")
        await ada.press("enter")
        ada.sees("[Waiting mail 0]", "No mail waits for somebody.")
    assert shipments.find_shipment(stocked, "1Z5R89390357567129").trial_id == 2
    assert needs_attention.read_mail(stocked, 1).answer == "spam"


async def test_a_mail_without_a_number_asks_for_it_and_the_keys_are_those_of_mails(stocked: Desk) -> None:
    record_mail(stocked, a_mail(numbers=(), text="for Fabrikam"))
    async with at_the_desk(stocked, NARROW) as ada:
        await ada.press("4")
        ada.sees("y copy")
        await ada.press("f", "f", "f", "f")
        ada.sees("c accept mail", "s assign mail", "d reject mail", "m look at mail")
        ada.sees_not("y copy")
        await ada.press("c")
        ada.sees("Assign M-000001", "T-000002")
        await ada.press("tab")
        await ada.type("1Z5R89390357567128")
        await ada.press("ctrl+o")
        ada.sees("[Waiting mail 0]")
    assert shipments.find_shipment(stocked, "1Z5R89390357567128").trial_id == 2


async def test_mail_is_imported_from_a_file(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk, "Contoso", deal_id="0042318")
    mail = tmp_path / "shipped.eml"
    head = "From: orders@orders.example\r\nSubject: Status Shipped\r\nMessage-ID: <1@orders.example>\r\n\r\n"
    mail.write_text(f"{head}Deal ID: 0042318\r\nTracking Information: {UPS}\r\n")
    async with at_the_desk(desk) as ada:
        await ada.press("4", "i", "enter")
        ada.sees("Name a file or a folder.")
        await ada.type(str(tmp_path / "none.eml"))
        await ada.press("enter")
        ada.sees("does not exist.")
        assert not shipments.list_shipments(desk).total
        await ada.press("escape", "i")
        await ada.type(str(mail))
        await ada.press("enter")
        assert "1 mails read: " in ada.notices
        ada.sees(UPS)


async def test_the_mouse_does_what_keys_do(stocked: Desk) -> None:
    record_mail(stocked, a_mail(text="for fabrikam", numbers=("1Z5R89390357567128",)))
    async with at_the_desk(stocked) as ada:
        await ada.press("4")
        await ada.click("PhaseCounts", (10, 0))
        ada.sees("[On the way 2]")
        await ada.click("#attention-rows", (2, 2))
        ada.sees("Waiting mail 0")
        await ada.click("VirtualTable", (10, 4))
        ada.sees("Several carriers")


async def test_another_day_and_a_read_only_desk_change_nothing(stocked: Desk) -> None:
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "full_stop")
        ada.sees("LOOKING AT", "21 days")
        await ada.press("u")
        assert "esc comes back to today" in ada.notices
        await ada.press("escape")
        ada.sees("20 days")
    looking = a_desk(stocked.database.path, read_only=True)
    async with at_the_desk(looking) as ada:
        await ada.press("4", "a", "r")
        assert "open for reading only" in ada.notices
        ada.sees_not("Add a shipment")
    looking.database.close()


async def test_somebody_else_moves_the_return_first_and_nothing_is_lost(stocked: Desk) -> None:
    async with at_the_desk(stocked) as ada:
        await ada.press("4", "f", "f", "f", "r")
        advance(stocked, returns.find_return(stocked, "R-1"))
        await ada.press("ctrl+o")
        ada.sees("Next step of R-000001")
    assert the_return(stocked) is RmaStep.PACKED


async def test_between_mails_and_shipments_the_old_rows_stay_until_the_new_ones_have_come(
    stocked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_mail(stocked, a_mail(numbers=("1Z5R89390357567128",)))
    go_on, listed = Event(), shipping_list.list_shipping

    def slowly(*wanted: Any, **how: Any) -> object:
        go_on.wait(timeout=10)
        return listed(*wanted, **how)

    async with at_the_desk(stocked) as ada:
        await ada.press("4", "f", "f", "f", "f")
        ada.sees("[Waiting mail 1]", "Subject")
        monkeypatch.setattr(shipping_list, "list_shipping", slowly)
        await ada.pilot.press("f")
        await ada.until(lambda: "[All 4]" in ada.text)
        await ada.pilot.press("down", "up", "c")
        ada.sees("Subject", "Sender")
        go_on.set()
        await ada.settle()
        ada.sees("[All 4]", UPS, "Carrier")
        ada.sees_not("Subject")
