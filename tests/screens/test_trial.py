"""A trial on its own screen: how it stands, what can be done and why not, what can be saved, and what happened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sparktui.domain.trial import Trial
from sparktui.screens.trial import TrialScreen
from sparktui.services import conversion, edit_trial, partner, requests
from sparktui.services.desk import Desk
from sparktui.services.import_users import import_users
from tests.driver import NARROW, WIDE
from tests.portfolio import (
    BEN,
    TODAY,
    a_trial,
    a_trial_expiring,
    acknowledged,
    an_order,
    days,
    on,
    place_order,
    with_operator,
)
from tests.screens.at_the_trial import at_the_trial, said

EVERYTHING = {
    "services": "messaging:100; meetings:25; calling:40",
    "site_url": "contoso.webex.com",
    "deal_id": "0042318",
    "devices": "DX80:1",
    "period_days": "90",
}


def in_grace(desk: Desk, days_left: int = 3) -> Trial:
    """Return Contoso's trial of everything, with that many days of grace left."""
    return a_trial_expiring(desk, "Contoso [EU] Ltd", TODAY - days(30 - days_left), **EVERYTHING)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_head_says_whose_trial_it_is_and_how_it_stands(desk: Desk, size: tuple[int, int]) -> None:
    async with at_the_trial(desk, in_grace(desk), size) as ada:
        ada.sees(
            "Contoso [EU] Ltd · T-000001 · United States",
            "▲ Grace: 3 days left · convertible until Wed 25 Nov",
            "28 Jul",
            "today, 22 Nov",
        )


async def test_in_grace_only_conversion_is_left_and_the_screen_says_why(desk: Desk) -> None:
    async with at_the_trial(desk, in_grace(desk)) as ada:
        ada.sees("✓ c Convert until Wed 25 Nov · 3 days (CNV-2)", "must be complete, not only ordered", "(CNV-3)")
        ada.sees("✕ e Extend The trial expired on Mon 26 Oct 2026 and is in grace: only conversion is left.")
        ada.sees("(EXT-2, Extend a Customer's Cisco Spark Trial)", "✕ e Add service for the same reason (EXT-4)")
        ada.sees("3 days of grace left. On Thu 26 Nov 2026", "(END-5)")


async def test_a_refused_key_teaches(desk: Desk) -> None:
    async with at_the_trial(desk, in_grace(desk)) as ada:
        await ada.press("e")
        assert "only conversion is left. Convert it by Wed 25 Nov 2026: key c." in ada.notices
        assert "(EXT-2, Extend a Customer's Cisco Spark Trial)" in ada.notices
        assert isinstance(ada.app.screen, TrialScreen)


async def test_what_can_be_recovered_until_when(desk: Desk) -> None:
    async with at_the_trial(desk, in_grace(desk)) as ada:
        ada.sees("Can be recovered until", "contoso.webex.com", "Administrator roles Wed 25 Nov · 3 days")
        ada.sees("Calling configuration Wed 25 Nov · 3 days", "Phone numbers Thu 10 Dec · 18 days")


async def test_the_users_who_would_lose_their_membership_are_counted(desk: Desk, tmp_path: Path) -> None:
    trial = a_trial(desk)
    file = tmp_path / "users.csv"
    people = "".join(f"{trial.customer.admin_email},user{number}@contoso.example\n" for number in range(214))
    file.write_text(f"Customer Admin Email,Email\n{people}", encoding="utf-8")
    import_users(desk, file)
    async with at_the_trial(desk, trial) as ada:
        ada.sees("Users 214")
        assert "Memberships of 214" in said(ada, "#saved")


async def test_on_the_last_day_everything_is_said_to_end_today(desk: Desk) -> None:
    async with at_the_trial(desk, in_grace(desk, days_left=0)) as ada:
        ada.sees("▲ Grace: last day · convertible until Sun 22 Nov", "Administrator roles Sun 22 Nov · today")
        ada.sees("Nobody has recorded a contact with the customer")


async def test_a_lost_trial_says_what_is_gone_and_what_is_still_held(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(33), **EVERYTHING)
    async with at_the_trial(desk, trial) as ada:
        ada.sees("✕ Lost on Fri 20 Nov", "What was lost", "Administrator roles gone since Fri 20 Nov")
        ada.sees("Phone numbers held until Fri 04 Dec", "No command brings it back. (END-6)", "(END-7)")
        ada.sees("nobody left to help")
        await ada.press("o")
        assert "No command brings it back" in ada.notices


