"""How a calendar day is written for people, and read from them.

One job: format and parse days. Must not: know "today"; a clock gives that.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

# Far enough from both ends of the calendar that every day which follows from a parsed one exists.
_FIRST_YEAR, _LAST_YEAR = 1900, 9000

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def in_words(day: date) -> str:
    """Return ``day`` as people of any country read it without doubt, such as ``Wed 25 Nov 2026``."""
    return f"{day:%a %d %b} {day.year}"


def days(count: int) -> str:
    """Return ``1 day`` or ``n days``."""
    return f"{count} day" if count == 1 else f"{count} days"


def parse_day(text: str) -> date:
    """Return the day that ``text`` (``YYYY-MM-DD``, nothing else) names.

    Raises:
        ValueError: with a sentence that says what is wrong and what is expected.
    """
    if not _ISO_DAY.fullmatch(text):
        raise ValueError("is not a date of the form YYYY-MM-DD; write one such as 2026-11-25")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError("is not a day of the calendar; check the month and the day of the month") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}; check the year")
    return day


def plus(day: date, count: int) -> date:
    """Return the day ``count`` days after ``day``."""
    return day + timedelta(days=count)
