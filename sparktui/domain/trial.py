"""A trial and whose it is: customers, services, devices, and the trial itself.

One job: the facts of a trial as frozen values. Must not: hold anything that follows from facts and a day
(see `lifecycle`), nor decide what is allowed (see the rules).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sparktui.domain.dates import plus
from sparktui.domain.lifecycle import Lifecycle
from sparktui.domain.policy import Policy

_REFERENCE = re.compile(r"T-?0*(\d{1,18})", re.ASCII | re.IGNORECASE)


class Service(StrEnum):
    """What can be tried. The values are what files and the command line say."""

    MESSAGING = "messaging"
    MEETINGS = "meetings"
    CALLING = "calling"
    CARE = "care"
    ROOM_SYSTEMS = "room-systems"


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service on trial and its number of licences."""

    service: Service
    quantity: int


@dataclass(frozen=True, slots=True)
class Device:
    """An endpoint shipped for a trial."""

    model: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Customer:
    """An organisation. ``country`` is ISO 3166-1 alpha-2; ``admin_email`` stands exactly as it was recorded."""

    id: int
    name: str
    country: str
    admin_email: str
    paid_services: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """The recorded facts of one trial. ``site_url`` is in its normal form; ``deal_id`` is text.

    ``extended_on``/``converted_on`` are the days on which that was recorded to have happened;
    ``contacted_on`` the day of the latest recorded contact with the customer. ``purchase_requested_on`` is
    the day of the oldest purchase request that nobody has handled, ``decided_for`` the expiry date of which the latest
    decision speaks. ``version`` counts changes, so that two people who change the same trial do not overwrite each
    other.
    """

    id: int
    customer: Customer
    starts_on: date
    period_days: int
    services: tuple[ServiceLine, ...]
    extended_on: date | None = None
    site_url: str | None = None
    deal_id: str | None = None
    devices: tuple[Device, ...] = ()
    converted_on: date | None = None
    contacted_on: date | None = None
    purchase_requested_on: date | None = None
    decided_for: date | None = None
    notes: str = ""
    version: int = 0

    @property
    def reference(self) -> str:
        """The trial's ID as people type it, such as ``T-000123``."""
        return reference(self.id)

    @property
    def service_names(self) -> tuple[Service, ...]:
        """The services without their quantities."""
        return tuple(line.service for line in self.services)

    def has(self, service: Service) -> bool:
        """Return whether ``service`` is on trial."""
        return service in self.service_names

    def lifecycle(self, policy: Policy) -> Lifecycle:
        """Return the trial's dates under ``policy``."""
        expires_on = expiry(self.starts_on, self.period_days, self.extended_on, policy)
        return Lifecycle(self.starts_on, expires_on, self.converted_on, policy)


def expiry(starts_on: date, period_days: int, extended_on: date | None, policy: Policy) -> date:
    """Return a trial's last day: start plus period, plus the extension once extended.

    Raises:
        OverflowError: when the calendar ends before that day (year 9999).
    """
    return plus(starts_on, period_days + (policy.extension_days if extended_on else 0))


def reference(trial_id: int) -> str:
    """Return the typeable form of a trial's ID."""
    return f"T-{trial_id:06d}"


def parse_reference(text: str) -> int | None:
    """Return the trial ID that ``text`` (``T-000123``, ``t-123``, ``T123``) names, or None if it has no such form."""
    match = _REFERENCE.fullmatch(text.strip())
    return int(match.group(1)) if match else None
