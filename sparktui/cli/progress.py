"""How far a long command has come, on standard error, where a person watches it.

One job: draw one line that is written over and taken away at the end. Must not: draw into a file or a pipe.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

Advance = Callable[[int, int | None], None]
_SECONDS_BETWEEN = 0.1
_ERASE = "\r\x1b[2K"


@contextmanager
def progress(what: str) -> Iterator[Advance | None]:
    """Give a function that is told how many ``what`` are done, and of how many (None is unknown).

    Gives None where nobody watches.
    """
    if not (sys.stderr and sys.stderr.isatty()):
        yield None
        return
    drawn_at = 0.0

    def advance(done: int, total: int | None) -> None:
        nonlocal drawn_at
        if monotonic() - drawn_at < _SECONDS_BETWEEN:
            return
        drawn_at = monotonic()
        share = f" of {total:,} {what} ({done * 100 // total} %)" if total else f" {what}"
        sys.stderr.write(f"{_ERASE}{done:,}{share}")
        sys.stderr.flush()

    try:
        yield advance
    finally:
        sys.stderr.write(_ERASE)
        sys.stderr.flush()
