"""Every way in which a customer file can be wrong gets a sentence that says where and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparktui.errors import BadInput
from sparktui.services.desk import Desk
from sparktui.services.export import export_trials
from sparktui.services.import_customers import import_customers
from sparktui.services.import_users import import_users
from tests.portfolio import a_trial
from tests.services.customer_files import HEADINGS, a_file, a_row, counts, everything

HEADER = ",".join(HEADINGS.values())

BAD_CELLS = {
    "unknown country": ("country", "XX", "not an ISO 3166-1 country code. Write two letters"),
    "country by its old name": ("country", "UK", "Write GB for the United Kingdom"),
    "a day that does not exist": ("start_date", "2017-02-30", "not a day of the calendar"),
    "a day in another order": ("start_date", "30.11.2026", "not a date of the form YYYY-MM-DD"),
    "a day as spreadsheets keep it": ("start_date", "46296", "Format the column as a date"),
    "a year by mistake": ("start_date", "2926-10-01", "outside 1990 to 2200"),
    "malformed site URL": ("site_url", "contoso.example", "Write it as name.webex.com"),
    "negative quantity": ("services", "messaging:-5; meetings", "Write a whole number, 1 or more"),
    "no quantity": ("services", "messaging:0", "Write a whole number, 1 or more"),
    "unknown service": ("services", "telepathy:5", "The services are messaging, meetings"),
    "a service twice": ("services", "calling; calling:5", "Give each service once"),
    "no service": ("services", ";", "names no service"),
    "unknown paid service": ("paid_services", "fax", "The services are messaging, meetings"),
    "a period that is not offered": ("period_days", "45", "Write one of 30, 60, 90"),
    "a broken address": ("admin_email", "jane.doe@", "not a mail address"),
    "a deal ID with letters": ("deal_id", "D-42", "Write 1 to 10 digits"),
    "devices without a model": ("devices", ":2", "quantity without a name"),
    "an extension in the future": ("extended_on", "2026-11-25", "lies in the future"),
    "an extension too late": ("extended_on", "2026-11-01", "outside the days on which it was possible"),
    "a conversion before the start": ("converted_on", "2026-09-01", "outside the days on which it was possible"),
    "no name": ("customer_name", "", "Customer Name is empty. It is required"),
    "no address": ("admin_email", " ", "Admin Email is empty. It is required"),
    "no start": ("start_date", "", "Start Date is empty. It is required"),
    "notes without end": ("notes", "long" * 6_000, "longer than 20000 characters"),
    "a service that is paid for": ("paid_services", "messaging", "already pays for messaging"),
}


@pytest.mark.parametrize(("field", "cell", "reason"), BAD_CELLS.values(), ids=BAD_CELLS)
def test_a_bad_cell_holds_the_file_back(desk: Desk, tmp_path: Path, field: str, cell: str, reason: str) -> None:
    bad = a_row("Bad", **{"period_days": "30", "services": "messaging; meetings", field: cell})
    before = everything(desk)
    report = import_customers(desk, a_file(tmp_path, a_row("Good"), bad))
    (rejection,) = report.rejected
    at = "services" if cell == "messaging" else field
    assert (rejection.line, rejection.column) == (3, HEADINGS[at])
    assert rejection.value == bad[HEADINGS[at]]
    assert reason in rejection.reason
    (problem,) = rejection.problems
    assert problem.reason.endswith(".")
    assert problem.remedy.endswith(".")
    assert (report.read, report.created, report.written) == (2, 0, False)
    assert everything(desk) == before


def test_each_fault_of_a_row_has_its_own_column_value_and_mending(desk: Desk, tmp_path: Path) -> None:
    bad = a_row(country="XX", period_days="45", deal_id="?", extended_on="2026-12-01", services="fax")
    report = import_customers(desk, a_file(tmp_path, bad, a_row("Fabrikam")), skip_invalid=True)
    assert (report.read, counts(report)) == (2, (1, 0, 0, 1))
    (rejection,) = report.rejected
    found = {problem.column: (problem.value, problem.remedy) for problem in rejection.problems}
    assert list(found) == ["Country", "Period Days", "Services", "Deal ID", "Extended On"]
    assert found["Country"] == ("XX", "Write two letters such as US or DE.")
    assert found["Period Days"] == ("45", "Write one of 30, 60, 90.")
    assert found["Extended On"] == ("2026-12-01", "Leave it empty until that has happened.")
    assert (rejection.column, rejection.value) == ("Country", "XX")
    assert all(problem.reason in rejection.reason for problem in rejection.problems)


TAKEN = {"services": "messaging; meetings", "site_url": "acme.webex.com"}
BESIDE_ANOTHER_FAULT = {
    "the days of an extension": ({"extended_on": "2026-09-01"}, "Extended On", "outside the days"),
    "the days of a conversion": ({"converted_on": "2026-09-01"}, "Converted On", "outside the days"),
    "a service that is paid for": ({"paid_services": "messaging"}, "Services", "already pays for messaging"),
    "a second running trial": ({"admin_email": "jane.doe@fabrikam.example"}, "Start Date", "T-000001 runs"),
    "a site that is held": (TAKEN, "Site URL", "is held by T-000001"),
    "the same trial again": ({"admin_email": "jane.doe@good.example"}, "Start Date", "stands on line 2"),
    "another spelling": ({"admin_email": "Jane.Doe@good.example"}, "Admin Email", "jane.doe@good.example on line 2"),
}


@pytest.mark.parametrize(("cells", "column", "reason"), BESIDE_ANOTHER_FAULT.values(), ids=BESIDE_ANOTHER_FAULT)
def test_what_rules_say_of_a_row_is_told_together_with_what_cannot_be_read(
    desk: Desk, tmp_path: Path, cells: dict[str, str], column: str, reason: str
) -> None:
    a_trial(desk, "Fabrikam", "2026-10-10", **TAKEN)
    file = a_file(tmp_path, a_row("Good"), a_row("Bad", **cells, country="XX", deal_id="?"))
    (rejection,) = import_customers(desk, file).rejected
    of_cells = [problem for problem in rejection.problems if problem.column not in ("Country", "Deal ID")]
    assert len(rejection.problems) - len(of_cells) == 2
    assert (column, True) in [(problem.column, reason in problem.reason) for problem in of_cells]


def test_a_day_of_conversion_is_not_judged_by_days_that_cannot_be_read(desk: Desk, tmp_path: Path) -> None:
    """Extended in time the trial could have been converted on that day, and nobody can read whether it was."""
    bad = a_row(starts="2026-07-01", period_days="30", extended_on="in July", converted_on="2026-09-20")
    (rejection,) = import_customers(desk, a_file(tmp_path, bad)).rejected
    assert [problem.column for problem in rejection.problems] == ["Extended On"]


def test_of_two_trials_that_are_the_same_the_sound_one_stands(desk: Desk, tmp_path: Path) -> None:
    report = import_customers(desk, a_file(tmp_path, a_row(country="XX"), a_row(), a_row(country="YY")))
    first, last = report.rejected
    assert (first.line, [problem.column for problem in first.problems]) == (2, ["Country"])
    assert (last.line, [problem.column for problem in last.problems]) == (4, ["Country", "Start Date"])


def test_a_comma_without_quotes_is_found_by_the_cell_too_many(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("Notes,Customer Name,Country,Admin Email,Start Date,Period Days,Services\n"
                    ",Acme, Inc,US,jane@acme.example,2026-10-01,60,messaging\n")  # fmt: skip
    (rejection,) = import_customers(desk, file).rejected
    assert (rejection.line, rejection.column, rejection.value) == (2, "", "")
    assert "8 cells for 7 headings" in rejection.reason
    assert "quotes" in rejection.reason


WHOLE_FILES = {
    "empty": (b"", "is empty"),
    "blank": (b"\n \n\n", "blank lines only"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG picture"),
    "binary": (HEADER.encode() + b"\nAcme\0", "NUL byte"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an old Excel file"),
    "a torn workbook": (b"PK\x03\x04" + bytes(100), "damaged"),
    "Latin-1": (f"{HEADER}\nMüller,DE,a@b.example,2026-10-01,60,,messaging,,,,,,".encode("latin-1"), "not UTF-8"),
    "UTF-16": (f"{HEADER}\nAcme".encode("utf-16"), "not UTF-8"),
    "ten thousand columns": (",".join(f"column{at}" for at in range(10_000)).encode(), "10,000 columns"),
    "an open quote": (f'{HEADER}\nAcme,US,"a@b.example\n'.encode(), "never closed"),
    "no header": (b"Acme,US,a@b.example,2026-10-01,60,messaging\n", "lacks the columns Customer Name, Country"),
}


def test_trials_exported_as_json_are_not_taken_for_a_table(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk)
    export_trials(desk, tmp_path / "trials.json")
    with pytest.raises(BadInput, match=r"trials.json is JSON, not a table. Hand over a CSV or XLSX file"):
        import_customers(desk, tmp_path / "trials.json")


@pytest.mark.parametrize(("content", "reason"), WHOLE_FILES.values(), ids=WHOLE_FILES)
def test_a_file_that_cannot_be_used_is_refused_whole(desk: Desk, tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "customers.csv"
    file.write_bytes(content)
    before = everything(desk)
    for skip_invalid in (False, True):
        with pytest.raises(BadInput) as refused:
            import_customers(desk, file, skip_invalid=skip_invalid)
        assert reason in refused.value.message
        assert refused.value.remedy
    assert everything(desk) == before
    assert [path.name for path in tmp_path.glob("*rejected*")] == []


def test_a_file_that_breaks_off_far_down_takes_everything_back(desk: Desk, tmp_path: Path) -> None:
    file = a_file(tmp_path, *(a_row(f"Customer{number}") for number in range(50)))
    file.write_bytes(file.read_bytes() + b"M\xfcller")
    before = everything(desk)
    with pytest.raises(BadInput, match="line 52, byte 2 is 0xFC"):
        import_customers(desk, file)
    assert everything(desk) == before


def test_headings_alone_are_a_file_without_rows(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(f"{HEADER}\n")
    report = import_customers(desk, file, skip_invalid=True)
    assert (report.read, counts(report), report.written) == (0, (0, 0, 0, 0), False)


def test_a_file_that_is_not_there_is_named(desk: Desk, tmp_path: Path) -> None:
    for importing in (import_customers, import_users):
        with pytest.raises(BadInput, match=r"nowhere.csv cannot be read: No such file"):
            importing(desk, tmp_path / "nowhere.csv")


def test_names_from_outside_are_kept_as_they_are(desk: Desk, tmp_path: Path) -> None:
    names = [
        "Acme [/weird] Ltd",
        "=cmd|'/C calc'!A1",
        "株式会社サンプル",
        "O’Neill, “Sons”\nand daughters",
        "[@click=app.quit]x",
    ]
    rows = [a_row(name, admin_email=f"a{at}@b.example") for at, name in enumerate(names)]
    assert counts(import_customers(desk, a_file(tmp_path, *rows))) == (5, 0, 0, 0)
    (rejection,) = import_customers(desk, a_file(tmp_path, a_row(country="\x1b[31mDE"))).rejected
    assert "\x1b" not in rejection.reason
