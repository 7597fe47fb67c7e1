"""Somebody hands over a CSV file: it is read as it stands, or refused with the place and the mending."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sparktui.errors import BadInput
from sparktui.services.tabular import Row, open_table

Handed = Callable[[str | bytes], Path]


@pytest.fixture
def handed(tmp_path: Path) -> Handed:
    """A file with the given content, under a name that promises nothing."""

    def hand(content: str | bytes) -> Path:
        path = tmp_path / "customers.txt"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return hand


def refusal(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        list(open_table(path))
    assert caught.value.remedy
    return caught.value


class TestAGoodFile:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("bom", ["", "\ufeff"])
    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
    def test_is_read_whatever_it_is_delimited_by(self, handed: Handed, delimiter: str, bom: str, line_end: str) -> None:
        lines = [["Name", "Country", "Notes"], ["Müller & Söhne", "DE", ""], ["株式会社", "JP", "x"]]
        table = open_table(handed(bom + line_end.join(delimiter.join(cells) for cells in lines)))
        assert table.headings == ("Name", "Country", "Notes")
        assert list(table) == [Row(2, ("Müller & Söhne", "DE", "")), Row(3, ("株式会社", "JP", "x"))]

    def test_may_hold_other_delimiters_in_quoted_headings(self, handed: Handed) -> None:
        table = open_table(handed('"Services (a, b, c)";Notes\n"messaging:100; meetings:25";,\n'))
        assert table.headings == ("Services (a, b, c)", "Notes")
        assert list(table) == [Row(2, ("messaging:100; meetings:25", ","))]

    def test_may_have_line_breaks_in_quoted_values(self, handed: Handed) -> None:
        table = open_table(handed('Name,Notes\nAcme,"one\ntwo\r\n""three"""\n\nFabrikam,\n'))
        assert list(table) == [Row(2, ("Acme", 'one\ntwo\r\n"three"')), Row(6, ("Fabrikam", ""))]

    def test_may_have_blank_lines_anywhere(self, handed: Handed) -> None:
        table = open_table(handed("\n \nName,Notes\n\n,\n  \nAcme,x\n\n"))
        assert (table.headings, list(table)) == (("Name", "Notes"), [Row(7, ("Acme", "x"))])

    @pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "\ufeffSep=;", "sep=,"])
    def test_may_name_its_delimiter_on_a_line_of_its_own(self, handed: Handed, first: str) -> None:
        table = open_table(handed(f"{first}\r\nName;Notes\r\nAcme;a, b\r\n"))
        assert (table.headings, list(table)) == (("Name", "Notes"), [Row(3, ("Acme", "a, b"))])

    def test_may_have_blank_columns_after_the_last(self, handed: Handed) -> None:
        table = open_table(handed("Name, Notes ,,\nAcme,x,,\nFabrikam,y, ,\n"))
        assert (table.headings, list(table)) == (
            ("Name", "Notes"),
            [Row(2, ("Acme", "x")), Row(3, ("Fabrikam", "y"))],
        )

    def test_may_have_a_header_only(self, handed: Handed) -> None:
        table = open_table(handed("Name,Notes\n"))
        assert (table.headings, list(table)) == (("Name", "Notes"), [])

    def test_keeps_cells_as_they_stand(self, handed: Handed) -> None:
        (row,) = open_table(handed("A,B,C\n 007 , O'Neil,\x1b[31m\n"))
        assert row.cells == (" 007 ", " O'Neil", "\x1b[31m")

    def test_gives_back_what_was_protected_from_running_as_a_formula(self, handed: Handed) -> None:
        (row,) = open_table(handed("A,B,C,D\n'=1+1,''@x,'quoted',-5\n"))
        assert row.cells == ("=1+1", "'@x", "'quoted'", "-5")

    def test_can_be_read_twice(self, handed: Handed) -> None:
        table = open_table(handed("A\n1\n2\n"))
        assert list(table) == list(table) == [Row(2, ("1",)), Row(3, ("2",))]

    def test_is_not_held_in_memory(self, handed: Handed) -> None:
        table = open_table(handed("Name,Notes\n" + "Acme,something or other\n" * 50_000))
        tracemalloc.start()
        read = sum(1 for _ in table)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert read == 50_000
        assert peak < 500_000


