"""What stands on the terminal, so that of a frame only what differs is written.

A line of a list is some 340 bytes, two thirds of them colours, and the next page has most of its cells in common with
this one. What is not known for sure is always written: after a sign of which terminals differ how wide it is, nothing
to its right is; and after a frame with something unknown in it, nothing at all.

One job: from a frame to the fewest bytes that show the same. Must not: know who draws, nor write.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from sparktui.widgets import frame
from sparktui.widgets.frame import Stretch
from sparktui.widgets.pen import PLAIN, Pen, for_blank, way

Cell: TypeAlias = tuple[str, Pen]
Row: TypeAlias = list[Cell | None]

WRITTEN_THROUGH = 4
"""So many cells that stand already are written again where stepping over them would take as many bytes."""


class ScreenMemory:
    """The cells of one terminal; None for one that is not known."""

    def __init__(self) -> None:
        self._width = 0
        self._rows: list[Row] = []

    @property
    def size(self) -> tuple[int, int]:
        """The width and height of the terminal."""
        return self._width, len(self._rows)

    def forget(self, width: int, height: int) -> None:
        """Know nothing of a terminal that has ``width`` times ``height`` cells."""
        self._width = width
        self._rows = [[None] * width for _ in range(height)]

    def differences(self, drawn: str) -> str:
        """Return what shows the frame ``drawn``, and remember it; it begins and ends with the terminal's own pen."""
        by_row: dict[int, list[Stretch]] = {}
        stretches = frame.read(drawn, *self.size)
        for found in stretches or ():
            by_row.setdefault(found.row, []).append(found)
        if stretches is None or any(_is_doubtful(parts) for parts in by_row.values()):
            self.forget(*self.size)
            return drawn
        writing = _Writing()
        for row, parts in by_row.items():
            self._rows[row] = writing.row(row, self._rows[row], parts)
        return writing.finished()


def _is_doubtful(parts: list[Stretch]) -> bool:
    """Tell whether one part lies on another of which nobody knows how wide it is."""
    if all(part.is_sure for part in parts):
        return False
    return any(part.column + part.cells > following.column for part, following in pairwise(parts))


class _Writing:
    """The bytes of a frame as they grow."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._pen = PLAIN

    def finished(self) -> str:
        """Return all that is to be written, the pen laid down."""
        self._draw("", PLAIN)
        return "".join(self._pieces)

    def row(self, number: int, before: Row, parts: list[Stretch]) -> Row:
        """Write what ``parts`` change of the row ``before`` and return what is known of it then."""
        after = before.copy()
        unsure = [part.column for part in parts if not part.is_sure]
        for _, column, text, cells, pen, is_sure in parts:
            after[column : column + cells] = _cells(text, pen) if is_sure else [(text, pen)] + [("", pen)] * (cells - 1)
        known = min(unsure, default=len(after))
        unknown: Row = [None] * (len(after) - known)
        at: int | None = None
        for column, (stood, cell) in enumerate(zip(before[:known] + unknown, after, strict=True)):
            if cell is not stood and cell != stood and cell is not None and cell[0]:
                self._move(number, at, column, after)
                self._draw(*cell)
                at = None if column in unsure else column + 1
        return after[:known] + unknown

    def _move(self, row: int, at: int | None, column: int, cells: Row) -> None:
        """Go to ``column``, from ``at`` where that is known."""
        if at is None:
            self._pieces.append(f"\x1b[{row + 1};{column + 1}H")
        elif at < column:
            between = cells[at:column]
            if len(between) <= WRITTEN_THROUGH and all(cell and self._needs_no_change(cell) for cell in between):
                self._pieces.extend(cell[0] for cell in between if cell)
            else:
                self._pieces.append(f"\x1b[{column - at}C")

    def _draw(self, text: str, pen: Pen) -> None:
        if pen is not self._pen:
            codes, self._pen = way(self._pen, pen, text == " ")
            self._pieces.append(codes)
        self._pieces.append(text)

    def _needs_no_change(self, cell: Cell) -> bool:
        return bool(cell[0]) and not way(self._pen, cell[1], cell[0] == " ")[0]


@lru_cache(4096)
def _cells(text: str, pen: Pen) -> tuple[Cell, ...]:
    blank = " ", for_blank(pen)
    return tuple(blank if sign == " " else (sign, pen) for sign in text)
