"""What stands on the screen of a terminal, and which of its lines are new.

One job: from what a program writes to what a person reads. Must not: measure.
"""

from __future__ import annotations

import re

import pyte

# Questions and private modes, of which the terminal behind this knows some too few and would show the rest.
_NOT_SHOWN = re.compile(rb"\x1b\[[<>=?][\d;]*[$ ]?[a-zA-Z]|\x1b\[\?[\d;]*\$p")


class Picture:
    """The screen of a terminal with ``columns`` and ``rows``."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._before: list[str] = []

    def remember(self) -> None:
        """Take what stands there now for old."""
        self._before = list(self._screen.display)

    def draw(self, written: bytes) -> None:
        """Take what a program writes, in pieces that cut no sequence."""
        self._stream.feed(_NOT_SHOWN.sub(b"", written))

    def new_lines(self) -> str:
        """Return the lines that are not what they were at the last `remember`."""
        before = self._before or [""] * self._screen.lines
        return "\n".join(new for old, new in zip(before, self._screen.display, strict=True) if new != old)
