"""A day as people say it while looking ahead: ``+30d``, ``+2w``, ``+1m``, or a date.

One job: turn such a text into a day. Must not: know today; it is given.
"""

from __future__ import annotations

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from sparktui.domain.dates import parse_day

_AHEAD = re.compile(r"\+?(\d{1,4})\s*([dwmy]?)", re.ASCII | re.IGNORECASE)
_LAST_YEAR = 9000
_UNITS = {"": "days", "d": "days", "w": "weeks", "m": "months", "y": "years"}


def parse_moment(text: str, today: date) -> date:
    """Return the day that ``text`` names, seen from ``today``.

    ``+30d`` and ``30`` are days, ``+2w`` weeks, ``+1m`` months (the last day of a shorter month where the day of the
    month does not exist), ``+1y`` years; ``2026-12-24`` is that day.

    Raises:
        ValueError: with a sentence that says what is expected.
    """
    wanted = text.strip()
    ahead = _AHEAD.fullmatch(wanted)
    if ahead is None:
        try:
            return parse_day(wanted)
        except ValueError as error:
            raise ValueError(f"{error}; or write +30d, +2w, +1m") from None
    count, unit = int(ahead.group(1)), _UNITS[ahead.group(2).lower()]
    try:
        day = today + relativedelta(**{unit: count})  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        day = date.max
    if day.year > _LAST_YEAR:
        raise ValueError(f"lies beyond the year {_LAST_YEAR}; write +30d, +2w, +1m")
    return day
