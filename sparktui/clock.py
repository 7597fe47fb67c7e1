"""The one place that asks the operating system for the time.

One job: say what day it is in the partner's time zone, and what instant it is for the audit.
Must not: be bypassed; nothing else calls ``now`` or ``today``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True, slots=True)
class Clock:
    """Gives the business day and the real time. ``as_of`` fixes the business day and leaves the real time alone."""

    as_of: date | None = None

    def today(self, timezone: str) -> date:
        """Return the calendar date in ``timezone`` (an IANA name), or ``as_of`` where one is set."""
        return self.as_of or datetime.now(ZoneInfo(timezone)).date()

    def now(self) -> datetime:
        """Return the real instant in UTC, as the audit records it."""
        return datetime.now(UTC)


def system_timezone() -> str:
    """Return the machine's time zone as an IANA name, for a partner that has not named its own; else UTC."""
    link = os.path.realpath("/etc/localtime")
    name = os.environ.get("TZ", "").lstrip(":") or link.partition("/zoneinfo/")[2]
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
    return name
