"""A table as it was found in a file: headings, and rows that fit under them or say why they do not.

One job: the values `Table` and `Row`, and what every kind of file has in common. Must not: open a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sparktui.domain.text import plain
from sparktui.errors import BadInput

MOST_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file on which it begins (a sheet's row in XLSX), and its cells as text.

    There is one cell per heading, empty where the file has none. A row with an ``error`` cannot be used, and
    ``remedy`` says how to mend it; its cells are what could be read of it, and may be more than there are headings.
    """

    line: int
    cells: tuple[str, ...]
    error: str | None = None
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a file, and its rows, read from the file anew each time they are iterated over.

    Iterating raises `BadInput` where the rest of the file cannot be understood. Blank rows are left out.
    """

    headings: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]

    def __iter__(self) -> Iterator[Row]:
        return self.rows()


def headings_in(cells: Sequence[str], place: str) -> tuple[str, ...]:
    """Return the headings that ``cells`` hold, without blanks around them and blank columns after the last.

    Raises `BadInput`, naming ``place`` and the column, when one is blank, stands twice, or there are too many.
    """
    headings = [" ".join(cell.split()) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise BadInput(f"{place} has {len(headings):,} columns; {MOST_COLUMNS} is the most.", "Is it the right file?")
    seen: dict[str, int] = {}
    for column, heading in enumerate(headings, start=1):
        if not heading:
            raise BadInput(
                f"{place}, column {column}: the heading is blank.", "Give the column a heading or remove it."
            )
        first = seen.setdefault(heading.casefold(), column)
        if first != column:
            raise BadInput(
                f"{place}, column {column}: the heading “{plain(heading, 60)}” stands in column {first} already.",
                "Rename or remove one of the two.",
            )
    return tuple(headings)


def row_under(headings: Sequence[str], line: int, cells: Sequence[str]) -> Row:
    """Return ``cells`` as a row with one cell per heading, or with an error when a filled cell has no heading."""
    width, found = len(headings), len(cells)
    if found == width:
        return Row(line, tuple(cells))
    if found < width:
        return Row(line, (*cells, *[""] * (width - found)))
    column = next((at for at in range(width, found) if cells[at].strip()), None)
    if column is None:
        return Row(line, tuple(cells[:width]))
    value = plain(cells[column], 40)
    return Row(
        line,
        tuple(cells),
        f"{found} cells for {width} headings: “{value}” in column {column + 1} has no heading.",
        "A value that holds the delimiter needs quotes around it.",
    )
