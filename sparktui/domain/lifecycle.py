"""A trial's life in days: its phase, its milestones, and the same phase as ranges for a database.

One job: answer what a trial is on any day, from its dates and the policy. Phases are never stored; they
follow from facts and a day. `Lifecycle.phase` and `phase_window` say the same thing in two forms, one for a
single trial and one for an index range; a property test holds them equal.
Must not: know today, customers or services beyond "has calling" and "has a site".

Worked example (specification, section "Time"): started 2017-05-20 for 90 days expires 2017-08-18; reminder
2017-08-11; last day of grace 2017-09-17; lost 2017-09-18; numbers released 2017-10-03.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sparktui.domain.dates import days, plus
from sparktui.domain.policy import Policy


class Phase(StrEnum):
    """Where a trial stands on a day. The values are stable: they are printed as JSON and typed as filters."""

    SCHEDULED = "scheduled"
    ACTIVE = "active"
    EXPIRING = "expiring"
    GRACE = "grace"
    LOST = "lost"
    CONVERTED = "converted"

    @property
    def is_running(self) -> bool:
        """Whether the trial still has a future: it has neither been lost nor converted."""
        return self not in (Phase.LOST, Phase.CONVERTED)


class MilestoneName(StrEnum):
    """The days on which something happens to a trial."""

    REMINDER = "reminder"
    EXPIRY = "expiry"
    END_OF_ACCESS = "end_of_access"
    LOSS = "loss"
    SITE_URL_FREE = "site_url_free"
    NUMBERS_RELEASED = "numbers_released"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone: its day, and whether it has happened by the day that was asked for."""

    name: MilestoneName
    on: date
    done: bool


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The dates of one trial under a policy. ``expires_on`` is the trial's last day."""

    starts_on: date
    expires_on: date
    converted_on: date | None
    policy: Policy

    @property
    def reminder_on(self) -> date:
        """The day of the reminder, which is also the first day of the expiring phase."""
        return plus(self.expires_on, -self.policy.reminder_days)

    @property
    def contact_from(self) -> date:
        """The first day on which a trial without a recorded contact asks for one."""
        return plus(self.expires_on, -self.policy.contact_days)

    @property
    def grace_ends_on(self) -> date:
        """The last day of grace, on which a conversion must be complete."""
        return plus(self.expires_on, self.policy.grace_days)

    @property
    def grace_warning_from(self) -> date:
        """The first of the last days of grace."""
        return plus(self.grace_ends_on, 1 - self.policy.grace_warning_days)

    @property
    def lost_on(self) -> date:
        """The first day on which everything is lost; the trial's site URL is free from this day on."""
        return plus(self.grace_ends_on, 1)

    @property
    def numbers_released_on(self) -> date:
        """The day on which the phone numbers of a trial with calling are released."""
        return plus(self.lost_on, self.policy.number_hold_days)

    def phase(self, day: date) -> Phase:
        """Return the phase on ``day``."""
        if self.converted_on is not None and day >= self.converted_on:
            return Phase.CONVERTED
        if day < self.starts_on:
            return Phase.SCHEDULED
        if day < self.reminder_on:
            return Phase.ACTIVE
        if day <= self.expires_on:
            return Phase.EXPIRING
        if day <= self.grace_ends_on:
            return Phase.GRACE
        return Phase.LOST

    def days_left(self, day: date) -> int | None:
        """Return the days until expiry (0 on the last day) while active or expiring, else None."""
        if self.phase(day) in (Phase.ACTIVE, Phase.EXPIRING):
            return (self.expires_on - day).days
        return None

    def grace_days_left(self, day: date) -> int | None:
        """Return the days until the last day of grace (0 on that day) while in grace, else None."""
        if self.phase(day) is Phase.GRACE:
            return (self.grace_ends_on - day).days
        return None

    def label(self, day: date) -> str:
        """Return the phase in the words of the customer list, such as ``Grace: 3 days left``."""
        match self.phase(day):
            case Phase.SCHEDULED:
                return f"Starts in {days((self.starts_on - day).days)}"
            case Phase.ACTIVE:
                return f"{days((self.expires_on - day).days)} left"
            case Phase.EXPIRING:
                left = (self.expires_on - day).days
                return f"{days(left)} left" if left else "Expires today"
            case Phase.GRACE:
                left = (self.grace_ends_on - day).days
                return f"Grace: {days(left)} left" if left else "Grace: last day"
            case Phase.LOST:
                return f"Lost on {self.lost_on.isoformat()}"
            case Phase.CONVERTED:
                return f"Converted on {self.converted_on}"

    def milestones(self, day: date, *, has_site: bool, has_calling: bool) -> tuple[Milestone, ...]:
        """Return the milestones in order of their days.

        A milestone is done when its day has come and no conversion came before it. A trial without a site
        frees none; one without calling releases no numbers.
        """
        planned = [
            (MilestoneName.REMINDER, self.reminder_on),
            (MilestoneName.EXPIRY, self.expires_on),
            (MilestoneName.END_OF_ACCESS, self.grace_ends_on),
            (MilestoneName.LOSS, self.lost_on),
        ]
        if has_site:
            planned.append((MilestoneName.SITE_URL_FREE, self.lost_on))
        if has_calling:
            planned.append((MilestoneName.NUMBERS_RELEASED, self.numbers_released_on))
        return tuple(Milestone(name, on, done=self._has_happened(on, day)) for name, on in planned)

    def turning_points(self) -> tuple[date, ...]:
        """Return every day on which an answer about this trial can change, in order, each once."""
        points = {
            self.starts_on,
            self.contact_from,
            self.reminder_on,
            self.expires_on,
            plus(self.expires_on, 1),
            self.grace_warning_from,
            self.grace_ends_on,
            self.lost_on,
            self.numbers_released_on,
        }
        if self.converted_on is not None:
            points.add(self.converted_on)
        return tuple(sorted(points))

    def _has_happened(self, on: date, day: date) -> bool:
        return on <= day and (self.converted_on is None or on < self.converted_on)


