"""A list of 1,000 rows that is drawn with plain escape sequences and no library: the fewest bytes that will do."""

from __future__ import annotations

import os
import sys
import termios
import tty

ROWS = [f"Customer {n:<24} MSG MTG  {n:>4} days left  22 Nov  contact them" for n in range(1_000)]
HEIGHT = os.get_terminal_size().lines


def line(row: int, top: int, cursor: int) -> str:
    """Return what draws ``row``, in reverse where the cursor stands."""
    style = "\x1b[7m" if row == cursor else ""
    return f"\x1b[{row - top + 1};1H{style}{ROWS[row]}\x1b[0m\x1b[K"


def main() -> None:
    """Draw the list and move in it until ``q``."""
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    top = cursor = 0
    os.write(1, ("\x1b[2J" + "".join(line(row, top, cursor) for row in range(HEIGHT))).encode())
    try:
        while (key := os.read(0, 64)) != b"q":
            was, page = cursor, key == b"\x1b[6~"
            step = HEIGHT - 1 if page else -1 if key == b"\x1b[A" else 1
            cursor = min(max(cursor + step, 0), len(ROWS) - 1)
            if page or cursor >= top + HEIGHT:
                top = min(max(cursor - HEIGHT + 1, 0), len(ROWS) - HEIGHT)
                drawn = range(top, top + HEIGHT)
            else:
                drawn = range(min(was, cursor), max(was, cursor) + 1)
            os.write(1, "".join(line(row, top, cursor) for row in drawn).encode())
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


main()
