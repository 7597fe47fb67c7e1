"""Text in the cells of a terminal: measured, cut, padded and wrapped.

One job: lay out plain text in columns. Must not: colour it, or make it safe; what comes in is safe already.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator

NARROWEST, WIDEST = 60, 120


def columns() -> int:
    """Return how wide to write: the terminal's width within reason, 80 where there is none."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)


def cells(text: str) -> int:
    """Return how many cells ``text`` takes."""
    return len(text) if text.isascii() else sum(_cells(char) for char in text)


def cut(text: str, room: int) -> str:
    """Return ``text`` in at most ``room`` cells, its cut marked with an ellipsis."""
    if cells(text) <= room:
        return text
    taken = 0
    for place, char in enumerate(text):
        taken += _cells(char)
        if taken > room - 1:
            return text[:place] + "…"
    return text


def pad(text: str, room: int) -> str:
    """Return ``text`` in exactly ``room`` cells."""
    short = cut(text, room)
    return short + " " * (room - cells(short))


def wrap(text: str, room: int) -> Iterator[str]:
    """Yield ``text`` in lines of at most ``room`` cells, broken between words; a longer word stays whole."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and cells(longer) > room:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