@dataclass(frozen=True, slots=True)
class DayRange:
    """An inclusive range of days on one column; None leaves that end open."""

    column: str
    first: date | None = None
    last: date | None = None

    def holds(self, value: date) -> bool:
        """Return whether ``value`` lies in the range."""
        return (self.first is None or self.first <= value) and (self.last is None or value <= self.last)


def phase_window(phase: Phase, day: date, policy: Policy) -> tuple[DayRange, ...]:
    """Return the ranges that hold exactly for the trials in ``phase`` on ``day``.

    The columns are ``starts_on`` and ``expires_on`` for trials not converted by ``day``, and ``converted_on``
    for the converted phase: a trial whose conversion is recorded by ``day`` is in no other phase.
    """
    last_lost_expiry = plus(day, -policy.grace_days - 1)
    match phase:
        case Phase.SCHEDULED:
            return (DayRange("starts_on", first=plus(day, 1)),)
        case Phase.ACTIVE:
            return (DayRange("starts_on", last=day), DayRange("expires_on", first=plus(day, policy.reminder_days + 1)))
        case Phase.EXPIRING:
            return (DayRange("starts_on", last=day), DayRange("expires_on", day, plus(day, policy.reminder_days)))
        case Phase.GRACE:
            return (DayRange("expires_on", plus(last_lost_expiry, 1), plus(day, -1)),)
        case Phase.LOST:
            return (DayRange("expires_on", last=last_lost_expiry),)
        case Phase.CONVERTED:
            return (DayRange("converted_on", last=day),)


def running_window(day: date, policy: Policy) -> DayRange:
    """Return the range of expiry days of all trials that are scheduled to grace on ``day``."""
    return DayRange("expires_on", first=plus(day, -policy.grace_days))


def later_window(day: date, policy: Policy) -> DayRange:
    """Return the range of expiry days of all trials that are scheduled or active on ``day``.

    No period is as short as the reminder's distance, so that whatever has yet to start is in it.
    """
    return DayRange("expires_on", first=plus(day, policy.reminder_days + 1))
