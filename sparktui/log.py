"""The log: what went wrong that nobody foresaw.

One job: write a traceback down where it can be found, in a file that does not grow for ever.
Must not: print, or fail.
"""

from __future__ import annotations

from pathlib import Path

from sparktui import __version__, paths

LARGEST_BYTES = 1_000_000
FILES_KEPT = 3


def write_down(error: BaseException) -> Path | None:
    """Add ``error`` with its traceback to the log, and return where that is; None when it cannot be written."""
    import logging
    from logging.handlers import RotatingFileHandler

    place = paths.log_file()
    trace = (type(error), error, error.__traceback__)
    record = logging.LogRecord("sparktui", logging.ERROR, __file__, 0, "not foreseen: %r", (error,), trace)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(place, maxBytes=LARGEST_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter(f"%(asctime)s sparktui {__version__} %(message)s"))
    handler.handle(record)
    handler.close()
    return place
