"""A partner brings in their customer file, once and again, and the desk knows what the file says."""

from __future__ import annotations

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from sparktui.domain.listing import ListQuery
from sparktui.domain.shipment import Certainty, News, Shipment, ShipmentState
from sparktui.domain.trial import Service
from sparktui.errors import BadInput, ReadOnly
from sparktui.services import maintenance
from sparktui.services.customer_list import open_list
from sparktui.services.decisions import decide
from sparktui.services.desk import Desk
from sparktui.services.edit_trial import record_contact
from sparktui.services.import_customers import import_customers
from sparktui.services.requests import add_request
from sparktui.store import audit, shipments
from tests.portfolio import ADA, TODAY, D, a_desk, a_trial, on
from tests.services.customer_files import (
    HEADINGS,
    a_file,
    a_row,
    counts,
    entries,
    everything,
    facts_on_record,
    on_record,
    the_trial,
)

FULL = {
    "extended_on": "2026-11-15",
    "services": "messaging:10; meetings",
    "site_url": "https://Contoso.webex.com/meet",
    "deal_id": "0042",
    "devices": "DX80:1; SX10:2",
    "paid_services": "care; calling",
    "notes": "Wants a quote,\nsays “soon”",
}


def test_a_row_becomes_a_trial_with_its_customer(desk: Desk, tmp_path: Path) -> None:
    report = import_customers(desk, a_file(tmp_path, a_row(country="de", **FULL)))
    assert counts(report) == (1, 0, 0, 0)
    assert report.written
    trial = the_trial(desk)
    assert (trial.customer.name, trial.customer.country) == ("Contoso", "DE")
    assert trial.customer.admin_email == "jane.doe@contoso.example"
    assert trial.customer.paid_services == (Service.CALLING, Service.CARE)
    assert (trial.starts_on, trial.period_days, trial.extended_on) == (D("2026-10-01"), 60, D("2026-11-15"))
    assert [(str(line.service), line.quantity) for line in trial.services] == [("messaging", 10), ("meetings", 100)]
    assert (trial.site_url, trial.deal_id, trial.notes) == ("contoso.webex.com", "0042", FULL["notes"])
    assert [(device.model, device.quantity) for device in trial.devices] == [("DX80", 1), ("SX10", 2)]


def test_every_new_trial_and_the_import_itself_are_in_the_audit(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, a_file(tmp_path, a_row(**FULL), a_row("Fabrikam")))
    contoso, fabrikam, whole = entries(desk)
    assert {entry.command for entry in (contoso, fabrikam, whole)} == {"import.customers"}
    assert (contoso.trial_id, contoso.operator, contoso.business_day) == (1, ADA, TODAY)
    assert contoso.before == {}
    assert contoso.after["services"] == "messaging:10; meetings:100"
    assert fabrikam.after["customer"] == "Fabrikam"
    assert (whole.trial_id, whole.customer_id) == (None, None)
    assert whole.after == {
        "file": "customers.csv", "read": 2, "created": 2, "updated": 0, "unchanged": 0, "rejected": 0
    }  # fmt: skip
    with desk.database.reading() as connection:
        assert audit.problems(connection) == []


def test_the_same_file_a_second_time_writes_nothing_at_all(desk: Desk, tmp_path: Path) -> None:
    file = a_file(tmp_path, a_row(**FULL), a_row("Fabrikam"), a_row("Fabrikam", "2025-01-10"))
    import_customers(desk, file)
    before = everything(desk)
    report = import_customers(desk, file)
    assert counts(report) == (0, 0, 3, 0)
    assert not report.written
    assert everything(desk) == before


def test_a_row_that_says_the_same_in_other_words_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, a_file(tmp_path, a_row(**FULL)))
    before = everything(desk)
    other_words = {
        **FULL,
        "country": "us",
        "site_url": "CONTOSO.webex.com",
        "services": "Meetings:100;messaging:10",
        "paid_services": "Calling;care;",
    }
    assert counts(import_customers(desk, a_file(tmp_path, a_row(**other_words)))) == (0, 0, 1, 0)
    assert everything(desk) == before


def test_what_is_recorded_is_not_judged_again_on_an_earlier_day(desk: Desk, tmp_path: Path) -> None:
    file = a_file(tmp_path, a_row(services="messaging", converted_on="2026-11-20"))
    import_customers(desk, file)
    assert counts(import_customers(on(desk, "2026-11-01"), file)) == (0, 0, 1, 0)


def test_a_known_trial_is_updated_and_the_audit_says_what_differs(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, a_file(tmp_path, a_row(deal_id="1")))
    report = import_customers(desk, a_file(tmp_path, a_row(deal_id="2", customer_name="Contoso AG")))
    assert counts(report) == (0, 1, 0, 0)
    assert (the_trial(desk).deal_id, the_trial(desk).customer.name) == ("2", "Contoso AG")
    changed, whole = entries(desk)[2:]
    assert changed.before == {"customer": "Contoso", "deal_id": "1"}
    assert changed.after == {"customer": "Contoso AG", "deal_id": "2"}
    assert whole.after["updated"] == 1