async def test_the_numbers_are_released_in_the_end(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(46), **EVERYTHING)
    async with at_the_trial(desk, trial) as ada:
        ada.sees("Phone numbers gone since Sun 22 Nov")


async def test_a_converted_trial_says_by_which_order_and_what_was_accepted(desk: Desk) -> None:
    trial = a_trial(desk, **EVERYTHING)
    order = acknowledged(desk, trial, an_order(trial, deal_id="4711"))
    conversion.make_ready(desk, trial, order)
    conversion.place(desk, trial, "81234567")
    conversion.complete(desk, trial)
    async with at_the_trial(desk, trial) as ada:
        ada.sees("✓ Converted on Sun 22 Nov", "What became of it")
        assert said(ada, "#saved").startswith(
            "Converted by order 81234567 under A-SPK plan C3. Accepted then: The deal ID"
        )
        ada.sees_not("Can be recovered until")
        await ada.press("c")
        assert "The trial was converted" in ada.notices


async def test_a_trial_converted_elsewhere_does_not_pretend_to_know_how(desk: Desk) -> None:
    trial = a_trial(desk, converted_on="2026-11-20")
    async with at_the_trial(desk, trial) as ada:
        told = said(ada, "#saved")
        assert told.startswith("It was converted before it came in here; the order is not on record.")


async def test_a_scheduled_trial_says_from_when(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk, starts=TODAY + days(9))) as ada:
        ada.sees("◦ Starts in 9 days · on Tue 01 Dec", "before that there is nothing to convert")
        assert "Come back on Tue 01 Dec 2026. (CNV-2" in said(ada, "#now")


async def test_a_paying_customer_keeps_the_organisation(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk, services="calling:5", paid_services="messaging")) as ada:
        ada.sees("The organisation stays:", "Adoption help at any time (TRL-5)")
        ada.sees_not("Administrator roles")


async def test_tier_two_hands_the_conversion_over(desk: Desk) -> None:
    partner.set_partner(desk, tier=2, distributor="orders@distributor.example")
    trial = in_grace(desk)
    async with at_the_trial(desk.with_partner_of_record(), trial) as ada:
        ada.sees("✕ c Convert A tier 2 partner does not convert", "orders@distributor.example", "key m.")
        await ada.press("left", "left")
        ada.sees("For the distributor; m copies it.", "Please convert this Cisco Spark trial")
        await ada.press("m")
        assert ada.app.clipboard.startswith("Please convert this Cisco Spark trial to a paid order:\nCustomer: Contoso")


async def test_the_facts(desk: Desk) -> None:
    trial = a_trial(desk, notes="First line.\nSecond line.", **EVERYTHING)
    trial = edit_trial.record_contact(on(desk, "2026-11-20"), trial, "Spoke with Jane.")
    requests.add_request(on(desk, "2026-11-21"), trial, "by phone")
    async with at_the_trial(desk, trial, (120, 60)) as ada:
        ada.sees("Administrator jane.doe@contoso.example", "Country United States (US)", "Paid services none")
        ada.sees("Deal ID 0042318", "Site URL contoso.webex.com", "Period 90 days", "Extended none", "DX80 × 1")
        assert "Asked to buy Sat 21 Nov · 1 day ago: by phone · nobody has handled it" in said(ada, "#tab-rows")
        ada.sees("Contacts Fri 20 Nov, ada@northwind.example: Spoke with Jane.", "First line.", "Second line.")


async def test_enter_opens_the_customers_other_trial(desk: Desk) -> None:
    earlier = a_trial(on(desk, "2026-01-05"), starts="2026-01-05", period_days="30")
    later = a_trial(desk, starts="2026-11-01")
    async with at_the_trial(desk, later) as ada:
        ada.sees(f"{earlier.reference} Lost on 2026-03-07")
        await ada.press("tab", "enter")
        ada.sees(f"Contoso · {earlier.reference}")
        await ada.click("#others WrappedRows")
        ada.sees(f"Contoso · {later.reference}")


