"""Opening a table: what kind of file it is shows in its first bytes, whatever its name ends in.

One job: choose the reader. Must not: parse anything.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from pathlib import Path

from sparktui.domain.text import plain
from sparktui.errors import BadInput
from sparktui.services.tabular import csv_file, xlsx_file
from sparktui.services.tabular.table import Table

_BEGINNING = 4_096
_ZIP = b"PK\x03\x04"
_NOT_A_TABLE = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Excel file (.xls), or one protected by a password",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a compressed file (gzip)",
}
_REMEDY = "Hand over a CSV file in UTF-8, or an XLSX file."


def open_table(path: Path) -> Table:
    """Return the table in the CSV or XLSX file at ``path``.

    CSV is UTF-8 with or without BOM, delimited by comma, semicolon or tab; it is read as it is iterated over. Of
    an XLSX file the first sheet with data is read, whole. Raises `BadInput` when there is no such file, when it
    is neither, or when its headings cannot be used.
    """
    name = plain(str(path))
    try:
        if path.exists() and not path.is_file():
            raise BadInput(f"{name} is {'a directory' if path.is_dir() else 'not a regular file'}.", _REMEDY)
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no usable name"
        raise BadInput(f"{name} cannot be read: {reason}.", "Check the name and the permissions.") from None
    start = beginning[:8]
    if not start:
        raise BadInput(f"{name} is empty.", _REMEDY)
    for magic, kind in _NOT_A_TABLE.items():
        if start.startswith(magic):
            raise BadInput(f"{name} is {kind}, not a table.", _REMEDY)
    if path.suffix.lower() == ".json" and start.lstrip()[:1] in (b"[", b"{"):
        raise BadInput(f"{name} is JSON, not a table.", "Hand over a CSV or XLSX file; trials are exported as both.")
    if start.startswith(_ZIP):
        return xlsx_file.table(path)
    if path.suffix.lower() == ".xlsx" and not _is_text(beginning):
        raise BadInput(f"{name} is no XLSX workbook, whatever its name says.", _REMEDY)
    return csv_file.table(path)


def _is_text(beginning: bytes) -> bool:
    """Return whether a file that begins so may be UTF-8 text; its last letter may be cut."""
    try:
        return "\0" not in getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return False