def test_an_update_keeps_what_a_file_cannot_say(desk: Desk, tmp_path: Path) -> None:
    trial = record_contact(desk, a_trial(desk), "spoke")
    trial = add_request(desk, trial, "wants it")
    trial = decide(desk, trial, "extend", ADA)
    import_customers(desk, a_file(tmp_path, a_row(deal_id="7")))
    updated = the_trial(desk)
    assert (updated.deal_id, updated.contacted_on, updated.purchase_requested_on) == ("7", TODAY, TODAY)
    assert updated.decided_for == trial.decided_for == D("2026-11-30")
    assert updated.version > trial.version


def test_a_blank_cell_clears_but_never_undoes_what_has_happened(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, a_file(tmp_path, a_row(converted_on="2026-11-20", **FULL)))
    import_customers(desk, a_file(tmp_path, a_row(services=FULL["services"])))
    trial = the_trial(desk)
    assert (trial.site_url, trial.deal_id, trial.devices, trial.notes) == (None, None, (), "")
    assert trial.customer.paid_services == ()
    assert (trial.extended_on, trial.converted_on) == (D("2026-11-15"), D("2026-11-20"))


def test_a_column_that_the_file_lacks_leaves_what_is_recorded(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, a_file(tmp_path, a_row(**FULL)))
    optional = ("Extended On", "Site URL", "Deal ID", "Devices", "Paid Services", "Converted On", "Notes")
    before = facts_on_record(desk)
    bare = a_file(tmp_path, a_row(services=FULL["services"]), a_row("Fabrikam"), without=optional)
    assert counts(import_customers(desk, bare)) == (1, 0, 1, 0)
    assert facts_on_record(desk)[:1] == before
    later = a_row(starts="2025-01-10", services="calling")
    import_customers(desk, a_file(tmp_path, later, without=optional))
    assert on_record(desk)[-1].customer.paid_services == (Service.CALLING, Service.CARE)


def test_what_a_lacking_column_keeps_is_judged_with_the_rest_of_the_row(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, a_file(tmp_path, a_row(**FULL)))
    (rejection,) = import_customers(desk, a_file(tmp_path, a_row(services="messaging"), without=["Site URL"])).rejected
    assert (rejection.column, rejection.value) == ("Site URL", "")
    assert "no meetings" in rejection.reason


def test_headings_are_found_whatever_their_case_and_punctuation(desk: Desk, tmp_path: Path) -> None:
    row = {heading.upper().replace(" ", "_-"): cell for heading, cell in a_row(**FULL).items()}
    shuffled = dict(sorted(row.items())) | {"Région": "EMEA", "Fax": "none"}
    report = import_customers(desk, a_file(tmp_path, shuffled, delimiter=";"))
    assert report.notes == ("Ignored unknown columns: Région, Fax.",)
    assert the_trial(desk).deal_id == "0042"


@pytest.mark.parametrize("lacking", [["Country"], ["Start Date", "Services"]])
def test_a_missing_column_is_named(desk: Desk, tmp_path: Path, lacking: list[str]) -> None:
    with pytest.raises(BadInput, match=", ".join(lacking)):
        import_customers(desk, a_file(tmp_path, a_row(), without=lacking))


def test_two_columns_of_one_meaning_are_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="two columns for Deal ID: “Deal ID” and “deal_id”"):
        import_customers(desk, a_file(tmp_path, a_row() | {"deal_id": "7"}))


def test_excel_and_csv_say_the_same(desk: Desk, tmp_path: Path) -> None:
    rows = [a_row(**FULL), a_row("Müller & Söhne", admin_email="Bob@mueller.example"), a_row("Bad", country="XX")]
    with Workbook(str(tmp_path / "customers.xlsx"), {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(HEADINGS.values()))
        for line, row in enumerate(rows, start=1):
            sheet.write_row(line, 0, list(row.values()))
            sheet.write_datetime(line, 3, D(row["Start Date"]))
            sheet.write_number(line, 4, int(row["Period Days"]))
    from_excel = import_customers(desk, tmp_path / "customers.xlsx", skip_invalid=True)
    in_csv = a_desk(tmp_path / "other.db")
    from_csv = import_customers(in_csv, a_file(tmp_path, *rows), skip_invalid=True)
    assert counts(from_excel) == counts(from_csv) == (2, 0, 0, 1)
    assert [(bad.column, bad.value, bad.reason) for bad in from_excel.rejected] == [
        (bad.column, bad.value, bad.reason) for bad in from_csv.rejected
    ]
    assert facts_on_record(desk) == facts_on_record(in_csv)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, a_file(tmp_path, a_row(deal_id="1")))
    before = everything(desk)
    file = a_file(tmp_path, a_row(deal_id="2"), a_row("Fabrikam"), a_row("Bad", country="XX"))
    report = import_customers(desk, file, dry_run=True, skip_invalid=True)
    assert counts(report) == (1, 1, 0, 1)
    assert not report.written
    assert report.rejects_file is None
    assert everything(desk) == before
    assert [path.name for path in tmp_path.glob("*rejected*")] == []
    assert import_customers(desk, file, dry_run=True).created == 0


