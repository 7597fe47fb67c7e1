"""A terminal that keeps what was written to it, made by others than the program's own drawing.

One job: what a person would see of it, cell by cell. Must not: know how sparktui draws.
"""

from __future__ import annotations

from typing import NamedTuple

import pyte


class Seen(NamedTuple):
    """One cell as it is seen: a blank has no colour of its own but the one behind it, unless something crosses it."""

    sign: str
    colours: tuple[str, str]
    attributes: tuple[bool, ...]


class Pictured:
    """A terminal of ``width`` times ``height`` cells."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.Stream(self.screen)
        # As Textual sets it: what is too long for a line is cut.
        self.write("\x1b[?7l")

    def write(self, data: str) -> None:
        """Take ``data`` as a terminal does."""
        self._stream.feed(data)

    @property
    def lines(self) -> list[str]:
        """The text that stands on it."""
        return list(self.screen.display)

    def cells(self) -> list[list[Seen]]:
        """Return all that is seen."""
        return [[_seen(self.screen.buffer[y][x]) for x in range(self.screen.columns)] for y in range(self.screen.lines)]


def _seen(cell: pyte.screens.Char) -> Seen:
    crossing = (cell.underscore, cell.strikethrough, cell.reverse)
    if cell.data == " " and not any(crossing):
        return Seen(" ", ("", cell.bg), ())
    return Seen(cell.data, (cell.fg, cell.bg), (cell.bold, cell.italics, *crossing))
