"""XLSX files: the first sheet with data, as text.

One job: turn a sheet into rows. Must not: let a small file claim a large memory; the library that reads sheets
lays them out as a full rectangle and ends the whole program when there is no room for it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sparktui.domain.text import plain
from sparktui.errors import BadInput
from sparktui.services.tabular.formulas import original
from sparktui.services.tabular.table import Row, Table, headings_in, row_under

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MOST_BYTES = 300_000_000
_MOST_CELLS = 10_000_000
_AS_CSV = "Save the sheet as CSV UTF-8 and hand that over."
# A cell with something in it. The reference may stand in any element and in either kind of quotes.
_CELL = re.compile(rb"""\br=["']([A-Za-z]{1,3})([0-9]{1,7})["'][^>]*[^/]>""")

_Value = str | float | bool | date | time | timedelta


def table(path: Path) -> Table:
    """Return the table in the XLSX file at ``path``; dates come as ISO text, whole numbers without a point.

    Raises `BadInput` when the file is no workbook, is damaged or too large, when its headings cannot be used,
    or when the extra that reads it is not installed.
    """
    name = plain(str(path))
    try:
        from python_calamine import CalamineWorkbook
    except ModuleNotFoundError:
        raise BadInput(
            f"{name} is an XLSX file, which needs the extra “xlsx”.", "Install sparktui[xlsx], or save it as CSV UTF-8."
        ) from None
    _check_size(path, name)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            sheets = (workbook.get_sheet_by_name(title) for title in workbook.sheet_names)
            sheet = next((sheet for sheet in sheets if sheet.height), None)
            rows = _filled(sheet) if sheet else iter(())
            header = next(rows, None)
    except Exception as error:  # the library has no common failure: it names the part that it stumbled over
        raise _damaged(name, error) from None
    if sheet is None or header is None:
        raise BadInput(f"{name} has no sheet with data.", "Hand over a file with a row of headings.")
    line, cells = header
    headings = headings_in(cells, f"{name}, sheet “{plain(sheet.name)}”, row {line}")
    return Table(headings, partial(_rows, sheet, headings))


def _rows(sheet: CalamineSheet, headings: tuple[str, ...]) -> Iterator[Row]:
    for line, cells in islice(_filled(sheet), 1, None):
        yield row_under(headings, line, cells)


def _filled(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Yield row number and cells of every row that is not blank."""
    for line, values in enumerate(sheet.iter_rows(), start=1):
        cells = [_text(value) for value in values]
        if any(cell.strip() for cell in cells):
            yield line, cells


def _text(value: _Value) -> str:
    if isinstance(value, str):
        return original(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _check_size(path: Path, name: str) -> None:
    """Raise `BadInput` unless the file is a workbook that is whole and whose sheets fit in memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
                raise BadInput(f"{name} is a ZIP archive, but no XLSX file.", _AS_CSV)
            if sum(part.file_size for part in parts) > _MOST_BYTES:
                raise BadInput(f"{name} unpacks to more than {_MOST_BYTES // 1_000_000} MB.", _AS_CSV)
            for part in parts:
                if part.filename.endswith(".xml") and not part.filename.endswith("sharedStrings.xml"):
                    with archive.open(part) as content:
                        _check_extent(content, name)
    except BadInput:
        raise
    except Exception as error:  # a damaged archive fails in as many ways as there are bytes in it
        raise _damaged(name, error) from None


def _check_extent(content: IO[bytes], name: str) -> None:
    rows, columns, carried = 0, 0, b""
    while block := content.read(1 << 20):
        cells = _CELL.findall(carried + block)
        carried = block[-200:]
        if cells:
            rows = max(rows, *map(int, {row for _, row in cells}))
            columns = max(columns, *map(_column, {letters for letters, _ in cells}))
    if rows * columns > _MOST_CELLS:
        raise BadInput(f"{name} has a sheet of {rows:,} rows and {columns:,} columns, too many to read.", _AS_CSV)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _damaged(name: str, error: Exception) -> BadInput:
    return BadInput(f"{name} is a damaged or protected XLSX file ({plain(str(error), 120)}).", _AS_CSV)
