"""New Trial: a known or a new customer, errors beside their fields, and a trial at the end."""

from __future__ import annotations

from datetime import date

import pytest

from sparktui.screens.new_trial import NewTrialScreen
from sparktui.screens.trial import TrialScreen
from sparktui.services import conversion, trial_view
from sparktui.services.desk import Desk
from sparktui.widgets.text_field import TextField
from tests.driver import NARROW, WIDE, Driver, at_the_desk
from tests.portfolio import TODAY, a_trial, a_trial_expiring, days, place_order
from tests.screens.at_the_trial import at_the_trial


async def open_form(ada: Driver) -> None:
    """Open the form for any customer, which leads to the new trial when it is saved."""

    def started(trial: object) -> None:
        if trial is not None:
            ada.app.go_trial(trial.id)  # type: ignore[attr-defined]

    ada.app.push_screen(NewTrialScreen(), started)
    await ada.settle()


def field(ada: Driver, name: str) -> TextField:
    """Return one of the form's fields."""
    return ada.app.screen.query_one(f"#{name}", TextField)


def is_open(ada: Driver) -> bool:
    """Return whether the form is on top."""
    return isinstance(ada.app.screen, NewTrialScreen)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_new_customers_trial_by_keyboard_alone(desk: Desk, size: tuple[int, int]) -> None:
    async with at_the_desk(desk, size) as ada:
        await open_form(ada)
        await ada.type("Jane@contoso.example")
        await ada.press("enter")
        await ada.type("Contoso [EU]")
        await ada.press("down")
        await ada.type("de")
        ada.sees("Germany")
        await ada.press("tab", "tab", "left")
        ada.sees("Expires Thu 21 Jan 2027, grace to Sat 20 Feb")
        await ada.press("tab", "right", "tab", *["backspace"] * 3, "5", "ctrl+o")
        assert isinstance(ada.app.screen, TrialScreen)
        ada.sees("Contoso [EU] · T-000001 · Germany")
    trial = trial_view.view_trial(desk, 1).trial
    assert (trial.customer.admin_email, trial.customer.country) == ("Jane@contoso.example", "DE")
    assert (trial.starts_on, trial.period_days) == (TODAY, 60)
    assert [(line.service, line.quantity) for line in trial.services] == [("messaging", 5)]


async def test_all_that_may_be_known_is_recorded(desk: Desk) -> None:
    async with at_the_desk(desk, (120, 50)) as ada:
        await open_form(ada)
        await ada.type("jane@contoso.example")
        await ada.press("tab")
        await ada.type("Contoso")
        await ada.press("tab")
        await ada.type("US")
        await ada.press(*["tab"] * 3, *["right", "right"])  # messaging is paid for
        await ada.press("tab", "right", *["tab"] * 2)  # meetings are on trial
        await ada.press(*["tab"] * 3)
        await ada.type("HTTPS://Contoso.webex.com/meet")
        ada.sees("understood as contoso.webex.com")
        await ada.press("tab")
        await ada.type("0042")
        await ada.press("tab")
        await ada.type("DX80:1")
        await ada.press("tab")
        await ada.type("met at the fair")
        await ada.press("ctrl+o")
        assert isinstance(ada.app.screen, TrialScreen)
    trial = trial_view.view_trial(desk, 1).trial
    assert (trial.site_url, trial.deal_id, trial.notes) == ("contoso.webex.com", "0042", "met at the fair")
    assert [str(service) for service in trial.service_names] == ["meetings"]
    assert [str(service) for service in trial.customer.paid_services] == ["messaging"]
    assert trial.devices[0].model == "DX80"


async def test_errors_stand_beside_their_fields(desk: Desk) -> None:
    async with at_the_desk(desk, (120, 50)) as ada:
        await open_form(ada)
        ada.sees_not("required")
        await ada.press("ctrl+o")
        ada.sees("Admin Email is empty; it is required.", "Customer Name is empty", "Country is empty")
        ada.sees("Choose at least one service to be tried.", "Not saved: 4 places need a correction.")
        assert ada.app.screen.focused is field(ada, "admin_email").input
        await ada.type("jane")
        ada.sees("'jane' is not a mail address")
        await ada.press("tab", "tab")
        await ada.type("UK")
        ada.sees("write GB for the United")
        await ada.press("tab", *["backspace"] * 10)
        await ada.type("2026-02-30")
        ada.sees("is not a day of the calendar")


async def test_what_is_still_being_typed_is_not_scolded(desk: Desk) -> None:
    async with at_the_desk(desk) as ada:
        await open_form(ada)
        await ada.type("jan")
        assert "✕" not in ada.text
        await ada.press("tab")
        assert "✕" in ada.text


