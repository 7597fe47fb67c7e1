"""The customer list: what is asked of it, and what a line of it holds.

One job: the values that travel between the list's storage and whoever shows it. Must not: query or show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sparktui.domain.decision import Choice
from sparktui.domain.lifecycle import Lifecycle, Phase
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Service, reference


class Sort(StrEnum):
    """The orders of the list.

    Urgency: purchase requested; in grace, expiring and later by expiry; converted; lost. Those in grace that wait for a
    decision stand before those decided, and so do those expiring.
    """

    URGENCY = "urgency"
    CUSTOMER = "customer"
    EXPIRES = "expires"
    STARTED = "started"


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What is asked of the list: the day that it is for, and what narrows and orders it."""

    day: date
    text: str = ""
    phase: Phase | None = None
    requested_only: bool = False
    sort: Sort = Sort.URGENCY
    undecided_only: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether something but the text leaves trials out."""
        return self.phase is not None or self.requested_only or self.undecided_only


@dataclass(frozen=True, slots=True)
class TrialSummary:
    """One line of the list. Texts stand as recorded; make them safe before showing them.

    ``decided`` is what was decided about the present expiry date, None where nothing was.
    """

    id: int
    customer: str
    country: str
    admin_email: str
    paid_services: tuple[Service, ...]
    services: tuple[Service, ...]
    site_url: str | None
    starts_on: date
    expires_on: date
    converted_on: date | None
    extended_on: date | None
    contacted_on: date | None
    purchase_requested_on: date | None
    decided_for: date | None
    has_devices: bool
    decided: Choice | None = None

    @property
    def reference(self) -> str:
        """The trial's ID as people type it."""
        return reference(self.id)

    def lifecycle(self, policy: Policy) -> Lifecycle:
        """Return the trial's dates under ``policy``."""
        return Lifecycle(self.starts_on, self.expires_on, self.converted_on, policy)


@dataclass(frozen=True, slots=True)
class PhaseCounts:
    """How many trials are in each phase on a day, and how many wait: for an answer to a request, for a decision."""

    by_phase: dict[Phase, int]
    requested: int
    undecided: int

    @property
    def total(self) -> int:
        """All trials."""
        return sum(self.by_phase.values())
