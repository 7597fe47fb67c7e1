"""A table is exported: what is written reads back unchanged, runs nowhere as a formula, and is never half there."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sparktui.errors import BadInput, OutsideFailure
from sparktui.services.tabular import open_table, write_csv, write_xlsx


class Write(Protocol):
    def __call__(self, path: Path, headings: Sequence[str], rows: Any, *, overwrite: bool = False) -> int: ...


both = pytest.mark.parametrize("write", [write_csv, write_xlsx])

HEADINGS = ("Name", "Admin Email", "Notes")
# Any character that a cell can hold; a row of blanks only is left out when it is read.
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
ROWS = st.lists(st.tuples(st.just("Acme"), CELLS, CELLS | st.sampled_from(["=1", "'=1", "''@x", "'", "'a", "\r", '"'])))
RUNNABLE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1"]


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@both
@settings(deadline=None, max_examples=50)
@given(rows=ROWS)
@example(rows=[("Acme", "O'Neil", "one\r\ntwo\n"), ("Acme", "007", ' "x", ')])
def test_what_is_written_reads_back_unchanged(
    write: Write, rows: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"{write.__name__}.out"  # type: ignore[attr-defined]
    assert write(path, HEADINGS, rows, overwrite=True) == len(rows)
    table = open_table(path)
    assert table.headings == HEADINGS
    assert [row.cells for row in table] == rows


@pytest.mark.parametrize("cell", RUNNABLE)
def test_no_program_runs_a_cell_of_the_csv_file(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, ["Name", "Notes"], [["Acme", cell]])
    with path.open(encoding="utf-8", newline="") as file:
        *_, (_, written) = csv.reader(file)
    assert written == "'" + cell


@pytest.mark.parametrize("cell", [cell for cell in RUNNABLE if cell[0] != "'"])
def test_a_cell_of_the_xlsx_file_is_text_without_an_apostrophe(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_xlsx(path, ["Name", "Notes"], [["Acme", cell], ["https://acme.example", "0042"]])
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows == [["Name", "Notes"], ["Acme", cell], ["https://acme.example", "0042"]]


class TestAFileThatIsThere:
    @both
    def test_is_left_as_it_is(self, write: Write, tmp_path: Path) -> None:
        path = tmp_path / "out"
        path.write_text("precious")
        with pytest.raises(BadInput, match="exists already and was left as it is"):
            write(path, HEADINGS, [])
        assert path.read_text() == "precious"

    @both
    def test_is_replaced_when_that_is_allowed(self, write: Write, tmp_path: Path) -> None:
        path, link = tmp_path / "out", tmp_path / "link"
        path.write_text("old")
        path.chmod(0o600)
        link.symlink_to(path)
        write(link, HEADINGS, [["Acme", "", ""]], overwrite=True)
        assert link.is_symlink()
        assert path.stat().st_mode & 0o777 == 0o600
        assert [row.cells for row in open_table(path)] == [("Acme", "", "")]
        assert left_behind(tmp_path) == ["link", "out"]

    @both
    def test_stays_when_the_writing_fails_half_way(self, write: Write, tmp_path: Path) -> None:
        path = tmp_path / "out"
        path.write_text("precious")

        def broken() -> Iterator[list[str]]:
            yield ["Acme", "", ""]
            raise RuntimeError("the database went away")

        with pytest.raises(RuntimeError, match="went away"):
            write(path, HEADINGS, broken(), overwrite=True)
        assert path.read_text() == "precious"
        assert left_behind(tmp_path) == ["out"]

    @both
    def test_that_appeared_meanwhile_is_left_as_it_is(self, write: Write, tmp_path: Path) -> None:
        path = tmp_path / "out"

        def slow() -> Iterator[list[str]]:
            path.write_text("precious")
            yield ["Acme", "", ""]

        with pytest.raises(BadInput, match="exists already"):
            write(path, HEADINGS, slow())
        assert path.read_text() == "precious"
        assert left_behind(tmp_path) == ["out"]


@both
class TestAPlaceThatCannotBeWritten:
    def test_is_a_directory(self, write: Write, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="is a directory"):
            write(tmp_path, HEADINGS, [], overwrite=True)

    @pytest.mark.parametrize(
        "name", ["no/such/folder/out", "file/out", "x" * 300], ids=["no folder", "in a file", "long"]
    )
    def test_does_not_exist(self, write: Write, tmp_path: Path, name: str) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(BadInput, match="was not written"):
            write(tmp_path / name, HEADINGS, [])
        assert left_behind(tmp_path) == ["file"]

    def test_has_no_name_that_a_file_can_have(self, write: Write, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="no name that a file can have"):
            write(tmp_path / "a\0b", HEADINGS, [])

    def test_is_a_disk_that_fails(self, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(OutsideFailure, match="was not written: No space left on device"):
            write(tmp_path / "out", HEADINGS, [["Acme", "", ""]])
        assert left_behind(tmp_path) == []


class TestACellThatCannotBeWritten:
    @both
    def test_is_half_a_character(self, write: Write, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match=r"U\+D800 is no character"):
            write(tmp_path / "out", HEADINGS, [["Acme", "\ud800", ""]])
        assert left_behind(tmp_path) == []

    def test_is_binary_in_csv(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="Row 3 holds a NUL character"):
            write_csv(tmp_path / "out", HEADINGS, [["Acme", "", ""], ["Fabrikam", "\0", ""]])

    def test_is_too_long_for_xlsx(self, tmp_path: Path) -> None:
        assert write_xlsx(tmp_path / "fits", HEADINGS, [["Acme", "", "x" * 32_767]]) == 1
        with pytest.raises(BadInput, match="Row 2, column 3 is longer than 32,767 characters"):
            write_xlsx(tmp_path / "out", HEADINGS, [["Acme", "", "\N{GRINNING FACE}" * 16_384]])

    def test_stands_below_the_last_row_of_xlsx(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sparktui.services.tabular.writing._MOST_ROWS", 3)
        assert write_xlsx(tmp_path / "fits", HEADINGS, [["Acme", "", ""]] * 2) == 2
        with pytest.raises(BadInput, match="holds 3 rows at most"):
            write_xlsx(tmp_path / "out", HEADINGS, [["Acme", "", ""]] * 3)


def test_without_the_extra_the_refusal_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(BadInput, match=r"Install sparktui\[xlsx\]"):
        write_xlsx(tmp_path / "out", HEADINGS, [])
