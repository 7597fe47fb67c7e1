"""What a frame draws: stretches of text, each at its place and with its pen.

One job: read the text of a frame, as it would be written to the terminal. Must not: remember another frame, or write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from sparktui.widgets import pen
from sparktui.widgets.pen import PLAIN, Pen

_PARTS = re.compile(
    r"\x1b\[(?P<codes>[\d;]*)m"
    r"|\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\]8;(?P<link>[^\x00-\x1f\x7f-\x9f]*)\x1b\\"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?P<below>\n)"
)
# Letters, signs and frames that take one cell wherever they are shown. Of all others terminals differ: whether they are
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
            case "codes":
                after = pen.changed(drawing, part["codes"])
                if after is None:
                    return None
                drawing = after
            case "column":
                row, column = int(part["row"]) - 1, int(part["column"]) - 1
            case "link":
                drawing = drawing._replace(link="" if part["link"] == ";" else part["link"])
            case "below":
                row, column = row + 1, -1
            case _:
                for text, is_sure in _stretches(part["text"]):
                    cells = len(text) if is_sure else cell_len(text)
                    if not cells or column < 0 or column + cells > width:
                        return None
                    found.append(Stretch(row, column, text, cells, drawing, is_sure))
                    column += cells
        if row >= height:
            return None
    return found if at == len(frame) and drawing == PLAIN else None


def _stretches(text: str) -> Iterator[tuple[str, bool]]:
    if text.isascii():
        yield text, True
        return
    found = [(match[0], match.lastgroup == "sure") for match in _STRETCHES.finditer(text)]
    if cell_len(text) == sum(len(part) if is_sure else cell_len(part) for part, is_sure in found):
        yield from found
    else:
        yield text, False
