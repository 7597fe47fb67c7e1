"""Days as the screens say them: the day itself, and how far it is.

One job: words for a day seen from another. Must not: ask a clock.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.dates import days, in_words

# So near, a day and a month name one day only.
_NO_DOUBT = 180


def short(day: date, today: date) -> str:
    """Return ``day`` with its year only where that is in doubt, such as ``Wed 25 Nov``."""
    return f"{day:%a %d %b}" if abs((day - today).days) <= _NO_DOUBT else in_words(day)


def distance(day: date, today: date) -> str:
    """Return how far ``day`` is, such as ``3 days`` or ``3 days ago``."""
    count = (day - today).days
    if not count:
        return "today"
    return days(count) if count > 0 else f"{days(-count)} ago"


def near(day: date, today: date) -> str:
    """Return ``day`` and how far it is, such as ``Wed 25 Nov · 3 days``."""
    return f"{short(day, today)} · {distance(day, today)}"
