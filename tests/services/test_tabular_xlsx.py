"""Somebody hands over an Excel file: its first sheet with data is read as text, or the file is refused."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sparktui.errors import BadInput
from sparktui.services.tabular import Row, open_table, xlsx_file

Sheet = dict[tuple[int, int], Any]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """A workbook with the given sheets, each a mapping of (row, column) from 0 to a value."""

    def make(*sheets: Sheet) -> Path:
        path = tmp_path / "customers.bin"
        with xlsxwriter.Workbook(path) as book:
            day, moment = (book.add_format({"num_format": shown}) for shown in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))
            for sheet in sheets:
                page = book.add_worksheet()
                for (row, column), value in sheet.items():
                    if isinstance(value, date | time):
                        page.write_datetime(row, column, value, moment if isinstance(value, datetime) else day)
                    else:
                        page.write(row, column, value)
        return path

    return make


def rebuilt(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The workbook with every part run through ``change``; None leaves the part out."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            changed = change(name, content)
            if changed is not None:
                new.writestr(name, changed)
    return path


def refusal(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        list(open_table(path))
    assert caught.value.message.startswith(str(path))
    assert caught.value.remedy
    return caught.value


def test_cells_come_as_the_text_that_a_person_sees(workbook: Callable[..., Path]) -> None:
    cells = [
        90.0,
        90.5,
        1e20,
        True,
        "0042",
        "90.0",
        date(2017, 5, 20),
        datetime.fromisoformat("2017-05-20T13:05"),
        "'=1+1",
        " x ",
    ]
    path = workbook({(0, at): f"c{at}" for at in range(len(cells))} | {(1, at): cell for at, cell in enumerate(cells)})
    assert list(open_table(path)) == [
        Row(
            2,
            (
                *("90", "90.5", "100000000000000000000", "TRUE", "0042", "90.0"),
                *("2017-05-20", "2017-05-20 13:05:00", "=1+1", " x "),
            ),
        )
    ]


def test_the_first_sheet_with_data_is_read_and_lines_are_its_rows(workbook: Callable[..., Path]) -> None:
    table = open_table(workbook({}, {(2, 0): "Name", (2, 1): " Notes ", (5, 0): "Acme"}, {(0, 0): "other"}))
    assert table.headings == ("Name", "Notes")
    assert list(table) == list(table) == [Row(6, ("Acme", ""))]


def test_a_cell_beyond_the_headings_is_an_error_of_its_row(workbook: Callable[..., Path]) -> None:
    (row,) = open_table(workbook({(0, 0): "Name", (1, 0): "Acme", (1, 1): "US"}))
    assert row.error is not None
    assert row.error.startswith("2 cells for 1 headings: “US” in column 2 has no heading.")


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ({}, "has no sheet with data"),
        ({(0, 0): "Name", (0, 2): "Notes"}, "sheet “Sheet1”, row 1, column 2: the heading is blank"),
        ({(1, 0): "Name", (1, 1): "name"}, "sheet “Sheet1”, row 2, column 2: the heading “name” stands in column 1"),
        ({(0, at): f"c{at}" for at in range(501)}, "has 501 columns; 500 is the most"),
        ({(0, 0): "Name", (1_048_575, 16_383): "x"}, "has a sheet of 1,048,576 rows and 16,384 columns"),
        ({(0, 0): "Name", (999_999, 10): "x"}, "has a sheet of 1,000,000 rows and 11 columns"),
    ],
)
def test_a_sheet_that_is_no_table_is_refused(workbook: Callable[..., Path], sheet: Sheet, message: str) -> None:
    assert message in refusal(workbook(sheet)).message


def test_formatting_far_out_does_not_count_as_data(workbook: Callable[..., Path]) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    path = rebuilt(workbook({(0, 0): "Name", (1, 0): "Acme"}), lambda _, content: content.replace(b"</sheetData>", far))
    assert list(open_table(path)) == [Row(2, ("Acme",))]


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    workbook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook({(0, 0): "Name", (1, 0): "Acme"})
    monkeypatch.setattr(xlsx_file, "_MOST_BYTES", 5_000)
    assert "unpacks to more than" in refusal(path).message


class TestADamagedFile:
    def test_is_cut_off(self, workbook: Callable[..., Path]) -> None:
        path = workbook({(0, 0): "Name"})
        path.write_bytes(path.read_bytes()[:-100])
        assert "is a damaged or protected XLSX file" in refusal(path).message

    def test_has_bytes_changed_in_the_middle(self, workbook: Callable[..., Path]) -> None:
        path = workbook({(row, 0): f"Customer {row}" for row in range(500)})
        content = bytearray(path.read_bytes())
        content[len(content) // 2 - 20 : len(content) // 2] = bytes(20)
        path.write_bytes(content)
        assert "is a damaged or protected XLSX file" in refusal(path).message

    @pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])
    def test_has_a_part_that_is_no_xml(self, workbook: Callable[..., Path], part: str) -> None:
        path = workbook({(0, 0): "Name", (1, 0): "Acme"})
        rebuilt(path, lambda name, content: content[: len(content) // 2] if name == part else content)
        assert "is a damaged or protected XLSX file" in refusal(path).message

    def test_lacks_its_sheet(self, workbook: Callable[..., Path]) -> None:
        path = workbook({(0, 0): "Name"})
        rebuilt(path, lambda name, content: None if "worksheets/" in name else content)
        assert "is a damaged or protected XLSX file" in refusal(path).message

    def test_is_another_kind_of_archive(self, tmp_path: Path) -> None:
        path = tmp_path / "customers.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("word/document.xml", "<document/>")
        assert refusal(path).message.endswith("is a ZIP archive, but no XLSX file.")


def test_without_the_extra_the_refusal_names_it(workbook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook({(0, 0): "Name"})
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert refusal(path).remedy == "Install sparktui[xlsx], or save it as CSV UTF-8."
