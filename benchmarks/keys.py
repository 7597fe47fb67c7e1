"""What the keys of a keyboard send, and a mouse on a scroll bar."""

from __future__ import annotations

UP = b"\x1b[A"
DOWN = b"\x1b[B"
PAGE_DOWN = b"\x1b[6~"
HOME = b"\x1b[H"
END = b"\x1b[F"
ENTER = b"\r"
ESCAPE = b"\x1b"


def grab(column: int, row: int) -> bytes:
    """Return what the left button sends when it goes down at ``column`` and ``row``, counted from 1."""
    return f"\x1b[<0;{column};{row}M".encode()


def drag(column: int, row: int) -> bytes:
    """Return what the mouse sends on its way, the left button held down."""
    return f"\x1b[<32;{column};{row}M".encode()


def release(column: int, row: int) -> bytes:
    """Return what the left button sends when it comes up."""
    return f"\x1b[<0;{column};{row}m".encode()
