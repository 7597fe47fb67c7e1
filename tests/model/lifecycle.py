"""What a trial is on a given day, read line by line from the tables of phases and milestones.

One job: from plain facts and a date, say the phase, the label, the countdowns and the milestones.
Must not: import the product, read the policy, or know what today is. The figures stand here as numbers on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Facts:
    """One trial and its customer, as they are recorded.

    ``contact_recorded`` is the contact with the customer before the trial ends; the contact with Cisco about
    devices belongs to the order. ``order_placed`` is an order with its number recorded and no conversion yet.
    """

    starts_on: date
    period_days: int
    extended_on: date | None = None
    converted_on: date | None = None
    services: tuple[str, ...] = ("messaging",)
    site_url: str | None = None
    country: str = "US"
    paid_services: tuple[str, ...] = ()
    devices: bool = False
    tier: int = 1
    contact_recorded: bool = False
    order_placed: bool = False
    deal_id: str | None = None
    admin_email: str = ""
    purchase_requested: bool = False
    decided: bool = False


def expiry(f: Facts) -> date:
    """Return E, the trial's last day: S + P, and 30 days more once extended."""
    if f.extended_on is None:
        return f.starts_on + timedelta(days=f.period_days)
    return f.starts_on + timedelta(days=f.period_days + 30)


def from_expiry(f: Facts, days: int) -> date:
    """Return the day E + ``days``; a negative number is a day before E."""
    return expiry(f) + timedelta(days=days)


def phase(f: Facts, day: date) -> str:
    """Return the name of the trial's phase on ``day``. A conversion counts from its own day on, not before."""
    if f.converted_on is not None and f.converted_on <= day:
        return "converted"
    if day < f.starts_on:
        return "scheduled"
    if f.starts_on <= day < from_expiry(f, -7):
        return "active"
    if from_expiry(f, -7) <= day <= from_expiry(f, 0):
        return "expiring"
    if from_expiry(f, 1) <= day <= from_expiry(f, 30):
        return "grace"
    return "lost"


def days_left(f: Facts, day: date) -> int | None:
    """Return E − day while the trial is active or expiring; None in any other phase."""
    if phase(f, day) in ("active", "expiring"):
        return (expiry(f) - day).days
    return None


def grace_days_left(f: Facts, day: date) -> int | None:
    """Return E + 30 − day while the trial is in grace; None in any other phase."""
    if phase(f, day) == "grace":
        return (from_expiry(f, 30) - day).days
    return None


def label(f: Facts, day: date) -> str:
    """Return the words in which the list shows the trial's state on ``day``."""
    now = phase(f, day)
    if now == "converted":
        return f"Converted on {f.converted_on}"
    if now == "lost":
        return f"Lost on {from_expiry(f, 31)}"
    if now == "scheduled":
        return f"Starts in {_count((f.starts_on - day).days)}"
    if now == "grace":
        left = (from_expiry(f, 30) - day).days
        return "Grace: last day" if left == 0 else f"Grace: {_count(left)} left"
    left = (expiry(f) - day).days
    return "Expires today" if left == 0 else f"{_count(left)} left"


def _count(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def milestones(f: Facts) -> dict[str, date]:
    """Return each milestone's day by name; those of a site URL or of numbers only for a trial that has them."""
    days = {
        "reminder": from_expiry(f, -7),
        "expiry": from_expiry(f, 0),
        "end_of_access": from_expiry(f, 30),
        "loss": from_expiry(f, 31),
    }
    if f.site_url:
        days["site_url_free"] = from_expiry(f, 31)
    if "calling" in f.services:
        days["numbers_released"] = from_expiry(f, 46)
    return days


def urgency_key(f: Facts, day: date) -> tuple[int, int, int, int]:
    """Return a key that sorts the most urgent trial first; trials with equal keys may stand in either order.

    Trials with a purchase request come first, whatever their phase, by the days they have left. Of the others that are
    in grace, or that expire soon, those without a decision stand before those with one.
    """
    asked = 0 if f.purchase_requested else 1
    now = phase(f, day)
    answered = 1 if f.decided and not f.purchase_requested else 0
    if now == "grace":
        return (asked, 1, answered, (from_expiry(f, 30) - day).days)
    if now == "expiring":
        return (asked, 2, answered, (expiry(f) - day).days)
    if now in ("active", "scheduled"):
        return (asked, 3, 0, expiry(f).toordinal())
    if now == "converted" and f.converted_on is not None:
        return (asked, 4, 0, -f.converted_on.toordinal())
    return (asked, 5, 0, -from_expiry(f, 31).toordinal())