async def test_other_trials_that_come_while_one_looks_are_shown(desk: Desk) -> None:
    trial = a_trial(on(desk, "2026-01-05"), starts="2026-01-05", period_days="30")
    async with at_the_trial(desk, trial) as ada:
        for starts in ("2026-04-05", "2026-11-01"):
            other = a_trial(on(desk, starts), starts=starts, period_days="30")
            await ada.press("f4")
            ada.sees(f"{other.reference} ")


async def test_the_address_is_copied_character_for_character(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk, admin_email="Jane.O'Doe@Contoso.example")) as ada:
        await ada.press("y")
        assert ada.app.clipboard == "Jane.O'Doe@Contoso.example"


async def test_a_contact_is_recorded_and_the_reminder_to_make_one_goes(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial_expiring(desk, "Contoso", TODAY + days(5))) as ada:
        ada.sees("Nobody has recorded a contact", "key o.")
        await ada.press("o", "enter")
        ada.sees("Say in a sentence with whom you spoke")
        await ada.type("spoke with Jane")
        await ada.press("enter")
        ada.sees_not("Nobody has recorded a contact")
        ada.sees("Contacts Sun 22 Nov, ada@northwind.example: spoke with Jane")


async def test_a_purchase_request_is_recorded_and_handled(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk)) as ada:
        await ada.press("r")
        await ada.type("by mail")
        await ada.press("ctrl+o")
        ada.sees("The customer asked to buy on Sun 22 Nov 2026, and nobody has handled it. (TRL-6)")
        await ada.press("r")
        ada.sees("Asked on Sun 22 Nov · today. What came of it?")
        await ada.type("sent an offer")
        await ada.press("enter")
        ada.sees_not("nobody has handled it")
        assert "by mail · handled Sun 22 Nov by ada@northwind.example · sent an offer" in said(ada, "#tab-rows")


async def test_escape_goes_back_to_the_list(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk)) as ada:
        await ada.press("escape")
        assert not isinstance(ada.app.screen, TrialScreen)


async def test_a_conversion_that_is_under_way_is_told(desk: Desk) -> None:
    trial = a_trial(desk)
    place_order(desk, trial)
    async with at_the_trial(desk, trial) as ada:
        ada.sees("A conversion is under way: placed, step 5 of 5.")
        ada.sees("The order 81234567 is placed and not yet converted.", "(EXT-3, house rule)")


async def test_what_somebody_else_did_shows_after_a_refresh(desk: Desk) -> None:
    trial = a_trial(desk)
    async with at_the_trial(desk, trial) as ada:
        ada.sees("Extended none")
        edit_trial.edit_trial(with_operator(desk, BEN), trial, extend=True)
        await ada.press("f4")
        ada.sees("Extended on Sun 22 Nov 2026")


async def test_a_trial_that_is_not_there_is_said_in_words(desk: Desk) -> None:
    async with at_the_trial(desk, replace(a_trial(desk), id=99)) as ada:
        ada.sees("There is no trial with the number 99.")
        await ada.press("e")
        assert "The trial is not read yet." in ada.notices


async def test_read_only_switches_changes_off(desk: Desk) -> None:
    trial = a_trial(desk)
    read_only = replace(desk, database=type(desk.database)(desk.database.path, read_only=True))
    async with at_the_trial(read_only, trial) as ada:
        for key in "eorn":
            await ada.press(key)
            assert isinstance(ada.app.screen, TrialScreen)
        assert "reading only" in ada.notices
    read_only.database.close()


async def test_at_80_by_24_everything_is_reached_by_scrolling(desk: Desk) -> None:
    async with at_the_trial(desk, in_grace(desk), NARROW) as ada:
        ada.sees_not("Administrator jane")
        seen = ada.text
        for _ in range(6):
            await ada.press("pagedown")
            seen += ada.text
        for words in ("What now", "Can be recovered until", "[Facts]", "Administrator", "Notes"):
            assert words in seen
        await ada.press("home")
        ada.sees("28 Jul")


async def test_the_mouse_presses_what_now(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk)) as ada:
        place = next(y for y, line in enumerate(ada.text.splitlines()) if "e Extend" in line)
        await ada.pilot.click(offset=(20, place))
        await ada.settle()
        ada.sees("Edit Trial · Contoso")
