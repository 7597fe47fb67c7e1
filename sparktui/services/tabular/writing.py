"""Tables written to a new file.

One job: write rows so that reading them gives the same rows, to a file that is there whole or not at all. Must not:
overwrite what it was not told to.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from sparktui.errors import BadInput
from sparktui.services.new_file import new_file
from sparktui.services.tabular.formulas import as_text, as_typed_text

_MOST_ROWS = 1_048_576
_LONGEST_CELL = 32_767


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]], *, overwrite: bool = False) -> int:
    """Write a CSV file in UTF-8 with commas, and return the number of rows below the headings.

    Cells that a spreadsheet program would run are written as text (see `formulas`). Raises `BadInput` when the
    file exists and may not be overwritten, when it cannot be written there, or at a cell that it cannot hold;
    `OutsideFailure` when the disk fails. Whatever is raised, a file of that name is what it was before.
    """
    line = 0
    with new_file(path, overwrite=overwrite) as draft, draft.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for line, row in enumerate(chain([headings], rows), start=1):
            if "\0" in "".join(row):
                raise BadInput(f"Row {line} holds a NUL character, which a CSV file cannot.", "Remove the character.")
            writer.writerow([as_text(cell) for cell in row])
    return line - 1


def write_xlsx(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]], *, overwrite: bool = False) -> int:
    """Write an XLSX file with one sheet whose cells are all text, and return the number of rows below the headings.

    Raises as `write_csv` does, and `BadInput` when the extra that writes it is not installed.
    """
    try:
        from xlsxwriter import Workbook
        from xlsxwriter.exceptions import FileCreateError
    except ModuleNotFoundError:
        raise BadInput(
            "Writing an XLSX file needs the extra “xlsx”.", "Install sparktui[xlsx], or write a CSV file."
        ) from None
    line = 0
    with new_file(path, overwrite=overwrite) as draft, TemporaryDirectory() as scratch:
        typed = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
        workbook = Workbook(str(draft), {"constant_memory": True, "tmpdir": scratch, **typed})
        sheet = workbook.add_worksheet()
        for line, row in enumerate(chain([headings], rows), start=1):
            if line > _MOST_ROWS:
                raise BadInput(f"An XLSX sheet holds {_MOST_ROWS:,} rows at most.", "Write a CSV file.")
            for column, cell in enumerate(row):
                if len(cell) > _LONGEST_CELL // 2 and len(cell.encode("utf-16-le")) > 2 * _LONGEST_CELL:
                    raise BadInput(
                        f"Row {line}, column {column + 1} is longer than {_LONGEST_CELL:,} characters, the most an "
                        "XLSX cell holds.",
                        "Write a CSV file.",
                    )
                if cell:
                    sheet.write_string(line - 1, column, as_typed_text(cell))
        try:
            workbook.close()
        except FileCreateError as failure:
            raise failure.args[0] from None
    return line - 1
