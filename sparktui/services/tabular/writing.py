"""Tables written to a new file.

One job: write rows so that reading them gives the same rows, to a file that is there whole or not at all. Must not:
overwrite what it was not told to.
"""

from __future__ import annotations

import csv
import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from sparktui.domain.text import plain
from sparktui.errors import BadInput, OutsideFailure
from sparktui.services.tabular.formulas import as_text, as_typed_text

_MOST_ROWS = 1_048_576
_LONGEST_CELL = 32_767

# What a person can mend by naming another place; anything else is the disk's own trouble.
_WRONG_PLACE = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG}


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]], *, overwrite: bool = False) -> int:
    """Write a CSV file in UTF-8 with commas, and return the number of rows below the headings.

    Cells that a spreadsheet program would run are written as text (see `formulas`). Raises `BadInput` when the
    file exists and may not be overwritten, when it cannot be written there, or at a cell that it cannot hold;
    `OutsideFailure` when the disk fails. Whatever is raised, a file of that name is what it was before.
    """
    line = 0
    with _new_file(path, overwrite) as draft, draft.open("x", encoding="utf-8", newline="") as file:
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
    with _new_file(path, overwrite) as draft, TemporaryDirectory() as scratch:
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


@contextmanager
def _new_file(path: Path, overwrite: bool) -> Iterator[Path]:
    """Give a place beside ``path`` to write to, and move what was written there to ``path`` when all went well."""
    name = plain(str(path))
    draft: Path | None = None
    if "\0" in str(path):
        raise BadInput(f"{name} is no name that a file can have.", "Choose another name.")
    try:
        target = Path(os.path.realpath(path))
        _check_free(target, name, overwrite)
        draft = target.with_name(f".{target.name[:40]}.{os.urandom(4).hex()}.part")
        yield draft
        if target.exists():
            shutil.copymode(target, draft)
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        _check_free(target, name, overwrite)
        draft.replace(target)
    except UnicodeEncodeError as error:
        unknown = ord(error.object[error.start])
        raise BadInput(
            f"{name} was not written: U+{unknown:04X} is no character.", "Remove it from the text."
        ) from None
    except OSError as error:
        failure, reason = BadInput if error.errno in _WRONG_PLACE else OutsideFailure, error.strerror or str(error)
        raise failure(f"{name} was not written: {reason}.", "Choose another place.") from None
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink()


def _check_free(target: Path, name: str, overwrite: bool) -> None:
    if target.is_dir() or not target.name:
        raise BadInput(f"{name} is a directory.", "Name a file in it.")
    if target.exists() and not overwrite:
        raise BadInput(f"{name} exists already and was left as it is.", "Choose another name, or allow overwriting.")
