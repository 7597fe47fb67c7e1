"""Bad rows are kept in a file beside the good ones' import, mended there, and imported again."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from sparktui.errors import BadInput
from sparktui.services.desk import Desk
from sparktui.services.import_customers import import_customers
from tests.services.customer_files import a_file, a_row, cells_of, counts, everything, on_record, the_trial


def test_bad_rows_are_left_out_kept_mended_and_imported(desk: Desk, tmp_path: Path) -> None:
    bad = a_row("Fabrikam", country="XX", notes="first line\nsecond “line”") | {"Fax": "=1+1"}
    report = import_customers(desk, a_file(tmp_path, a_row() | {"Fax": ""}, bad), skip_invalid=True)
    assert counts(report) == (1, 0, 0, 1)
    assert report.written
    assert report.rejects_file == tmp_path / "customers.csv.rejected.csv"
    (kept,) = cells_of(report.rejects_file)
    assert (kept["Line"], kept["Reason"]) == ("3", report.rejected[0].reason)
    assert {heading: kept[heading] for heading in bad} == bad | {"Fax": "'=1+1"}

    mended = a_file(tmp_path, kept | {"Country": "DE"}, name=report.rejects_file.name)
    again = import_customers(desk, mended, skip_invalid=True)
    assert counts(again) == (1, 0, 0, 0)
    assert again.notes == ("Ignored unknown columns: Fax.",)
    assert again.rejects_file is None
    assert on_record(desk)[-1].notes == "first line\nsecond “line”"


def test_a_row_that_is_still_bad_gets_its_new_line_and_reason(desk: Desk, tmp_path: Path) -> None:
    first = import_customers(desk, a_file(tmp_path, a_row(), a_row("Fabrikam", country="XX")), skip_invalid=True)
    assert first.rejects_file
    (kept,) = cells_of(first.rejects_file)
    a_file(tmp_path, kept | {"Country": "DE", "Period Days": "45"}, name=first.rejects_file.name)
    second = import_customers(desk, first.rejects_file, skip_invalid=True)
    assert second.rejects_file == tmp_path / "customers.csv.rejected.csv.rejected.csv"
    (still,) = cells_of(second.rejects_file)
    assert list(still) == list(kept)
    assert still["Line"] == "2"
    assert "Period Days '45'" in still["Reason"]


def test_a_row_with_a_cell_too_many_is_kept_whole(desk: Desk, tmp_path: Path) -> None:
    file = a_file(tmp_path, a_row())
    file.write_text(file.read_text() + "Acme, Inc,US,a@acme.example,2026-10-01,60,,messaging,,,,,,quoted too late\n")
    report = import_customers(desk, file, skip_invalid=True)
    assert report.rejects_file
    _, kept = csv.reader(report.rejects_file.read_text().splitlines())
    assert kept[2:5] == ["Acme", " Inc", "US"]
    assert len(kept) == 2 + 14


def test_an_older_file_of_rejected_rows_is_replaced_and_none_is_written_without_need(
    desk: Desk, tmp_path: Path
) -> None:
    for customer in ("Fabrikam", "Litware"):
        report = import_customers(desk, a_file(tmp_path, a_row(customer, country="XX")), skip_invalid=True)
        assert report.rejects_file
        assert [row["Customer Name"] for row in cells_of(report.rejects_file)] == [customer]
    (tmp_path / "customers.csv.rejected.csv").unlink()
    for importing in (import_customers(desk, a_file(tmp_path, a_row(country="XX"))),
                      import_customers(desk, a_file(tmp_path, a_row()), skip_invalid=True)):  # fmt: skip
        assert importing.rejects_file is None
    assert [path.name for path in tmp_path.glob("*rejected*")] == []


@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_rejected_rows_never_take_the_place_of_the_file_itself(desk: Desk, tmp_path: Path, link: object) -> None:
    assert callable(link)
    file = a_file(tmp_path, a_row(), a_row("Fabrikam", country="XX"))
    link(file, tmp_path / "customers.csv.rejected.csv")
    content, before = file.read_bytes(), everything(desk)
    with pytest.raises(BadInput, match="is the same file as"):
        import_customers(desk, file, skip_invalid=True)
    assert file.read_bytes() == content
    assert everything(desk) == before


def test_the_import_stands_where_the_rejected_rows_cannot_be_kept(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "customers.csv.rejected.csv").mkdir()
    report = import_customers(desk, a_file(tmp_path, a_row(), a_row("Fabrikam", country="XX")), skip_invalid=True)
    assert the_trial(desk).customer.name == "Contoso"
    assert report.rejects_file is None
    assert report.notes[0].startswith("The rejected rows could not be kept in a file.")
