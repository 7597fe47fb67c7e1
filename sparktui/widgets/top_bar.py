"""The line at the top: who we are, what day it is, what waits, who is at the keyboard.

One job: show parts on one line, the least important ones shorter where there is no room for all. Must not: know a clock
or a partner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.pieces import Painter, Piece
from sparktui.widgets.text import cut, one_line

_BETWEEN = " · "
_GAP = 2
_LEAST = 20


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the line says. Its text may come from outside.

    ``shorter`` holds what it says where there is little room, each with a rank: those of rank 1 give way first; an
    empty text leaves the part out. One that ``is_cut`` is cut to the room that all others leave.
    """

    text: str
    shorter: tuple[tuple[int, str], ...] = ()
    is_cut: bool = False

    def at(self, rank: int) -> str:
        """Return the text once everything up to ``rank`` has given way."""
        given = [text for when, text in self.shorter if when <= rank]
        return one_line(given[-1] if given else self.text)


@dataclass(frozen=True, slots=True)
class Heading:
    """The parts on the left, in the middle and on the right."""

    left: tuple[Part, ...] = ()
    middle: tuple[Part, ...] = ()
    right: tuple[Part, ...] = ()


class TopBar(Widget):
    """A line of three groups of parts."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    TopBar {{
        height: 1; dock: top; padding: 0 1; background: $panel; color: $foreground;
        {pieces.CSS}
    }}
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._heading = Heading()

    def show(self, heading: Heading) -> None:
        """Show the parts of ``heading``."""
        if heading != self._heading:
            self._heading = heading
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line, the middle group in the middle where there is room."""
        width = self.size.width
        left, middle, right = laid_out(self._heading, width)
        spare = width - cell_len(left) - cell_len(middle) - cell_len(right)
        before = max(_GAP, min((width - cell_len(middle)) // 2 - cell_len(left), spare - _GAP))
        after = max(_GAP, spare - before)
        laid = [Piece(left, "strong"), Piece(" " * before + middle + " " * after), Piece(right, "muted")]
        return Painter(self).strip(laid, width)


def laid_out(heading: Heading, width: int) -> tuple[str, str, str]:
    """Return the three groups as texts for a line of ``width`` cells."""
    parts = (*heading.left, *heading.middle, *heading.right)
    for rank in (0, *sorted({rank for part in parts for rank, _ in part.shorter})):
        taken = sum(cell_len(_joined(group, rank, 0)) for group in (heading.left, heading.middle, heading.right))
        room = width - taken - 2 * _GAP
        if all(room >= min(cell_len(part.at(rank)), _LEAST) for part in parts if part.is_cut):
            break
    left, middle, right = (
        _joined(group, rank, max(room, 1)) for group in (heading.left, heading.middle, heading.right)
    )
    return left, middle, cut(right, max(width - cell_len(left) - cell_len(middle) - 2 * _GAP, 0))


def _joined(parts: Sequence[Part], rank: int, room: int) -> str:
    """Return ``parts`` beside each other, with ``room`` for the one that is cut; none counts only what is between."""
    texts = [(part.at(rank), part.is_cut) for part in parts]
    shown = [cut(text, room) if is_cut else text for text, is_cut in texts if text]
    return _BETWEEN.join(shown)
