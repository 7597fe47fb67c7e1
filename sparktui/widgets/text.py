"""Text in cells: made safe to show, cut and wrapped by the width it takes on a terminal.

One job: the width of text. A wide character is never cut in half.
Must not: read markup; what comes in is shown letter by letter.
"""

from __future__ import annotations

import re
from typing import Literal

from rich.cells import cell_len, chop_cells, split_graphemes
from textual.content import Content

from sparktui.domain.text import plain

Align = Literal["left", "right"]

# Terminals disagree about how wide these make an emoji; without them the emoji stand side by side everywhere.
_WIDTH_CHANGERS = re.compile("\ufe0f|\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])")


def one_line(text: str, limit: int = 500) -> str:
    """Return outside ``text`` as one plain line of at most ``limit`` characters, equally wide on all terminals."""
    shown = plain(text, limit)
    return shown if shown.isascii() else _WIDTH_CHANGERS.sub("", shown)


def safe(text: str, style: str = "") -> Content:
    """Return outside ``text`` as content that a widget can show: one plain line, without markup."""
    return Content.styled(one_line(text), style) if style else Content(one_line(text))


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """Return ``text`` in at most ``width`` cells; what is cut off is marked by ``ellipsis``."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    return _head(text, width - 1).rstrip() + ellipsis


def fit(text: str, width: int, align: Align = "left", ellipsis: str = "…") -> str:
    """Return ``text`` in exactly ``width`` cells: cut, or padded with blanks on the side away from ``align``."""
    shown = cut(text, width, ellipsis)
    blanks = " " * (width - cell_len(shown))
    return blanks + shown if align == "right" else shown + blanks


def wrap(text: str, width: int, taken: int = 0) -> list[str]:
    """Return ``text`` in lines of at most ``width`` cells, broken at blanks, or within a word that is too long.

    ``taken`` cells of the first line are not for this text.
    """
    lines: list[str] = []
    line, room = "", width - taken
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= room:
            line = longer
            continue
        if line or room < width:
            lines.append(line)
            line, room = "", width
        *full, line = chop_cells(word, room) or [""]
        lines += full
    return [*lines, line] if line or not lines else lines


def _head(text: str, width: int) -> str:
    """Return the longest beginning of ``text`` that takes at most ``width`` cells."""
    if text.isascii():
        return text[:width]
    used = end = 0
    for _, stop, cells in split_graphemes(text)[0]:
        used += cells
        if used > width:
            break
        end = stop
    return text[:end]
