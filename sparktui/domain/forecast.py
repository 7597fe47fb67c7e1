"""What is ahead, week by week: expiries, last days of grace, losses, releases of phone numbers.

One job: put the days on which unconverted trials expire into weeks. Must not: read them from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sparktui.domain.dates import plus
from sparktui.domain.policy import Policy

DAYS_IN_WEEK = 7


class Event(StrEnum):
    """What a forecast counts. The values are stable: they are printed as JSON."""

    EXPIRY = "expiries"
    LAST_DAY_OF_GRACE = "last_days_of_grace"
    LOSS = "losses"
    NUMBER_RELEASE = "number_releases"

    def days_after_expiry(self, policy: Policy) -> int:
        """Return how many days after a trial's expiry the event happens."""
        return {
            Event.EXPIRY: 0,
            Event.LAST_DAY_OF_GRACE: policy.grace_days,
            Event.LOSS: policy.grace_days + 1,
            Event.NUMBER_RELEASE: policy.grace_days + 1 + policy.number_hold_days,
        }[self]


class ExpiryDay(NamedTuple):
    """How many unconverted trials expire on a day, and how many of them have calling."""

    on: date
    trials: int
    with_calling: int


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from ``first`` on, and how many trials each event comes to in them."""

    first: date
    counts: dict[Event, int]

    @property
    def last(self) -> date:
        """The seventh day."""
        return plus(self.first, DAYS_IN_WEEK - 1)


def expiry_span(first: date, last: date, policy: Policy) -> tuple[date, date]:
    """Return the first and last expiry day of the trials to which any event comes from ``first`` to ``last``."""
    return plus(first, -max(event.days_after_expiry(policy) for event in Event)), last


def forecast(expiries: Iterable[ExpiryDay], first: date, weeks: int, policy: Policy) -> tuple[Week, ...]:
    """Return ``weeks`` weeks from ``first`` on, counted from the ``expiries`` of unconverted trials."""
    counted = [dict.fromkeys(Event, 0) for _ in range(weeks)]
    for expiry in expiries:
        for event in Event:
            ahead = (plus(expiry.on, event.days_after_expiry(policy)) - first).days
            number = ahead // DAYS_IN_WEEK
            if 0 <= number < weeks:
                counted[number][event] += expiry.with_calling if event is Event.NUMBER_RELEASE else expiry.trials
    return tuple(Week(plus(first, number * DAYS_IN_WEEK), counts) for number, counts in enumerate(counted))
