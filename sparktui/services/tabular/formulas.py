"""Cells that a spreadsheet program would run as a formula.

A cell that begins with = + - @, a tab or a line break is run, not shown, by a program that opens a CSV file, and
whoever chose a customer's name may have chosen it for that. Such a cell is written with an apostrophe before it,
which makes it text there. Reading takes the apostrophe off again, and only where one of those characters follows,
so that what was written comes back unchanged; a cell that has such an apostrophe of its own gets a second one.

One job: put that apostrophe on and take it off. Must not: change any other cell.
"""

from __future__ import annotations

import re

_STARTS = "=+-@\t\r\n＝＋－＠"
_RUN = re.compile(f"'*[{re.escape(_STARTS)}]")
_FIRST = frozenset(_STARTS + "'")


def as_text(cell: str) -> str:
    """Return ``cell`` so that a CSV file can hold it and no program runs it."""
    return f"'{cell}" if cell[:1] in _FIRST and _RUN.match(cell) else cell


def as_typed_text(cell: str) -> str:
    """Return ``cell`` for a file whose cells are marked as text already, so that `original` gives it back."""
    return f"'{cell}" if cell[:1] == "'" and _RUN.match(cell) else cell


def original(cell: str) -> str:
    """Return the cell that `as_text` or `as_typed_text` was given."""
    return cell[1:] if cell[:1] == "'" and _RUN.match(cell) else cell