async def test_a_customer_on_record_is_recognised(desk: Desk) -> None:
    a_trial_expiring(desk, "Müller & Söhne", TODAY - days(60), country="DE", admin_email="k@mueller.example")
    async with at_the_desk(desk) as ada:
        await open_form(ada)
        await ada.press("tab")
        await ada.type("Miller")
        await ada.press("up")
        await ada.type("k@mueller.example")
        ada.sees("On record: name, country and paid services are taken from there.", "Müller & Söhne", "Germany")
        await ada.press("backspace")
        ada.sees_not("On record:")
        assert field(ada, "customer_name").value == "Miller"


async def test_another_letter_case_is_offered_as_recorded(desk: Desk) -> None:
    a_trial_expiring(desk, "Contoso", TODAY - days(60), admin_email="Jane@contoso.example")
    async with at_the_desk(desk) as ada:
        await open_form(ada)
        await ada.type("jane@contoso.example")
        ada.sees("recorded as Jane@contoso.example; F2 takes that")
        await ada.press("f2")
        assert field(ada, "admin_email").value == "Jane@contoso.example"
        ada.sees("On record")


async def test_one_running_trial_is_enough_and_said_at_once(desk: Desk) -> None:
    trial = a_trial(desk)
    async with at_the_trial(desk, trial) as ada:
        await ada.press("n")
        assert field(ada, "admin_email").value == trial.customer.admin_email
        ada.sees("The customer already has the trial T-000001", "(TRL-1, house rule)")
        await ada.press("escape")
        assert not is_open(ada)


async def test_a_customer_starts_again_after_a_loss(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(60))
    async with at_the_trial(desk, trial) as ada:
        await ada.press("n", "tab", "tab", "right", "ctrl+o")
        ada.sees("Contoso · T-000002")
        ada.sees("T-000001", "Lost on")


async def test_paid_services_cannot_be_tried(desk: Desk) -> None:
    trial = a_trial_expiring(desk, "Contoso", TODAY - days(60), services="calling", paid_services="messaging")
    async with at_the_trial(desk, trial) as ada:
        await ada.press("n")
        ada.sees("messaging ( ) no ( ) on trial (•) paid for", "calling (•) no")


async def test_a_site_that_another_trial_holds_is_refused_beside_it(desk: Desk) -> None:
    a_trial(desk, "Fabrikam", services="meetings:5", site_url="fabrikam.webex.com")
    lost = a_trial_expiring(desk, "Contoso", TODAY - days(60))
    async with at_the_trial(desk, lost, (120, 50)) as ada:
        await ada.press("n", "tab", "tab", "tab", "right")
        field(ada, "site_url").input.focus()
        await ada.type("fabrikam.webex.com")
        ada.sees("The site fabrikam.webex.com is held by T-000001", "Name another site")
        await ada.press("ctrl+o")
        assert is_open(ada)
        assert ada.app.screen.focused is field(ada, "site_url").input


async def test_typed_text_is_never_lost_silently(desk: Desk) -> None:
    async with at_the_desk(desk) as ada:
        await open_form(ada)
        await ada.press("escape")
        assert not is_open(ada)
        await open_form(ada)
        await ada.type("x")
        await ada.press("escape")
        ada.sees("Discard what you typed?")
        await ada.press("escape")
        assert field(ada, "admin_email").value == "x"


async def test_below_the_fold_fields_scroll_into_view(desk: Desk) -> None:
    async with at_the_desk(desk, NARROW) as ada:
        await open_form(ada)
        ada.sees_not("Deal ID")
        ada.sees("Save ^o")
        await ada.press("pagedown")
        ada.sees("Deal ID")
        await ada.press("up", "up", "up")
        ada.sees("Notes", "Save ^o")


async def test_a_start_so_long_ago_that_the_trial_is_lost_is_asked_about(desk: Desk) -> None:
    async with at_the_desk(desk, NARROW) as ada:
        await open_form(ada)
        for name, text in (("admin_email", "jane@acme.example"), ("customer_name", "Acme"), ("country", "US")):
            field(ada, name).take(text)
        field(ada, "start_date").take("2025-11-22")
        await ada.settle()
        ada.sees("Lost on Mon 23 Mar 2026: is the start right?")
        ada.app.screen.query_one("#period_days").focus()
        await ada.press("tab", "right", "ctrl+o")
        ada.sees("Record a trial that is lost already?", "Look at the date again")
        await ada.press("escape")
        assert is_open(ada)
        await ada.press("ctrl+o", "r")
        assert isinstance(ada.app.screen, TrialScreen)
    assert trial_view.view_trial(desk, 1).trial.starts_on == date(2025, 11, 22)


async def test_a_start_day_that_the_customer_has_used_is_told_beside_it(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso", TODAY)
    place_order(desk, trial)
    conversion.complete(desk, trial)
    async with at_the_desk(desk) as ada:
        await open_form(ada)
        field(ada, "admin_email").take("jane.doe@contoso.example")
        await ada.settle()
        ada.app.screen.query_one("#period_days").focus()
        await ada.press("tab", "tab", "tab", "right")
        await ada.press("ctrl+o")
        assert is_open(ada)
        ada.sees("Start Date 2026-11-22 is that of T-000001, an earlier trial of the", "customer; give another day.")
