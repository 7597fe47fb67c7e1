"""Bringing in the customer file from the command line."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

HEADINGS = "Customer Name,Country,Admin Email,Start Date,Period Days,Services,Site URL\n"
GOOD = "Litware,US,a@litware.example,2026-11-01,60,messaging:5; meetings,litware.webex.com\n"
BAD = "Fabrikam,XX,b@fabrikam.example,2017-02-30,45,fax,\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a customer file with a good row and a bad one."""
    path = tmp_path / "customers.csv"
    path.write_text(HEADINGS + GOOD + BAD)
    return path


def test_a_bad_row_holds_the_file_back(cli: CommandLine, file: Path) -> None:
    answer = cli("import", "customers", str(file), "--json")
    assert (answer.code, answer.err) == (2, "")
    report = answer.json
    assert (report["read"], report["created"], report["written"]) == (2, 0, False)
    (rejected,) = report["rejected"]
    assert (rejected["line"], rejected["column"], rejected["value"]) == (3, "Country", "XX")
    assert "2017-02-30" in rejected["reason"]
    assert [problem["column"] for problem in rejected["problems"]] == [
        "Country",
        "Start Date",
        "Period Days",
        "Services",
    ]
    assert rejected["problems"][2] == {
        "column": "Period Days",
        "value": "45",
        "reason": "Period Days '45' is not an allowed period.",
        "remedy": "Write one of 30, 60, 90.",
    }

    words = cli("import", "customers", str(file))
    assert words.code == 2
    assert words.err.startswith("line 3: Country 'XX' is not an ISO 3166-1 country code. Write two letters")
    assert words.err.count("line 3: ") == 4, "a sentence for each thing that is wrong"
    assert words.out.splitlines() == [
        "2 rows read: 0 new, 0 updated, 0 unchanged, 1 rejected, 1 would be new.",
        "Nothing was written. Mend the rows, or leave them out with --skip-invalid.",
    ]
    assert cli.ok("trials", "list")["total"] == 0


def test_bad_rows_are_left_out_and_kept_to_be_mended(cli: CommandLine, file: Path) -> None:
    report = cli.ok("import", "customers", str(file), "--skip-invalid")
    assert (report["created"], report["written"]) == (1, True)
    kept = Path(report["rejects_file"])
    assert kept.name == "customers.csv.rejected.csv"
    mended = kept.read_text().replace(",XX,", ",DE,").replace("2017-02-30,45,fax", "2026-11-01,30,care")
    kept.write_text(mended)
    assert cli.ok("import", "customers", str(kept))["created"] == 1
    assert cli.ok("import", "customers", str(file), "--skip-invalid")["unchanged"] == 1


def test_where_bad_rows_are_left_out_nobody_is_told_to_leave_them_out(cli: CommandLine, file: Path) -> None:
    for _ in range(2):
        words = cli("import", "customers", str(file), "--skip-invalid")
        assert words.code == 0
        assert "Nothing was written" not in words.out
        assert "mend them and import that file." in words.out
    file.write_text(HEADINGS + GOOD)
    assert cli("import", "customers", str(file)).out == "1 row read: 0 new, 0 updated, 1 unchanged, 0 rejected.\n"


def test_a_dry_run_of_an_import_writes_nothing(cli: CommandLine, file: Path) -> None:
    cli.ok("trials", "list")
    before = cli.data()
    answer = cli("import", "customers", str(file), "--skip-invalid", "--dry-run")
    assert (answer.code, answer.out.splitlines()[-1]) == (0, "Dry run: nothing was written.")
    assert cli.data() == before
    assert sorted(path.name for path in file.parent.glob("customers*")) == ["customers.csv"]


def test_many_bad_rows_are_told_in_part_and_as_json_in_full(cli: CommandLine, file: Path) -> None:
    file.write_text(HEADINGS + BAD * 30)
    words = cli("import", "customers", str(file))
    assert words.err.count("ISO 3166-1") == 20
    assert "... and 10 more rows; --json lists them all." in words.err
    assert len(cli("import", "customers", str(file), "--json").json["rejected"]) == 30


def test_a_file_that_is_none_is_bad_input(cli: CommandLine, tmp_path: Path) -> None:
    for path in (tmp_path / "missing.csv", tmp_path):
        answer = cli("import", "customers", str(path), "--json")
        assert (answer.code, answer.json["error"]["kind"]) == (2, "bad_input")


def test_progress_shows_to_a_person_and_is_taken_away(
    cli: CommandLine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Watched(io.StringIO):
        def isatty(self) -> bool:
            return True

    rows = (f"Firm {at},US,a@firm{at}.example,2026-11-01,60,care,\n" for at in range(2_000))
    file.write_text(HEADINGS + "".join(rows))
    watched = Watched()
    monkeypatch.setattr(sys, "stderr", watched)
    monkeypatch.setattr("sparktui.cli.progress._SECONDS_BETWEEN", 0.0)
    assert cli("import", "customers", str(file)).code == 0
    assert "\r\x1b[2K1,000 rows" in watched.getvalue()
    assert "2,000 of 2,000 rows (100 %)" in watched.getvalue()
    assert watched.getvalue().endswith("\r\x1b[2K")
