"""Days as the screens say them: the day itself, and how far it is.

One job: words for a day seen from another. Must not: ask a clock.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.dates import days, in_words

# So near, a day and a month name one day only.
_NO_DOUBT = 180


def short(day: date, seen_on: date) -> str:
    """Return ``day`` with its year only where that is in doubt, such as ``Wed 25 Nov``."""
    return f"{day:%a %d %b}" if abs((day - seen_on).days) <= _NO_DOUBT else in_words(day)


def distance(day: date, seen_on: date, today: date | None = None) -> str:
    """Return how far ``day`` is from the day that is looked at, such as ``3 days`` or ``3 days ago``.

    ``today`` is the present day, where another can be looked at: only the present one is called today.
    """
    count = (day - seen_on).days
    if not count:
        return "today" if today in (None, seen_on) else "this day"
    return days(count) if count > 0 else f"{days(-count)} ago"


def near(day: date, seen_on: date, today: date | None = None) -> str:
    """Return ``day`` and how far it is, such as ``Wed 25 Nov · 3 days``; see `distance`."""
    return f"{short(day, seen_on)} · {distance(day, seen_on, today)}"
