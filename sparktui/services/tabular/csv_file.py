"""CSV files, read line by line.

One job: turn the lines of a CSV file into rows, and say where one cannot be understood. Must not: hold more than
one row in memory, or guess at an encoding: a wrong guess turns a customer's name into another one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path

from sparktui.domain.text import plain
from sparktui.errors import BadInput
from sparktui.services.tabular.formulas import original
from sparktui.services.tabular.table import Row, Table, headings_in, row_under

_LONGEST_LINE = 1_000_000
# A spreadsheet program may say in a line of its own what delimits the rest; the headings show it as well.
_NAMES_DELIMITER = re.compile(r'"?sep=."?', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*(?:"|$)')
_SAVE_AS_UTF8 = "Save it as UTF-8 (in Excel: CSV UTF-8) and try again."
_CLOSE_QUOTE = 'Close the quote; a quote within a quoted value is written twice: "".'


def table(path: Path) -> Table:
    """Return the table in the CSV file at ``path``. Raises `BadInput` when its headings cannot be used."""
    name = plain(str(path))
    header = next(_records(path), None)
    if header is None:
        raise BadInput(f"{name} holds blank lines only.", "Hand over a file with a row of headings.")
    line, cells, error = header
    if error:
        raise BadInput(f"{name}, line {line}: {error}", _CLOSE_QUOTE)
    headings = headings_in(cells, f"{name}, line {line}")
    return Table(headings, partial(_rows, path, headings))


def _rows(path: Path, headings: tuple[str, ...]) -> Iterator[Row]:
    for line, cells, error in islice(_records(path), 1, None):
        row = row_under(headings, line, cells)
        yield Row(line, row.cells, error, _CLOSE_QUOTE) if error else row


def _records(path: Path) -> Iterator[tuple[int, list[str], str | None]]:
    """Yield the first line, the cells, and what is wrong with the quotes, of every record that is not blank."""
    last = ""

    def watched(lines: Iterator[str]) -> Iterator[str]:
        nonlocal last
        for line in lines:
            last = line
            yield line

    lines, blank, first = _lines(path), 0, ""
    for first in lines:
        if first.strip() and not _NAMES_DELIMITER.fullmatch(first.strip()):
            break
        blank += 1
    delimiter = _delimiter(first)
    reader = csv.reader(watched(chain([first], lines)), delimiter=delimiter, strict=True)
    while True:
        line, error = blank + reader.line_num + 1, None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as flaw:
            if "after" not in str(flaw) or blank + reader.line_num > line:
                raise _lost(path, line, str(flaw)) from None
            error = "A quote stands within a quoted value."
            cells = last.rstrip("\r\n").split(delimiter)
        text = "".join(cells)
        if not text or text.isspace():
            continue
        if "'" in text:
            cells = [original(cell) for cell in cells]
        yield line, cells, error


def _lost(path: Path, line: int, flaw: str) -> BadInput:
    """Return the failure for a record after which nobody can tell where the next one begins."""
    place = f"{plain(str(path))}, line {line}"
    if "limit" in flaw:
        limit = csv.field_size_limit()
        return BadInput(f"{place}: a value that begins here is longer than {limit:,} characters.", _CLOSE_QUOTE)
    if "unexpected end" in flaw:
        return BadInput(f"{place}: a quote that is opened here is never closed.", _CLOSE_QUOTE)
    return BadInput(f"{place}: a quote that is opened here is closed in the middle of a later line.", _CLOSE_QUOTE)


def _delimiter(line: str) -> str:
    """Return the delimiter that stands most often outside the quotes of ``line``; a comma when none does."""
    bare = _QUOTED.sub("", line)
    return max(",;\t", key=bare.count)


def _lines(path: Path) -> Iterator[str]:
    """Yield the physical lines with their line ends. Raises `BadInput` at what is no text."""
    name = plain(str(path))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, line in enumerate(iter(partial(file.readline, _LONGEST_LINE + 1), ""), start=1):
                if len(line) > _LONGEST_LINE:
                    raise BadInput(
                        f"{name}, line {number} is longer than {_LONGEST_LINE:,} characters.", "Is it a CSV file?"
                    )
                if "\0" in line:
                    at = len(line[: line.index("\0")].encode()) + 1
                    raise BadInput(f"{name}, line {number}, byte {at}: a NUL byte, so this is no text.", _SAVE_AS_UTF8)
                yield line
    except UnicodeDecodeError:
        raise _not_utf8(path) from None
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.", "Check the name and the permissions.") from None


def _not_utf8(path: Path) -> BadInput:
    """Return the failure with the place of the first byte that is not UTF-8: text is decoded in blocks, unseen."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                place = f"line {number}, byte {error.start + 1}"
                return BadInput(
                    f"{plain(str(path))} is not UTF-8: {place} is 0x{line[error.start]:02X}.", _SAVE_AS_UTF8
                )
    return BadInput(f"{plain(str(path))} changed while it was read.", "Try again.")
