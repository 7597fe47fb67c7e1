"""The figures of a trial's life, as one value.

One job: hold the figures and refuse a set of them that makes no sense.
Must not: read files; the figures themselves stand once, in ``data/policy.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass


class PolicyError(ValueError):
    """A figure that makes no sense; ``field`` names it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field} {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Policy:
    """Lengths in days unless said otherwise.

    ``periods``: lengths a trial may be started with. ``extension_days``/``max_extensions``: how far and how
    often a trial is extended. ``reminder_days``: the reminder's distance before expiry, which is also the
    length of the expiring phase. ``grace_days``: how long after expiry a trial can still be converted.
    ``grace_warning_days``: the last days of grace in which a conversion needs a warning. ``number_hold_days``:
    how long phone numbers are held after the grace period. ``contact_days``: from how long before expiry a
    trial without a recorded contact asks for one. ``default_quantity``: what a service named without a
    quantity means (a count). ``shipment_news_days``: for how long a shipment may be without news.
    ``mail_lead_days``: how long before its start mail may be about a trial. ``return_overdue_days``: for how long
    a return may stand still once its trial is over.
    """

    periods: tuple[int, ...]
    extension_days: int
    max_extensions: int
    reminder_days: int
    grace_days: int
    grace_warning_days: int
    number_hold_days: int
    contact_days: int
    default_quantity: int
    shipment_news_days: int
    mail_lead_days: int
    return_overdue_days: int

    def __post_init__(self) -> None:
        if not self.periods or any(not _is_count(period) for period in self.periods):
            raise PolicyError("periods", "must be a list of whole numbers of days, each 1 or more")
        if list(self.periods) != sorted(set(self.periods)):
            raise PolicyError("periods", "must rise, with no length twice")
        for name in self.__slots__[1:]:
            if not _is_count(getattr(self, name)):
                raise PolicyError(name, "must be a whole number, 1 or more")
        if self.max_extensions != 1:
            raise PolicyError("max_extensions", "must be 1: a trial keeps the day of one extension only")
        if self.grace_warning_days > self.grace_days:
            raise PolicyError("grace_warning_days", f"must not exceed grace_days ({self.grace_days})")
        if self.reminder_days >= min(self.periods):
            raise PolicyError("reminder_days", f"must be shorter than the shortest period ({min(self.periods)})")
        if self.contact_days < self.reminder_days:
            raise PolicyError("contact_days", f"must not be less than reminder_days ({self.reminder_days})")
        if self.contact_days >= min(self.periods):
            raise PolicyError("contact_days", f"must be shorter than the shortest period ({min(self.periods)})")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 10_000