class TestARowThatCannotBeUsed:
    def test_has_a_cell_too_many(self, handed: Handed) -> None:
        table = open_table(handed("Name,Country\nAcme, Inc.,US\nFabrikam,DE\n"))
        assert list(table) == [
            Row(
                2,
                ("Acme", " Inc.", "US"),
                "3 cells for 2 headings: “US” in column 3 has no heading.",
                "A value that holds the delimiter needs quotes around it.",
            ),
            Row(3, ("Fabrikam", "DE")),
        ]

    def test_has_a_quote_within_a_quoted_value(self, handed: Handed) -> None:
        broken, good = open_table(handed('Name,Country\n"Acme "West" Ltd",US\n"Fabrikam",DE\n'))
        assert (broken.line, broken.cells) == (2, ('"Acme "West" Ltd"', "US"))
        assert broken.error == "A quote stands within a quoted value."
        assert broken.remedy == 'Close the quote; a quote within a quoted value is written twice: "".'
        assert good == Row(3, ("Fabrikam", "DE"))

    def test_is_not_one_with_a_cell_too_few(self, handed: Handed) -> None:
        assert list(open_table(handed("A,B,C\n1\n"))) == [Row(2, ("1", "", ""))]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "holds blank lines only"),
        (b"\n  \n,,\n", "holds blank lines only"),
        (b"Name,Notes\nAcme,x\nM\xfcller,y\n", "is not UTF-8: line 3, byte 2 is 0xFC"),
        (b"Name,Notes\nAcme,x\n" * 9000 + b"\xc3", "is not UTF-8: line 18001, byte 1 is 0xC3"),
        ("Name,Notes\nAcme,x\n".encode("utf-16"), "is not UTF-8: line 1, byte 1 is 0xFF"),
        ("Name,Notes\nAcme,x\n".encode("utf-16-le"), "line 1, byte 2: a NUL byte"),
        (b"Name,Notes\n\xc3\xa9,\0x\n", "line 2, byte 4: a NUL byte"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a PNG picture"),
        (b"%PDF-1.7\n", "is a PDF document"),
        (b"\xff\xd8\xff\xe0", "is a JPEG picture"),
        (b"\x1f\x8b\x08\0", "is a compressed file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "is an old Excel file (.xls), or one protected"),
        (b"PK\x03\x04 and no more", "is a damaged or protected XLSX file"),
        (b"Name,,Notes\n", "line 1, column 2: the heading is blank"),
        (b"\nName,Notes,NAME \n", "line 2, column 3: the heading “NAME” stands in column 1 already"),
        (b"Name,N\x1bote,n\x1bote\n", "the heading “n\ufffdote” stands in column 2 already"),
        (",".join(f"c{n}" for n in range(10_000)).encode(), "line 1 has 10,000 columns; 500 is the most"),
        (b'Name,Notes\nAcme,"x\n' + b"Fabrikam,y\n" * 20, "line 2: a quote that is opened here is never closed"),
        (b'Name,Notes\n"Acme,x\n"Fabrikam",y\n', "line 2: a quote that is opened here is closed in the middle"),
        (b'Name,"Notes" x\nAcme,x\n', "line 1: A quote stands within a quoted value"),
        (b"Name,Notes\nAcme," + b"x" * 200_000, "line 2: a value that begins here is longer than"),
        (b'Name,Notes\nA,x\nB,"' + b"x\n" * 200_000, "line 3: a value that begins here is longer than"),
        (b"Name,Notes\n" + b"x," * 600_000, "line 2 is longer than 1,000,000 characters"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_with_the_place(
    handed: Handed, content: bytes, message: str
) -> None:
    path = handed(content)
    refused = refusal(path)
    assert refused.message.startswith(str(path))
    assert message in refused.message


class TestAFileThatCannotBeOpened:
    def test_is_not_there(self, tmp_path: Path) -> None:
        assert refusal(tmp_path / "none.csv").message.endswith("none.csv cannot be read: No such file or directory.")

    def test_is_a_directory(self, tmp_path: Path) -> None:
        assert refusal(tmp_path).message == f"{tmp_path} is a directory."

    def test_lies_within_a_file(self, handed: Handed) -> None:
        assert "Not a directory" in refusal(handed("A\n1\n") / "b.csv").message

    def test_is_a_link_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").symlink_to("a.csv")
        assert "cannot be read" in refusal(tmp_path / "a.csv").message

    def test_is_a_pipe(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert "is not a regular file" in refusal(tmp_path / "pipe").message

    def test_has_no_name_that_a_file_can_have(self) -> None:
        assert refusal(Path("a\0b.csv")).message == "a\ufffdb.csv cannot be read: no usable name."

    def test_is_not_ours_to_read(self, handed: Handed, monkeypatch: pytest.MonkeyPatch) -> None:
        path = handed("A\n1\n")

        def forbid(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", forbid)
        assert "cannot be read: Permission denied" in refusal(path).message

    def test_is_gone_when_it_is_to_be_read_again(self, handed: Handed) -> None:
        path = handed("A\n1\n")
        table = open_table(path)
        path.unlink()
        with pytest.raises(BadInput, match="cannot be read"):
            list(table)


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text("\",;\t\r\n'=ab ", max_size=60).map(str.encode))
def test_any_bytes_are_a_table_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(content)
    try:
        table = open_table(path)
        rows = list(table)
    except BadInput:
        return
    assert all(len(row.cells) == len(table.headings) for row in rows if not row.error)
    assert [row.line for row in rows] == sorted({row.line for row in rows})


def test_what_is_called_a_workbook_and_is_neither_that_nor_text_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "bin.xlsx"
    path.write_bytes(b"\x01\xfe\x80\x00" * 64)
    with pytest.raises(BadInput, match=r"bin\.xlsx is no XLSX workbook") as told:
        open_table(path)
    assert told.value.remedy == "Hand over a CSV file in UTF-8, or an XLSX file."
    path.write_text("Name\nMüller\n", encoding="utf-8")
    assert [row.cells for row in open_table(path)] == [("Müller",)]
