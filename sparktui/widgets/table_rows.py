"""What a table is made of: cells, rows and columns, and how columns share a width.

One job: the plain values of a table. Must not: draw, or know where rows come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sparktui.widgets.pieces import Piece, StyleName
from sparktui.widgets.text import Align

Cell = Piece
GAP = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. ``key`` is what it is known by wherever it stands; ``style`` is for cells that name none.

    The text of a cell may come from outside as it is: the table makes it plain.
    """

    key: int
    cells: tuple[Cell, ...]
    style: StyleName = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``width`` is what it wants, ``min_width`` what it needs, both in cells.

    Room to spare goes to the columns with ``grow``, in proportion to it. Where there is too little room,
    columns vanish, the lowest ``priority`` first and of equal ones the rightmost.
    """

    title: str
    width: int
    min_width: int = 0
    grow: int = 0
    align: Align = "left"
    priority: int = 0

    @property
    def least(self) -> int:
        """The width below which the column is not shown."""
        return self.min_width or self.width


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands: its index among all columns, and the width it got."""

    index: int
    width: int


def fit_columns(columns: Sequence[Column], room: int) -> tuple[Place, ...]:
    """Return the columns that are shown in ``room`` cells, in their order, with a gap between neighbours.

    At least one column stays, cut to the room if it must.
    """
    shown = list(range(len(columns)))
    while len(shown) > 1 and sum(columns[i].least + GAP for i in shown) - GAP > room:
        shown.remove(min(shown, key=lambda i: (columns[i].priority, -i)))
    widths = {i: min(columns[i].least, room) for i in shown}
    spare = room - sum(widths.values()) - GAP * (len(shown) - 1)
    for i in sorted(shown, key=lambda i: -columns[i].priority):
        more = max(min(columns[i].width - widths[i], spare), 0)
        widths[i] += more
        spare -= more
    growing = [i for i in shown if columns[i].grow]
    shares = sum(columns[i].grow for i in growing)
    for i in growing:
        more = spare * columns[i].grow // shares
        widths[i] += more
        spare -= more
        shares -= columns[i].grow
    return tuple(Place(i, widths[i]) for i in shown)
