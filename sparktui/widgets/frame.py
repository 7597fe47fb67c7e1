"""What a frame draws: stretches of text, each at its place and with its pen.

One job: read the text of a frame, as it would be written to the terminal. Must not: remember another frame, or write.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from sparktui.widgets import pen
from sparktui.widgets.pen import PLAIN, Pen

_SHOWN = r"[^\x00-\x1f\x7f-\x9f]"
_PARTS = re.compile(
    # Nearly all of a frame: a text in its own pen, which is laid down after it.
    rf"\x1b\[(?P<own>[\d;]*)m(?P<drawn>{_SHOWN}+)\x1b\[0m"
    r"|\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    rf"|(?P<text>{_SHOWN}+)"
    r"|\x1b\[(?P<codes>[\d;]*)m"
    rf"|\x1b\]8;(?P<link>{_SHOWN}*)\x1b\\"
    r"|(?P<below>\n)"
)
# Letters, signs and frames that take one cell, as Textual lays them out too; only a terminal that was told to draw the
# signs of ambiguous width wide disagrees, and with the whole layout. Of all others terminals differ: whether they are
# one cell wide or two, and how many of them become one sign.
_SURE = (
    r" -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff"
    r"\u2010-\u2027\u2030-\u203b\u20a0-\u20bf\u2190-\u2193\u2200-\u22ff\u2500-\u25a9\u25ac-\u25b5\u25b7-\u25bf"
    r"\u25c1-\u25fa\u2713\u2715\u2717\u276f\u2800-\u28ff"
)
# A sign may be joined with what follows it, so the last sure one before others goes with them.
_STRETCHES = re.compile(rf"(?P<sure>[{_SURE}]+(?![^{_SURE}]))|(?P<unsure>[{_SURE}]?[^{_SURE}]+)")


class Stretch(NamedTuple):
    """Text that starts at ``row`` and ``column``, the first being 0. Where ``is_sure``, each sign takes one cell."""

    row: int
    column: int
    text: str
    cells: int
    pen: Pen
    is_sure: bool


def read(frame: str, width: int, height: int) -> list[Stretch] | None:
    """Return what ``frame`` draws on a terminal of ``width`` times ``height`` cells.

    None when something in it is not known, such as a picture, or when it leads out of the terminal.
    """
    found: list[Stretch] = []
    drawing = PLAIN
    row = column = -1
    at = 0
    for part in _PARTS.finditer(frame):
        if part.start() != at:
            return None
        at = part.end()
        match part.lastgroup:
            case "drawn" | "text":
                text = part[part.lastgroup]
                own = pen.changed(drawing, part["own"]) if part["own"] is not None else drawing
                width_of_all, stretches = _stretches(text)
                if own is None or not width_of_all or column < 0 or column + width_of_all > width:
                    return None
                for stretch, cells, is_sure in stretches:
                    found.append(Stretch(row, column, stretch, cells, own, is_sure))
                    column += cells
                if own is not drawing:
                    drawing = Pen(link=drawing.link)
            case "codes":
                after = pen.changed(drawing, part["codes"])
                if after is None:
                    return None
                drawing = after
            case "column":
                row, column = int(part["row"]) - 1, int(part["column"]) - 1
            case "link":
                drawing = drawing._replace(link="" if part["link"] == ";" else part["link"])
            case _:
                row, column = row + 1, -1
        if row >= height:
            return None
    return found if at == len(frame) and drawing == PLAIN else None


@lru_cache(4096)
def _stretches(text: str) -> tuple[int, tuple[tuple[str, int, bool], ...]]:
    """Return how many cells ``text`` takes, and its stretches with the cells of each; no cells where one has none."""
    if text.isascii():
        return len(text), ((text, len(text), True),)
    found = [(match[0], match.lastgroup == "sure") for match in _STRETCHES.finditer(text)]
    measured = [(part, len(part) if is_sure else cell_len(part), is_sure) for part, is_sure in found]
    width = cell_len(text)
    if width != sum(cells for _, cells, _ in measured):
        measured = [(text, width, False)]
    return (width if all(cells for _, cells, _ in measured) else 0), tuple(measured)
