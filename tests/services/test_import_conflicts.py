"""Rows in each other's way, or in that of what is recorded: which of them stands, and what the other is told."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from sparktui.services.desk import Desk
from sparktui.services.import_customers import import_customers
from tests.portfolio import a_trial
from tests.services.customer_files import a_file, a_row, counts, everything, facts_on_record, on_record, reasons

SITE = {"services": "messaging; meetings", "site_url": "acme.webex.com"}
RUNNING, LOST, SCHEDULED = "2026-10-01", "2025-01-10", "2026-12-24"


def test_of_two_running_trials_of_a_customer_the_earlier_row_stands(desk: Desk, tmp_path: Path) -> None:
    file = a_file(tmp_path, a_row(starts=RUNNING), a_row(starts=SCHEDULED), a_row(starts=LOST))
    report = import_customers(desk, file, skip_invalid=True)
    assert counts(report) == (2, 0, 0, 1)
    (rejection,) = report.rejected
    assert (rejection.line, rejection.column, rejection.value) == (3, "Start Date", SCHEDULED)
    assert "the trial on line 2 runs or can be converted until Wed 30 Dec 2026" in rejection.reason


def test_a_running_trial_on_record_stands_before_any_row(desk: Desk, tmp_path: Path) -> None:
    trial = a_trial(desk, starts=RUNNING)
    report = import_customers(desk, a_file(tmp_path, a_row(starts=SCHEDULED)))
    assert f"{trial.reference} runs or can be converted" in reasons(report)[2]


def test_a_trial_over_for_long_is_nobodys_second_one(desk: Desk, tmp_path: Path) -> None:
    history = [a_row(starts=starts) for starts in (LOST, "2025-06-01", "2026-01-15", RUNNING)]
    converted = a_row("Fabrikam", "2025-01-10", converted_on="2025-02-01")
    assert counts(import_customers(desk, a_file(tmp_path, *history, converted, a_row("Fabrikam")))) == (6, 0, 0, 0)


@pytest.mark.parametrize("order", permutations(range(3)))
def test_what_a_row_converts_is_in_nobodys_way_whatever_the_order(
    desk: Desk, tmp_path: Path, order: tuple[int, ...]
) -> None:
    a_trial(desk, "Contoso", RUNNING)
    rows = [
        a_row(starts=RUNNING, converted_on="2026-11-20"),
        a_row(starts=SCHEDULED, services="calling"),
        a_row("Fabrikam"),
    ]
    assert counts(import_customers(desk, a_file(tmp_path, *(rows[at] for at in order)))) == (2, 1, 0, 0)


@pytest.mark.parametrize("order", permutations(range(2)))
def test_a_changed_trial_that_runs_on_stands_before_a_new_one(
    desk: Desk, tmp_path: Path, order: tuple[int, ...]
) -> None:
    trial = a_trial(desk, starts=RUNNING)
    rows = [a_row(starts=RUNNING, deal_id="7"), a_row(starts=SCHEDULED)]
    report = import_customers(desk, a_file(tmp_path, *(rows[at] for at in order)), skip_invalid=True)
    assert counts(report) == (0, 1, 0, 1)
    (rejection,) = report.rejected
    assert rejection.value == SCHEDULED
    assert trial.reference in rejection.reason


def test_a_row_that_relied_on_a_change_falls_with_it(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk, "Contoso", RUNNING, **SITE)
    a_trial(desk, "Fabrikam", RUNNING, **{**SITE, "site_url": "fabrikam.webex.com"})
    a_trial(desk, "Litware", RUNNING, **{**SITE, "site_url": "litware.webex.com"})
    swapped = [
        a_row("Contoso", RUNNING, **SITE | {"site_url": "fabrikam.webex.com"}),
        a_row("Fabrikam", RUNNING, **SITE | {"site_url": "litware.webex.com"}),
    ]
    report = import_customers(desk, a_file(tmp_path, *swapped), skip_invalid=True)
    assert counts(report) == (0, 0, 0, 2)
    assert "held by T-000002" in reasons(report)[2]
    assert "held by T-000003" in reasons(report)[3]


def test_customers_may_swap_their_sites(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk, "Contoso", RUNNING, **SITE)
    a_trial(desk, "Fabrikam", RUNNING, **{**SITE, "site_url": "fabrikam.webex.com"})
    swapped = [
        a_row("Contoso", RUNNING, **SITE | {"site_url": "fabrikam.webex.com"}),
        a_row("Fabrikam", RUNNING, **SITE),
    ]
    assert counts(import_customers(desk, a_file(tmp_path, *swapped))) == (0, 2, 0, 0)


def test_a_site_is_held_by_one_running_trial(desk: Desk, tmp_path: Path) -> None:
    rows = [a_row(**SITE), a_row("Fabrikam", **SITE | {"site_url": "HTTPS://Acme.webex.com/"})]
    (rejection,) = import_customers(desk, a_file(tmp_path, *rows)).rejected
    assert (rejection.line, rejection.column, rejection.value) == (3, "Site URL", "HTTPS://Acme.webex.com/")
    assert "held by the trial on line 2 until it is free on Thu 31 Dec 2026" in rejection.reason


def test_a_site_is_free_again_after_the_loss(desk: Desk, tmp_path: Path) -> None:
    rows = [
        a_row(starts=LOST, **SITE),
        a_row("Fabrikam", RUNNING, **SITE),
        a_row("Litware", "2026-12-31", **SITE),
        a_row("Umbrella", "2026-12-30", **SITE),
    ]
    report = import_customers(desk, a_file(tmp_path, *rows), skip_invalid=True)
    assert counts(report) == (3, 0, 0, 1)
    assert list(reasons(report)) == [5]


@pytest.mark.parametrize("order", permutations(range(3)))
def test_a_converted_site_is_the_customers_own(desk: Desk, tmp_path: Path, order: tuple[int, ...]) -> None:
    rows = [
        a_row(starts="2026-01-10", converted_on="2026-02-01", **SITE),
        a_row(starts=RUNNING, **SITE),
        a_row("Fabrikam", LOST, **SITE),
    ]
    assert counts(import_customers(desk, a_file(tmp_path, *(rows[at] for at in order)))) == (3, 0, 0, 0)
    report = import_customers(desk, a_file(tmp_path, a_row("Litware", **SITE)))
    # Of the two trials in the way, the one that was recorded first is named.
    is_paid_first = order.index(0) < order.index(1)
    assert ("another customer's paid site" if is_paid_first else "is held by T-") in reasons(report)[2]


def test_the_same_trial_twice_stands_once(desk: Desk, tmp_path: Path) -> None:
    rows = [a_row(), a_row("Fabrikam"), a_row(), a_row(deal_id="8")]
    report = import_customers(desk, a_file(tmp_path, *rows), skip_invalid=True)
    assert counts(report) == (2, 0, 0, 2)
    assert [(bad.line, bad.column) for bad in report.rejected] == [(4, "Start Date"), (5, "Start Date")]
    assert all("stands on line 2" in bad.reason for bad in report.rejected)


def test_a_bad_row_is_in_nobodys_way(desk: Desk, tmp_path: Path) -> None:
    report = import_customers(desk, a_file(tmp_path, a_row(country="XX"), a_row()), skip_invalid=True)
    assert counts(report) == (1, 0, 0, 1)


def test_one_address_in_two_spellings_is_refused_the_second_time(desk: Desk, tmp_path: Path) -> None:
    rows = [a_row(), a_row(starts=LOST, admin_email="Jane.Doe@contoso.example")]
    (rejection,) = import_customers(desk, a_file(tmp_path, *rows)).rejected
    assert (rejection.line, rejection.column, rejection.value) == (3, "Admin Email", "Jane.Doe@contoso.example")
    assert "stands as jane.doe@contoso.example on line 2" in rejection.reason


def test_another_spelling_than_the_recorded_one_is_recorded_and_told(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, a_file(tmp_path, a_row(), a_row(starts=LOST)))
    file = a_file(tmp_path, a_row(admin_email="Jane.Doe@Contoso.example"))
    report = import_customers(desk, file)
    assert counts(report) == (0, 1, 0, 0)
    (note,) = report.notes
    assert note.startswith("Line 2 spells the address Jane.Doe@Contoso.example, which was recorded as jane.doe@")
    assert {trial.customer.admin_email for trial in on_record(desk)} == {"Jane.Doe@Contoso.example"}
    assert import_customers(desk, file).notes == ()


def test_the_last_row_describes_the_customer_and_a_second_import_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    rows = [
        a_row(starts=LOST, customer_name="Contoso Old", country="DE", paid_services="care"),
        a_row(starts=RUNNING, paid_services="calling"),
        a_row("Fabrikam"),
    ]
    file = a_file(tmp_path, *rows)
    report = import_customers(desk, file)
    (note,) = report.notes
    assert note.startswith("Lines 2, 3 describe the customer of jane.doe@contoso.example differently ")
    assert note.endswith("(name, country, paid services); line 3 counts.")
    assert [(fact["customer"], fact["country"]) for fact in facts_on_record(desk)] == [
        ("Contoso", "US"),
        ("Contoso", "US"),
        ("Fabrikam", "US"),
    ]
    before = everything(desk)
    again = import_customers(desk, file)
    assert (counts(again), again.written, again.notes) == ((0, 0, 3, 0), False, report.notes)
    assert everything(desk) == before


def test_a_lost_trial_that_the_file_says_still_runs_is_pointed_out(desk: Desk, tmp_path: Path) -> None:
    starts = "2026-09-01"
    import_customers(desk, a_file(tmp_path, a_row(starts=starts, period_days="30")))
    report = import_customers(desk, a_file(tmp_path, a_row(starts=starts, period_days="90")))
    assert counts(report) == (0, 1, 0, 0)
    assert "T-000001 (Contoso) was lost on Sun 01 Nov 2026 by what was recorded" in report.notes[0]
