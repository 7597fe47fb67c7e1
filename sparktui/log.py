"""The log: what went wrong that nobody foresaw.

One job: write a traceback down where it can be found, in a file that does not grow for ever.
Must not: print, or fail.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from sparktui import __version__, paths
from sparktui.clock import Clock

LARGEST_BYTES = 1_000_000


def write_down(error: BaseException) -> Path | None:
    """Add ``error`` with its traceback to the log, and return where that is; None when it cannot be written.

    A log that has grown too large becomes the old one, and a new one is begun.
    """
    place = paths.log_file()
    head = f"{Clock().now():%Y-%m-%d %H:%M:%S} UTC, sparktui {__version__}, not foreseen:\n"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists() and place.stat().st_size > LARGEST_BYTES:
            place.replace(place.with_suffix(".old.log"))
        with place.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(head + "".join(traceback.format_exception(error)))
    except OSError:
        return None
    return place