def test_a_failure_in_the_middle_leaves_everything_as_it_was(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_customers(desk, a_file(tmp_path, a_row()))
    before = everything(desk)
    written = 0

    def full_disk(*_arguments: object) -> None:
        nonlocal written
        written += 1
        if written == 2:
            raise OSError("no room")

    file = a_file(tmp_path, *(a_row(f"Customer{number}", country="XX" if number == 3 else "US") for number in range(9)))
    monkeypatch.setattr("sparktui.store.import_rows.BATCH", 4)
    monkeypatch.setattr("sparktui.store.bulk.BATCH", 4)
    monkeypatch.setattr(audit, "append", full_disk)
    with pytest.raises(OSError, match="no room"):
        import_customers(desk, file, skip_invalid=True)
    assert written == 2
    assert everything(desk) == before
    assert [path.name for path in tmp_path.glob("*rejected*")] == []
    monkeypatch.undo()
    assert counts(import_customers(desk, file, skip_invalid=True)) == (8, 0, 0, 1)


def test_nothing_is_imported_into_a_desk_that_may_only_look(tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(ReadOnly):
        import_customers(a_desk(desk.database.path, read_only=True), a_file(tmp_path, a_row()))


def test_imported_trials_are_found_and_the_database_is_in_order(desk: Desk, tmp_path: Path) -> None:
    rows = [a_row(f"Customer{number}", deal_id=f"{number:05d}") for number in range(1_200)]
    progress: list[tuple[int, int | None]] = []
    file = a_file(tmp_path, *rows)
    import_customers(desk, file, progress=lambda done, total: progress.append((done, total)))
    assert progress[:2] == [(1_000, None), (1_200, None)]
    assert progress[-1] == (1_200, 1_200)
    assert open_list(desk, ListQuery(TODAY, text="customer777")).total == 1
    import_customers(desk, a_file(tmp_path, *(row | {"Customer Name": row["Customer Name"] + " AG"} for row in rows)))
    assert open_list(desk, ListQuery(TODAY, text="customer777 ag")).total == 1
    assert open_list(desk, ListQuery(TODAY, text="ag")).total == 1_200
    assert maintenance.check(desk.database, desk.policy) == []


def test_a_new_trial_that_renames_its_customer_is_told_to_the_audit(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, a_file(tmp_path, a_row(paid_services="care"), a_row("Fabrikam")))
    rows = [a_row(starts=starts, customer_name="Umbrella", country="DE") for starts in ("2025-01-10", "2025-06-10")]
    assert counts(import_customers(desk, a_file(tmp_path, *rows))) == (2, 0, 0, 0)
    first, second, customer, whole = entries(desk)[3:]
    assert (first.after["customer"], second.after["starts_on"]) == ("Umbrella", "2025-06-10")
    assert (customer.trial_id, customer.customer_id) == (None, 1)
    assert customer.before == {"customer": "Contoso", "country": "US", "paid_services": ["care"]}
    assert customer.after == {"customer": "Umbrella", "country": "DE", "paid_services": []}
    assert whole.after["created"] == 2


def test_other_trials_of_a_renamed_customer_are_found_by_the_new_name(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, a_file(tmp_path, a_row(), a_row(starts="2025-01-10")))
    import_customers(desk, a_file(tmp_path, a_row(customer_name="Umbrella")))
    assert open_list(desk, ListQuery(TODAY, text="umbrella")).total == 2
    assert [trial.customer.name for trial in on_record(desk)] == ["Umbrella", "Umbrella"]


def test_changed_trials_are_still_found_by_the_numbers_of_their_shipments(desk: Desk, tmp_path: Path) -> None:
    customers = ("Contoso", "Fabrikam", "Litware")
    import_customers(desk, a_file(tmp_path, *(a_row(customer) for customer in customers)))
    with desk.database.writing() as connection:
        for trial_id, number in ((1, "1Z999AA10123456784"), (2, "1Z999AA10123456785")):
            news = (News(TODAY, ShipmentState.SHIPPED),)
            shipments.add(connection, Shipment(0, trial_id, number, "ups", Certainty.CHOSEN, news))
    for changed in ({"deal_id": "7"}, {"deal_id": "7", "customer_name": "Umbrella"}):
        rows = [a_row(customer, **changed) for customer in customers]
        assert counts(import_customers(desk, a_file(tmp_path, *rows))) == (0, 3, 0, 0)
        for text, found in (("1z999aa10123456784", 1), ("1Z999AA1012345678", 2), ("umbrella", 3 * len(changed) - 3)):
            assert open_list(desk, ListQuery(TODAY, text=text)).total == found
    assert maintenance.check(desk.database, desk.policy) == []
